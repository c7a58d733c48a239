"""The platform recommendation: one page of blocks, as Markdown, HTML or data."""
