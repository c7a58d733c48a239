"""Whether a repository is set up so that nothing comes in unapproved: facts -> findings."""
