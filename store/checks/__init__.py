"""What a person should know about a library, from all its parts; and what can be mended."""
