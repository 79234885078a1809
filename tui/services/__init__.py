"""What several actions need: each service does one thing, and knows no action."""
