"""Cash into the bureau's account, the close of the day, the register of collectors."""

from peewee import Database

from models.store.ddl import create_index, create_station_table
from models.store.first_schema import BY, DATED, WHO


def create(db: Database) -> None:
    """Create the tables."""
    create_station_table(
        db,
        "bureau_account",
        "bank TEXT NOT NULL, holder TEXT NOT NULL, number TEXT NOT NULL, paper TEXT NOT NULL, "
        f"opened_on TEXT NOT NULL, {WHO}",
        references=BY,
    )
    create_station_table(
        db,
        "bureau_account_end",
        f"account_id INT NOT NULL, ended_on TEXT NOT NULL, reason TEXT NOT NULL, {WHO}",
        references={"account_id": "bureau_account", **BY},
        unique=[("account_id",)],
    )
    create_station_table(
        db,
        "deposit",
        "account_id INT NOT NULL, business_date TEXT NOT NULL, bank_slip TEXT NOT NULL, "
        f"amount_fen INT NOT NULL, {WHO}",
        references={"account_id": "bureau_account", **BY},
        unique=[("bank_slip",)],
        checks=["amount_fen > 0"],
    )
    _closes(db)
    create_station_table(
        db,
        "collector",
        "id_number TEXT NOT NULL, point TEXT NOT NULL, name TEXT NOT NULL, "
        "bank_name TEXT NOT NULL, bank TEXT NOT NULL, account TEXT NOT NULL, "
        f"phone TEXT NOT NULL, is_ended INT NOT NULL, reason TEXT NOT NULL, {DATED}",
        references=BY,
        checks=["is_ended IN (0, 1)"],
    )
    create_index(db, "collector_by_number", "collector", "station_id, id_number")


def _closes(db: Database) -> None:
    create_station_table(
        db,
        "day_close",
        "scope TEXT NOT NULL, business_date TEXT NOT NULL, expected_fen INT NOT NULL, "
        "counted_fen INT NOT NULL, reason TEXT NOT NULL, last_payment_id INT NOT NULL, "
        f"last_journal_id INT NOT NULL, {WHO}",
        references=BY,
        checks=[
            "scope IN ('operator', 'station')",
            "counted_fen >= 0",
            "counted_fen = expected_fen OR reason <> ''",
        ],
    )
    create_station_table(
        db,
        "day_close_pos",
        "close_id INT NOT NULL, business_date TEXT NOT NULL, terminal TEXT NOT NULL, "
        "batch TEXT NOT NULL, sales INT NOT NULL, expected_fen INT NOT NULL, "
        "counted_fen INT NOT NULL",
        references={"close_id": "day_close"},
        unique=[("close_id", "terminal", "batch")],
    )
    create_index(db, "day_close_pos_by_batch", "day_close_pos", "station_id, terminal, batch")
