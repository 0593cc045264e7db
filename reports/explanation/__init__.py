"""Explained quotes: what somebody owes and why, so that a villager can follow it.

``figures`` are the typed parts, ``collect`` makes them from a household, ``text`` and
``workbook`` render them.
"""
