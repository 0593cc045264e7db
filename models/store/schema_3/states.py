"""The states of rows that change, each sealed."""

from peewee import Database


def create(db: Database) -> None:
    """Create the tables."""
