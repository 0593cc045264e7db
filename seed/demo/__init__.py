"""The demonstration station: a real township's targets and an invented population.

``names`` and ``people`` invent families, ``history`` who of them was enrolled the year before,
``payments`` a season of collecting,
``station`` puts them into a store. The same seed gives the same station everywhere.
"""
