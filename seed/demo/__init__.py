"""The demonstration station: a real township's targets and an invented population.

``names`` and ``people`` invent families, ``payments`` a season of collecting,
``station`` puts them into a store. The same seed gives the same station everywhere.
"""
