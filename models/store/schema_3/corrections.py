"""Corrections, refunds with their slips, refund applications to the bureau."""

from peewee import Database


def create(db: Database) -> None:
    """Create the tables."""
