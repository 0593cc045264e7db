"""Who did it, and how a mistake is put right: the tables of both."""

from typing import Any

from peewee import Database

from models.store.schema_3 import (
    cash,
    corrections,
    operators,
    papers,
    self_paid,
    statements,
    states,
)


def up(migrator: Any, db: Database) -> None:
    """Create what each subject needs; runs in one transaction."""
    for subject in (operators, states, cash, corrections, statements, self_paid, papers):
        subject.create(db)
