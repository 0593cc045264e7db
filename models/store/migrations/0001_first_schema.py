"""The first schema: stations, villages, people, the ledger, cash, the bureau, the chain."""

from typing import Any

from peewee import Database

from models.store.first_schema import bureau, cash, in_force, ledger, people, station


def up(migrator: Any, db: Database) -> None:
    """Create everything; runs in one transaction."""
    station.create(db)
    people.create(db)
    ledger.create(db)
    in_force.create(db)
    cash.create(db)
    bureau.create(db)
