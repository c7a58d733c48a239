"""How a pull request stands, for the people concerned and for programs."""
