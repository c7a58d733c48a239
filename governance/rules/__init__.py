"""What follows from a registry, as pure functions: no disk, clock, network or language."""
