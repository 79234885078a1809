"""Reading and writing `tags.yaml`: facts out of it, and changed facts into it, byte by byte."""
