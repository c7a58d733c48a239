"""Pure data: records, policies, the registry value, dates, problems. No disk, clock or network."""
