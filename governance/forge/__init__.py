"""GitHub: reads what stands, carries out a plan, answers comments."""
