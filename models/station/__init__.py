"""The station: how it is founded, its desk, its filled-in figures, its closed days."""
