"""Issues: what should be asked of whom on a day, and what differs from what stands."""
