"""Printed receipts, and what people paid by themselves."""

from typing import Any

from peewee import Database

from models.store.ddl import create_table, forbid_changes

_STATION = "id ID, station_id INT NOT NULL REFERENCES station(id), "
_WHO = (
    "business_date TEXT NOT NULL, operator_id INT NOT NULL REFERENCES operator(id), "
    "recorded_at TEXT NOT NULL"
)


def up(migrator: Any, db: Database) -> None:
    """Create the tables; runs in one transaction."""
    create_table(
        db,
        "receipt_print",
        f"{_STATION}payment_id INT NOT NULL REFERENCES payment(id), "
        f"copy INT NOT NULL CHECK (copy > 0), reason TEXT NOT NULL, {_WHO}, "
        "UNIQUE (payment_id, copy), CHECK (copy = 1 OR reason <> '')",
    )
    forbid_changes(db, "receipt_print", (("id",), ("payment_id", "copy")))
    _paid(db)


def _paid(db: Database) -> None:
    """Files of paid data, their rows as found, and what became of a row later.

    ``payment_id`` of a row is the entry it made when it was imported; a decision names the
    entry it made later, or the reason for which the row is closed without one.
    """
    create_table(
        db,
        "paid_file",
        f"{_STATION}name TEXT NOT NULL, digest TEXT NOT NULL, rows INT NOT NULL, {_WHO}",
    )
    forbid_changes(db, "paid_file")
    create_table(
        db,
        "paid_row",
        f"{_STATION}file_id INT NOT NULL REFERENCES paid_file(id), row INT NOT NULL, "
        "identity TEXT NOT NULL, name TEXT NOT NULL, id_number TEXT NOT NULL, "
        "insurance TEXT NOT NULL, levy_year INT NOT NULL, "
        "amount_fen INT NOT NULL CHECK (amount_fen > 0), tier_fen INT, channel TEXT NOT NULL, "
        "paid_on TEXT NOT NULL, voucher TEXT NOT NULL, state TEXT NOT NULL, "
        "payment_id INT UNIQUE REFERENCES payment(id), UNIQUE (station_id, identity), "
        "CHECK ((state = 'posted') = (payment_id IS NOT NULL))",
    )
    forbid_changes(db, "paid_row", (("id",), ("station_id", "identity"), ("payment_id",)))
    db.execute_sql("CREATE INDEX paid_row_open ON paid_row (station_id, payment_id)")
    create_table(
        db,
        "paid_decision",
        f"{_STATION}row_id INT NOT NULL UNIQUE REFERENCES paid_row(id), "
        f"payment_id INT UNIQUE REFERENCES payment(id), reason TEXT NOT NULL, {_WHO}",
    )
    forbid_changes(db, "paid_decision", (("id",), ("row_id",), ("payment_id",)))
