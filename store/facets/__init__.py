"""What `Library` can do, in parts: each a class of verbs over one index, joined by `library`."""
