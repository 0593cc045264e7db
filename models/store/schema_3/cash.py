"""Registered terminals, deposits taken back, batches that a close leaves open."""

from peewee import Database

from models.store.ddl import create_index, create_station_table, is_postgres
from models.store.first_schema import BY, DATED, WHO


def create(db: Database) -> None:
    """Create the tables; a bank's slip that was taken back can be entered rightly."""
    _deposits(db)
    # What an operator entered last by card or in cash proposes the next paper.
    create_index(db, "payment_of_operator", "payment", "station_id, operator_id, channel, id")
    create_index(db, "slip_by_terminal", "slip", "station_id, terminal, id")
    create_station_table(
        db,
        "deposit_back",
        f"deposit_id INT NOT NULL, reason TEXT NOT NULL, approved_by TEXT NOT NULL, {DATED}",
        references={"deposit_id": "deposit", **BY},
        unique=[("deposit_id",)],
    )
    create_station_table(
        db,
        "terminal",
        f"number TEXT NOT NULL, acquirer TEXT NOT NULL, place TEXT NOT NULL, {DATED}",
        references=BY,
    )
    create_station_table(
        db,
        "terminal_end",
        f"terminal_id INT NOT NULL, reason TEXT NOT NULL, {DATED}",
        references={"terminal_id": "terminal", **BY},
        unique=[("terminal_id",)],
    )
    create_station_table(
        db,
        "batch_left_open",
        "close_id INT NOT NULL, terminal TEXT NOT NULL, batch TEXT NOT NULL",
        references={"close_id": "day_close"},
        unique=[("close_id", "terminal", "batch")],
    )


def _deposits(db: Database) -> None:
    """Let a slip's number stand twice: once as it was entered wrongly and taken back."""
    if is_postgres(db):
        db.execute_sql("ALTER TABLE deposit DROP CONSTRAINT deposit_station_id_bank_slip_key")
    else:
        # SQLite drops no unique key: the table is made anew, its rows as they were.
        db.execute_sql("CREATE TABLE deposit_before AS SELECT * FROM deposit")
        db.execute_sql("DROP TABLE deposit")
        create_station_table(
            db,
            "deposit",
            "account_id INT NOT NULL, business_date TEXT NOT NULL, bank_slip TEXT NOT NULL, "
            f"amount_fen INT NOT NULL, {WHO}",
            references={"account_id": "bureau_account", **BY},
            checks=["amount_fen > 0"],
        )
        db.execute_sql("INSERT INTO deposit SELECT * FROM deposit_before")
        db.execute_sql("DROP TABLE deposit_before")
    create_index(db, "deposit_by_slip", "deposit", "station_id, bank_slip")
