"""Vouchers by number, registration slips, collecting units."""

from peewee import Database


def create(db: Database) -> None:
    """Create the tables."""
