"""The keyed chain over ledger and audit rows: one seal a row, each over the one before."""

from typing import Any

from peewee import Database

from models.store.ddl import create_table, forbid_changes


def up(migrator: Any, db: Database) -> None:
    """Create the table; what stands in the store already is sealed when it is next opened."""
    create_table(
        db,
        "seal",
        "id ID, subject TEXT NOT NULL, subject_id INT NOT NULL, head TEXT NOT NULL, "
        "UNIQUE (subject, subject_id)",
    )
    forbid_changes(db, "seal", (("id",), ("subject", "subject_id")))
