"""Reports as they were sent: figures, file and head, kept to the byte."""

from typing import Any

from peewee import Database

from models.store.ddl import create_table, forbid_changes


def up(migrator: Any, db: Database) -> None:
    """Create the table; runs in one transaction."""
    create_table(
        db,
        "submission",
        "id ID, station_id INT NOT NULL REFERENCES station(id), "
        "year INT NOT NULL, serial INT NOT NULL, first_day TEXT NOT NULL, "
        "last_day TEXT NOT NULL, business_date TEXT NOT NULL, reviewer TEXT NOT NULL, "
        "figures TEXT NOT NULL, workbook TEXT NOT NULL, digest TEXT NOT NULL, "
        "operator_id INT NOT NULL REFERENCES operator(id), recorded_at TEXT NOT NULL, "
        "UNIQUE (station_id, first_day), UNIQUE (station_id, year, serial)",
    )
    forbid_changes(
        db,
        "submission",
        (("id",), ("station_id", "first_day"), ("station_id", "year", "serial")),
    )
