"""The keyed chain over ledger and audit rows, and the store's memory of where it ends."""

from typing import Any

from peewee import Database

from models.store.ddl import create_table, forbid_changes, refuse_always, refuse_when


def up(migrator: Any, db: Database) -> None:
    """Create the tables; runs in one transaction. One chain a store, whatever its stations."""
    create_table(
        db,
        "seal",
        "id ID, subject TEXT NOT NULL, subject_id INT NOT NULL, head TEXT NOT NULL",
    )
    forbid_changes(db, "seal")
    create_table(
        db,
        "seal_head",
        "id ID, number INT NOT NULL, head TEXT NOT NULL, CHECK (id = 1)",
    )
    db.execute_sql("INSERT INTO seal_head (id, number, head) VALUES (1, 0, '')")
    refuse_always(db, "seal_head", "DELETE", "seal_head 只增不减")
    refuse_when(db, "seal_head", "INSERT", "seal_head_no_insert", "1 = 1", "seal_head 只有一行")
    refuse_when(
        db,
        "seal_head",
        "UPDATE",
        "seal_head_goes_on",
        "NEW.number <= OLD.number",
        "seal_head 只增不减",
    )
