"""What a cadre hands in for a village: one collection, a receipt a family."""

from peewee import Database


def create(db: Database) -> None:
    """Create the tables."""
