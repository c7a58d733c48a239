"""Demonstrations that run from end to end: `make demo-github`."""
