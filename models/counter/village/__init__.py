"""A village in one go: a cadre's list, what becomes of each on it, a receipt for each family."""
