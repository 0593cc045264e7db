"""The counter read a second time: more to find people by, papers that were printed."""

from typing import Any

from peewee import Database

from models.store.schema_5 import printed, search


def up(migrator: Any, db: Database) -> None:
    """Create what each subject needs; runs in one transaction."""
    for subject in (search, printed):
        subject.create(db)
