"""Which papers were sent to a printer."""

from peewee import Database


def create(db: Database) -> None:
    """Create nothing yet."""
