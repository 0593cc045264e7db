"""The uninsured: rounds of lists, whom they name, what was found out."""

from peewee import Database


def create(db: Database) -> None:
    """Create the tables."""
