"""Registered terminals, deposits taken back, accounts agreed on by two."""

from peewee import Database


def create(db: Database) -> None:
    """Create the tables."""
