"""What the funders have transferred, and what was paid back to people (先征后补)."""

from typing import Any

from peewee import Database

from models.store.ddl import create_table, forbid_changes

_STATION = "id ID, station_id INT NOT NULL REFERENCES station(id), "
_WHO = "operator_id INT NOT NULL REFERENCES operator(id), recorded_at TEXT NOT NULL"


def up(migrator: Any, db: Database) -> None:
    """Create the tables; runs in one transaction."""
    create_table(
        db,
        "transfer",
        f"{_STATION}insurance TEXT NOT NULL, levy_year INT NOT NULL, funder TEXT NOT NULL, "
        "category TEXT NOT NULL, "
        "settlement TEXT NOT NULL CHECK (settlement IN ('waived', 'remitted', 'reimbursed')), "
        f"amount_fen INT NOT NULL, received_on TEXT NOT NULL, paper TEXT NOT NULL, {_WHO}",
    )
    forbid_changes(db, "transfer")
    create_table(
        db,
        "repayment",
        f"{_STATION}share_id INT NOT NULL UNIQUE REFERENCES line_share(id), "
        "transfer_id INT NOT NULL REFERENCES transfer(id)",
    )
    forbid_changes(db, "repayment", (("id",), ("share_id",)))
