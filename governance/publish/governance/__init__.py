"""The governance document: prose of workflows/text/, filled with the rules that are run."""
