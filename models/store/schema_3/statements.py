"""What a statement covers, what later files say more of a line, and the station's own rules."""

from peewee import Database

from models.store.ddl import create_index, create_station_table
from models.store.first_schema import BY, DATED


def create(db: Database) -> None:
    """Create the tables.

    A file's days hold for each of its merchants, '' where it names none. A detail is what a
    further file says of a line that is known, only what it says more or otherwise.
    """
    create_station_table(
        db,
        "statement_period",
        "file_id INT NOT NULL, merchant TEXT NOT NULL, first_day TEXT NOT NULL, "
        "last_day TEXT NOT NULL, is_stated INT NOT NULL",
        references={"file_id": "statement_file"},
        unique=[("file_id", "merchant", "first_day", "last_day")],
        checks=["first_day <= last_day", "is_stated IN (0, 1)"],
    )
    create_station_table(
        db,
        "statement_detail",
        "line_id INT NOT NULL, file_id INT NOT NULL, row INT NOT NULL, kind TEXT NOT NULL, "
        "batch TEXT NOT NULL, trace TEXT NOT NULL, time TEXT NOT NULL, merchant TEXT NOT NULL, "
        "reference TEXT NOT NULL, card_tail TEXT NOT NULL, fee_fen INT NOT NULL, "
        "original_trace TEXT NOT NULL, original_reference TEXT NOT NULL",
        references={"line_id": "statement_line", "file_id": "statement_file"},
        checks=["length(card_tail) <= 4", "kind IN ('', 'refund')"],
    )
    create_index(db, "statement_detail_by_line", "statement_detail", "station_id, line_id")
    create_station_table(
        db,
        "statement_rule",
        f"name TEXT NOT NULL, value INT NOT NULL, {DATED}",
        references=BY,
        checks=["name IN ('limit_fen', 'days')", "value >= 0"],
    )
    create_index(db, "slip_by_terminal_day", "slip", "station_id, terminal, slip_date")
