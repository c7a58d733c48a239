"""The guides: one page for owners in each language, and one for maintainers."""
