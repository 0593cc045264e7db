"""The demonstration station: 上岭桥镇 with its real targets and an invented population.

``names`` and ``people`` invent families, ``payments`` a season of collecting,
``station`` puts them into a store. The same seed gives the same station everywhere.
"""
