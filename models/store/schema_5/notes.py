"""What the counter writes beside a family."""

from peewee import Database


def create(db: Database) -> None:
    """Create nothing yet."""
