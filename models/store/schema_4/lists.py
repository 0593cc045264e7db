"""Parts of a department's list, and what was answered about a sender's layout."""

from peewee import Database

from models.store.ddl import add_column, create_station_table
from models.store.first_schema import BY, DATED


def create(db: Database) -> None:
    """Add the columns, create the table."""
    add_column(db, "category_list", "part TEXT")
    add_column(db, "certification", "part TEXT")
    create_station_table(
        db,
        "layout_answer",
        f"layout TEXT NOT NULL, asked TEXT NOT NULL, answer TEXT NOT NULL, {DATED}",
        references=BY,
        checks=["layout <> ''", "asked <> ''"],
    )
