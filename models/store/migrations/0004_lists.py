"""Lists that come in parts, go out and come back."""

from typing import Any

from peewee import Database

from models.store.schema_4 import handed_in, lists, uninsured


def up(migrator: Any, db: Database) -> None:
    """Create what each subject needs; runs in one transaction."""
    for subject in (lists, uninsured, handed_in):
        subject.create(db)
