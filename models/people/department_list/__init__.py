"""A department's full list against the station: shown first, then applied."""
