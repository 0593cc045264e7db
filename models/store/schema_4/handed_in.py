"""What a cadre hands in for a village: one collection, an entry and a receipt a family."""

from peewee import Database

from models.store.ddl import create_index, create_station_table


def create(db: Database) -> None:
    """Create the table: entries that share the papers which are kept under the first of them.

    An entry made by a correction takes the place of one that was there, under the same papers.
    """
    create_station_table(
        db,
        "handed_in",
        "entry_id INT NOT NULL, papers_id INT NOT NULL",
        references={"entry_id": "payment", "papers_id": "payment"},
        unique=[("entry_id",)],
        checks=["papers_id <= entry_id"],
    )
    create_index(db, "handed_in_papers", "handed_in", "station_id, papers_id")
