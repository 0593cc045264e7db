"""The people of a station: households, categories, changes, and how they come in."""
