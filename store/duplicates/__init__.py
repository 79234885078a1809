"""Near-duplicate articles: reprints, edited and shortened versions, and updates of one story."""
