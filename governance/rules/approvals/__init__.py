"""Who must approve what, who has, and what follows: pure functions of the base's rules."""
