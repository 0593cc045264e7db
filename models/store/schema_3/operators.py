"""Operators: who is registered in which role, and what two people agreed on."""

from peewee import Database


def create(db: Database) -> None:
    """Create the tables."""
