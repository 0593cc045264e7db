"""The district's roll-up: what the stations sent, summed up, ranked and set against the annex."""
