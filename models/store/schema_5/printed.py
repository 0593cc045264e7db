"""Which papers were sent to a printer."""

from peewee import Database

from models.store.ddl import add_column, create_station_table
from models.store.first_schema import BY, DATED


def create(db: Database) -> None:
    """Add the way a slip went, and create the table of what became of it.

    Slips of before have no way: they count as sent.
    """
    add_column(db, "registration_print", "way TEXT")
    create_station_table(
        db,
        "print_outcome",
        f"print_id INT NOT NULL, is_sent INT NOT NULL, {DATED}",
        references={"print_id": "registration_print", **BY},
        unique=[("print_id",)],
        checks=["is_sent IN (0, 1)"],
    )
