"""Stations and their operators, villages, targets, figures, the audit trail and its seals."""

from peewee import Database

from models.store.ddl import (
    create_index,
    create_station_table,
    create_table,
    refuse_always,
    refuse_when,
)
from models.store.first_schema import BY, WHO


def create(db: Database) -> None:
    """Create the tables. Townships and stations are the county's own; all else is a station's."""
    create_table(
        db, "township", "id INT NOT NULL, name TEXT NOT NULL", key=("id",), unique=[("name",)]
    )
    create_table(
        db,
        "station",
        "id INT NOT NULL, township_id INT NOT NULL REFERENCES township (id), "
        "notice TEXT NOT NULL, is_demonstration INT NOT NULL, created_at TEXT NOT NULL",
        key=("id",),
        unique=[("township_id",)],
        checks=["is_demonstration IN (0, 1)"],
    )
    _numbers(db)
    create_station_table(
        db, "operator", "login TEXT NOT NULL", unique=[("login",)], only_grows=False
    )
    create_station_table(
        db,
        "village",
        "name TEXT NOT NULL, position INT NOT NULL, opened_on TEXT, closed_on TEXT",
        unique=[("name",)],
        only_grows=False,
    )
    _figures(db)
    _records(db)
    _seals(db)


def _numbers(db: Database) -> None:
    """The last number given out by station and table; 0 stands for the county."""
    create_table(
        db,
        "last_id",
        "station_id INT NOT NULL, table_name TEXT NOT NULL, id INT NOT NULL",
        key=("station_id", "table_name"),
        checks=["id > 0"],
    )
    refuse_always(db, "last_id", "DELETE", "last_id 只增不减")
    refuse_when(db, "last_id", "UPDATE", "last_id_goes_on", "NEW.id <= OLD.id", "last_id 只增不减")


def _figures(db: Database) -> None:
    create_station_table(
        db,
        "target",
        "village_id INT, insurance TEXT NOT NULL, levy_year INT NOT NULL, last_year_people INT, "
        "target_people INT NOT NULL, source TEXT NOT NULL, counts_from TEXT",
        references={"village_id": "village"},
        checks=["target_people >= 0"],
        only_grows=False,
    )
    of = "insurance, levy_year"
    create_index(
        db,
        "target_of_village",
        "target",
        f"station_id, village_id, {of}, coalesce(counts_from, '')",
        where="village_id IS NOT NULL",
        is_unique=True,
    )
    create_index(
        db,
        "target_of_station",
        "target",
        f"station_id, {of}",
        where="village_id IS NULL",
        is_unique=True,
    )
    create_station_table(
        db,
        "filled_figure",
        "key TEXT NOT NULL, value TEXT NOT NULL, document TEXT NOT NULL, document_date TEXT, "
        f"effective_from TEXT NOT NULL, {WHO}",
        references=BY,
    )


def _records(db: Database) -> None:
    create_station_table(
        db,
        "submission",
        "year INT NOT NULL, serial INT NOT NULL, first_day TEXT NOT NULL, last_day TEXT NOT NULL, "
        "business_date TEXT NOT NULL, reviewer TEXT NOT NULL, figures TEXT NOT NULL, "
        f"workbook TEXT NOT NULL, digest TEXT NOT NULL, {WHO}",
        references=BY,
        unique=[("first_day",), ("year", "serial")],
    )
    create_station_table(
        db,
        "audit",
        "recorded_at TEXT NOT NULL, operator_id INT NOT NULL, business_date TEXT NOT NULL, "
        "action TEXT NOT NULL, subject TEXT NOT NULL, detail TEXT NOT NULL",
        references=BY,
    )


def _seals(db: Database) -> None:
    """One chain a station, and the memory of where it ends."""
    create_station_table(
        db, "seal", "subject TEXT NOT NULL, subject_id INT NOT NULL, head TEXT NOT NULL"
    )
    create_index(db, "seal_of_subject", "seal", "station_id, subject, subject_id")
    create_table(
        db,
        "seal_head",
        "station_id INT NOT NULL REFERENCES station (id), number INT NOT NULL, head TEXT NOT NULL",
        key=("station_id",),
    )
    refuse_always(db, "seal_head", "DELETE", "seal_head 只增不减")
    refuse_when(
        db,
        "seal_head",
        "INSERT",
        "seal_head_no_replace",
        "EXISTS (SELECT 1 FROM seal_head WHERE station_id = NEW.station_id)",
        "seal_head 每站只有一行",
    )
    refuse_when(
        db,
        "seal_head",
        "UPDATE",
        "seal_head_goes_on",
        "NEW.number <= OLD.number OR NEW.station_id <> OLD.station_id",
        "seal_head 只增不减",
    )
