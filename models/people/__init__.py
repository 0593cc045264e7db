"""The people of a station: their families, categories and how they come in."""
