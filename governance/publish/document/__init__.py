"""Documents: what they are made of, and how they are read as HTML and as Markdown."""
