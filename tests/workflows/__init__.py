"""The workflow files, the action and the issue forms: read, and run by act."""
