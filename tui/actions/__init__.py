"""What the three-pane screen does, by concern: listing, reading, changing, and work behind it."""
