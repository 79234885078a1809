"""What a text says of itself: title, source, date, paragraphs, boilerplate."""
