"""The steps around the model: small pure functions over a text and the names found in it."""
