"""A village in one go."""
