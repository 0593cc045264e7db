"""The uninsured: lists that name them, who was asked, what came back, what was answered."""

from peewee import Database

from models.store.ddl import create_index, create_station_table
from models.store.first_schema import BY, DATED


def create(db: Database) -> None:
    """Create the tables."""
    _listed(db)
    _asked(db)
    _answered(db)


def _listed(db: Database) -> None:
    """Lists as senders sent them; ``meaning`` is the reason that a list states of all it names."""
    create_station_table(
        db,
        "uninsured_list",
        "sender TEXT NOT NULL, meaning TEXT NOT NULL, file TEXT NOT NULL, digest TEXT NOT NULL, "
        "insurance TEXT NOT NULL, levy_year INT NOT NULL, headings TEXT NOT NULL, answer_at INT, "
        f"rows INT NOT NULL, {DATED}",
        references=BY,
        checks=["sender <> ''"],
    )
    create_station_table(
        db,
        "uninsured_withdrawal",
        f"list_id INT NOT NULL, reason TEXT NOT NULL, {DATED}",
        references={"list_id": "uninsured_list", **BY},
        unique=[("list_id",)],
        checks=["reason <> ''"],
    )
    create_station_table(
        db,
        "uninsured_row",
        "list_id INT NOT NULL, place INT NOT NULL, name TEXT NOT NULL, id_number TEXT NOT NULL, "
        "village TEXT NOT NULL, fault TEXT NOT NULL, cells TEXT NOT NULL",
        references={"list_id": "uninsured_list"},
    )
    create_index(db, "uninsured_row_of_list", "uninsured_row", "station_id, list_id")
    create_index(db, "uninsured_row_by_number", "uninsured_row", "station_id, id_number")


def _asked(db: Database) -> None:
    """What went out to a village: its workbook's mark, and whom it asks about."""
    create_station_table(
        db,
        "uninsured_asking",
        "mark TEXT NOT NULL, village TEXT NOT NULL, file TEXT NOT NULL, people INT NOT NULL, "
        f"{DATED}",
        references=BY,
        unique=[("mark",)],
    )
    create_station_table(
        db,
        "uninsured_asked",
        "asking_id INT NOT NULL, row_id INT NOT NULL",
        references={"asking_id": "uninsured_asking", "row_id": "uninsured_row"},
        unique=[("asking_id", "row_id")],
    )
    create_index(db, "uninsured_asked_row", "uninsured_asked", "station_id, row_id")


def _answered(db: Database) -> None:
    """What came back, file by file, and every answer; without a file it was given by hand.

    Without a row it is about somebody whom no list names. ``reason`` is empty where nobody
    understood what was said.
    """
    create_station_table(
        db,
        "uninsured_return",
        "asking_id INT, village TEXT NOT NULL, file TEXT NOT NULL, digest TEXT NOT NULL, "
        f"rows INT NOT NULL, {DATED}",
        references={"asking_id": "uninsured_asking", **BY},
        unique=[("digest",)],
    )
    create_station_table(
        db,
        "uninsured_answer",
        "return_id INT, place INT NOT NULL, row_id INT, name TEXT NOT NULL, "
        "id_number TEXT NOT NULL, reason TEXT NOT NULL, said TEXT NOT NULL, note TEXT NOT NULL, "
        f"phone TEXT NOT NULL, {DATED}",
        references={"return_id": "uninsured_return", "row_id": "uninsured_row", **BY},
        checks=["row_id IS NOT NULL OR return_id IS NOT NULL"],
    )
    create_index(db, "uninsured_answer_of_row", "uninsured_answer", "station_id, row_id")
