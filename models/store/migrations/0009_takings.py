"""Where cash goes: the tax bureau's registered accounts, and the deposits into them."""

from typing import Any

from peewee import Database

from models.store.ddl import create_table, forbid_changes

_STATION = "id ID, station_id INT NOT NULL REFERENCES station(id), "
_WHO = "operator_id INT NOT NULL REFERENCES operator(id), recorded_at TEXT NOT NULL"


def up(migrator: Any, db: Database) -> None:
    """Create the tables; runs in one transaction."""
    create_table(
        db,
        "bureau_account",
        f"{_STATION}bank TEXT NOT NULL, holder TEXT NOT NULL, number TEXT NOT NULL, "
        f"paper TEXT NOT NULL, opened_on TEXT NOT NULL, {_WHO}",
    )
    forbid_changes(db, "bureau_account")
    create_table(
        db,
        "bureau_account_end",
        f"{_STATION}account_id INT NOT NULL UNIQUE REFERENCES bureau_account(id), "
        f"ended_on TEXT NOT NULL, reason TEXT NOT NULL, {_WHO}",
    )
    forbid_changes(db, "bureau_account_end", (("id",), ("account_id",)))
    create_table(
        db,
        "deposit",
        f"{_STATION}account_id INT NOT NULL REFERENCES bureau_account(id), "
        "business_date TEXT NOT NULL, bank_slip TEXT NOT NULL, "
        f"amount_fen INT NOT NULL CHECK (amount_fen > 0), {_WHO}, "
        "UNIQUE (station_id, bank_slip)",
    )
    forbid_changes(db, "deposit", (("id",), ("station_id", "bank_slip")))
