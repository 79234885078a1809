"""Functions that run in a process of their own, so that the one that draws never waits."""
