"""The rules applied around the model: small pure functions over a text and its entities."""
