"""The register of collectors."""

from typing import Any

from peewee import Database


def up(migrator: Any, db: Database) -> None:
    """Create the tables; runs in one transaction."""
