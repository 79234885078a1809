"""Reads facts from `tags.yaml` and writes changed facts into it, keeping all other bytes."""
