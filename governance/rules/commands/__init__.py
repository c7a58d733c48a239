"""Comment commands: what an owner answers to an issue with the first line of a comment."""
