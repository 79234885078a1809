"""Named entities: the model in another process, and the rules around it."""
