"""Closing the day: the cash counted, the terminals' totals; and which villages are remote."""

from typing import Any

from peewee import Database

from models.store.ddl import create_table, forbid_changes

_STATION = "id ID, station_id INT NOT NULL REFERENCES station(id), "
_WHO = "operator_id INT NOT NULL REFERENCES operator(id), recorded_at TEXT NOT NULL"


def up(migrator: Any, db: Database) -> None:
    """Create the tables; runs in one transaction."""
    create_table(
        db,
        "day_close",
        f"{_STATION}scope TEXT NOT NULL CHECK (scope IN ('operator', 'station')), "
        "business_date TEXT NOT NULL, expected_fen INT NOT NULL, "
        "counted_fen INT NOT NULL CHECK (counted_fen >= 0), reason TEXT NOT NULL, "
        "last_payment_id INT NOT NULL, last_journal_id INT NOT NULL, "
        f"{_WHO}, CHECK (counted_fen = expected_fen OR reason <> '')",
    )
    forbid_changes(db, "day_close", (("id",),))
    create_table(
        db,
        "day_close_pos",
        f"{_STATION}close_id INT NOT NULL REFERENCES day_close(id), "
        "business_date TEXT NOT NULL, terminal TEXT NOT NULL, batch TEXT NOT NULL, "
        "sales INT NOT NULL, expected_fen INT NOT NULL, counted_fen INT NOT NULL, "
        "UNIQUE (close_id, terminal, batch)",
    )
    db.execute_sql(
        "CREATE INDEX day_close_pos_by_batch ON day_close_pos (station_id, terminal, batch)"
    )
    forbid_changes(db, "day_close_pos", (("id",), ("close_id", "terminal", "batch")))
    create_table(
        db,
        "remote_village",
        f"{_STATION}village_id INT NOT NULL REFERENCES village(id), "
        "is_remote INT NOT NULL CHECK (is_remote IN (0, 1)), counts_from TEXT NOT NULL, "
        f"paper TEXT NOT NULL, {_WHO}",
    )
    forbid_changes(db, "remote_village", (("id",),))
    db.execute_sql(
        "CREATE INDEX journal_of_till ON journal (station_id, business_date) "
        "WHERE debit = 'till' OR credit = 'till'"
    )
    db.execute_sql(
        "CREATE INDEX payment_in_cash ON payment (station_id, business_date) WHERE channel = 'cash'"
    )
