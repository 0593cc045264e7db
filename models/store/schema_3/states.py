"""The states of rows that change, each sealed."""

from peewee import Database

from models.store.ddl import create_index, create_station_table


def create(db: Database) -> None:
    """Create the table; the states of rows that are there already are written afterwards."""
    create_station_table(
        db,
        "row_state",
        "table_name TEXT NOT NULL, first_row INT NOT NULL, last_row INT NOT NULL, "
        "states TEXT NOT NULL",
        checks=["first_row <= last_row"],
    )
    create_index(db, "row_state_of", "row_state", "station_id, table_name, last_row, first_row")
    db.execute_sql("DELETE FROM kept_notice")  # kept for speed alone, under a digest of one part
