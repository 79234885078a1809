"""Runs functions in other processes, so that the drawing process never waits."""
