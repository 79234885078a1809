"""Hand-written files, changed and changed back, compared to the byte."""
