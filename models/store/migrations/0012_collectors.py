"""The register of collectors (代征人员登记表): one row a version, the newest of a person counts."""

from typing import Any

from peewee import Database

from models.store.ddl import create_table, forbid_changes


def up(migrator: Any, db: Database) -> None:
    """Create the table; runs in one transaction."""
    create_table(
        db,
        "collector",
        "id ID, station_id INT NOT NULL REFERENCES station(id), "
        "id_number TEXT NOT NULL, point TEXT NOT NULL, name TEXT NOT NULL, "
        "bank_name TEXT NOT NULL, bank TEXT NOT NULL, account TEXT NOT NULL, "
        "phone TEXT NOT NULL, is_ended INT NOT NULL CHECK (is_ended IN (0, 1)), "
        "reason TEXT NOT NULL, business_date TEXT NOT NULL, "
        "operator_id INT NOT NULL REFERENCES operator(id), recorded_at TEXT NOT NULL",
    )
    db.execute_sql("CREATE INDEX collector_by_number ON collector (station_id, id_number)")
    forbid_changes(db, "collector", (("id",),))
