"""Vouchers by number, registration slips."""

from peewee import Database

from models.store.ddl import create_index, create_station_table
from models.store.first_schema import BY, DATED


def create(db: Database) -> None:
    """Create the tables."""
    create_station_table(
        db,
        "registration_print",
        "payment_id INT NOT NULL, household_id INT NOT NULL, copy INT NOT NULL, "
        f"reason TEXT NOT NULL, code TEXT NOT NULL, content TEXT NOT NULL, {DATED}",
        references={"payment_id": "payment", "household_id": "household", **BY},
        unique=[("payment_id", "household_id", "copy")],
        checks=["copy > 0", "copy = 1 OR reason <> ''"],
    )
    create_station_table(
        db,
        "voucher_range",
        "head TEXT NOT NULL, digits INT NOT NULL, first INT NOT NULL, last INT NOT NULL, "
        f"paper TEXT NOT NULL, {DATED}",
        references=BY,
        checks=["first <= last", "first >= 0", "digits > 0"],
    )
    create_index(db, "voucher_range_of", "voucher_range", "station_id, head, digits, first")
    create_station_table(
        db,
        "voucher_spoiled",
        f"voucher TEXT NOT NULL, reason TEXT NOT NULL, {DATED}",
        references=BY,
        unique=[("voucher",)],
        checks=["reason <> ''"],
    )
