"""What people paid the bureau: channels as named, reversals, states without money."""

from peewee import Database


def create(db: Database) -> None:
    """Create the tables."""
