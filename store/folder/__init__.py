"""Which folder is the library, which files are its articles, their ids, and their bytes as text."""
