"""Git, the working tree and YAML: the only readers of disk and history."""
