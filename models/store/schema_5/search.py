"""Keys under which people are found that schema 4 did not have."""

from peewee import Database


def create(db: Database) -> None:
    """Create nothing yet."""
