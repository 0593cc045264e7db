"""What people paid the bureau: channels as named, reversals, states without money."""

from peewee import Database

from models.store.ddl import add_column, create_index, create_station_table
from models.store.first_schema import BY, DATED

_OF_YEAR = "insurance TEXT NOT NULL, levy_year INT NOT NULL"


def create(db: Database) -> None:
    """Create the tables, and the columns that rows of before leave empty."""
    # Empty: a payment, by a channel that the program knows.
    for column in ("kind TEXT", "channel_text TEXT", "original TEXT"):
        add_column(db, "self_paid_row", column)
    create_index(db, "self_paid_row_by_number", "self_paid_row", "station_id, id_number")
    _taken(db)
    _returned(db)
    _stated(db)


def _taken(db: Database) -> None:
    """Rows taken although the amount was another than was due, and the rest collected later."""
    create_station_table(
        db,
        "self_paid_taking",
        f"row_id INT NOT NULL, due_fen INT NOT NULL, reason TEXT NOT NULL, {DATED}",
        references={"row_id": "self_paid_row", **BY},
        unique=[("row_id",)],
        checks=["due_fen >= 0"],
    )
    create_station_table(
        db,
        "self_paid_rest",
        "row_id INT NOT NULL, payment_id INT NOT NULL",
        references={"row_id": "self_paid_row", "payment_id": "payment"},
        unique=[("payment_id",)],
    )
    create_index(db, "self_paid_rest_of_row", "self_paid_rest", "station_id, row_id")


def _returned(db: Database) -> None:
    """What went back at the bureau: a row's whole or its surplus, by a row of a file or by word.

    ``payment_id`` is the refund that took back the entry the row had made, if it stood.
    """
    create_station_table(
        db,
        "self_paid_return",
        "row_id INT NOT NULL, part TEXT NOT NULL, reversal_id INT, payment_id INT, "
        f"reason TEXT NOT NULL, {DATED}",
        references={
            "row_id": "self_paid_row",
            "reversal_id": "self_paid_row",
            "payment_id": "payment",
            **BY,
        },
        unique=[("row_id", "part"), ("reversal_id",), ("payment_id",)],
        checks=["part IN ('whole', 'surplus')", "reversal_id IS NOT NULL OR reason <> ''"],
    )


def _stated(db: Database) -> None:
    """Whom the bureau states to be enrolled, or not to be; ``payment_id`` is the entry it made.

    That is an entry without money, or the one that takes such an entry back.
    """
    create_station_table(
        db,
        "self_paid_state",
        "file_id INT NOT NULL, row INT NOT NULL, identity TEXT NOT NULL, person_id INT NOT NULL, "
        f"{_OF_YEAR}, is_enrolled INT NOT NULL, stated_on TEXT NOT NULL, payment_id INT",
        references={
            "file_id": "self_paid_file",
            "person_id": "person",
            "payment_id": "payment",
        },
        unique=[("identity",), ("payment_id",)],
        checks=["is_enrolled IN (0, 1)"],
    )
    create_index(
        db,
        "self_paid_state_by_person",
        "self_paid_state",
        "station_id, person_id, insurance, levy_year",
    )
