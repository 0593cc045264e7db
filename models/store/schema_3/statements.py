"""What a statement covers, and until when a slip may wait for one."""

from peewee import Database


def create(db: Database) -> None:
    """Create the tables."""
