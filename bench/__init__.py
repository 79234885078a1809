"""Benchmarks against peers and against the floor, in ratios."""
