"""Dunning contacts: each call or visit to a family, none ever overwritten."""

from typing import Any

from peewee import Database

from models.store.ddl import create_table, forbid_changes


def up(migrator: Any, db: Database) -> None:
    """Create the table; runs in one transaction."""
    create_table(
        db,
        "contact",
        "id ID, station_id INT NOT NULL REFERENCES station(id), "
        "household_id INT NOT NULL REFERENCES household(id), business_date TEXT NOT NULL, "
        "how TEXT NOT NULL, result TEXT NOT NULL, promised_on TEXT, note TEXT NOT NULL, "
        "operator_id INT NOT NULL REFERENCES operator(id), recorded_at TEXT NOT NULL, "
        "CHECK (promised_on IS NULL OR promised_on >= business_date)",
    )
    forbid_changes(db, "contact")
    db.execute_sql("CREATE INDEX contact_by_household ON contact (household_id, business_date)")
