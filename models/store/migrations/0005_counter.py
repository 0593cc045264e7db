"""The counter read a second time: more to find people by, notes, papers that were printed."""

from typing import Any

from peewee import Database

from models.store.schema_5 import notes, printed, search


def up(migrator: Any, db: Database) -> None:
    """Create what each subject needs; runs in one transaction."""
    for subject in (search, notes, printed):
        subject.create(db)
