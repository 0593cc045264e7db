"""Rounds: one store serves a station for years.

A station works under one notice a round; what documents set belongs to a round; what was paid
for earlier years is known; a target is set anew and the former one stays; a denominator is stated
by its parts; what was allowed in spite of a rule, and what became of one person's category, is
kept with reason and paper.
"""

from typing import Any

from peewee import Database

from models.store.ddl import add_column, create_index, create_station_table, create_table
from models.store.first_schema import BY, WHO

_FIRST_ROUNDS = """
INSERT INTO round (station_id, id, notice, opened_on, operator_id, recorded_at)
SELECT s.id, 1, s.notice, a.business_date, a.operator_id, a.recorded_at
FROM station s JOIN audit a ON a.station_id = s.id
WHERE a.id = (SELECT min(f.id) FROM audit f WHERE f.station_id = s.id)
"""


def up(migrator: Any, db: Database) -> None:
    """Give every station its first round and make the tables; runs in one transaction."""
    create_station_table(
        db,
        "round",
        f"notice TEXT NOT NULL, opened_on TEXT NOT NULL, {WHO}",
        references=BY,
    )
    create_station_table(
        db,
        "round_withdrawal",
        f"round_id INT NOT NULL, reason TEXT NOT NULL, business_date TEXT NOT NULL, {WHO}",
        references={"round_id": "round", **BY},
        unique=[("round_id",)],
    )
    db.execute_sql(_FIRST_ROUNDS)
    db.execute_sql("ALTER TABLE station DROP COLUMN notice")
    db.execute_sql("DROP TABLE kept_notice")  # kept for speed alone: read anew, and kept again
    create_table(
        db,
        "kept_notice",
        "station_id INT NOT NULL REFERENCES station (id), notice TEXT NOT NULL, "
        "digest TEXT NOT NULL, content TEXT NOT NULL",
        key=("station_id", "notice"),
    )
    # Figures recorded before there were rounds are the first round's.
    add_column(db, "filled_figure", "round_id INT")
    # No rule may give a day from which benefits run.
    db.execute_sql("ALTER TABLE payment_line ALTER COLUMN benefit_from DROP NOT NULL")
    # A list imported after a period has ended does not count in it, whatever its own date.
    add_column(db, "certification", "recorded_on TEXT")
    _people_of_years(db)
    _targets(db)
    _exceptions(db)


def _people_of_years(db: Database) -> None:
    create_station_table(
        db,
        "enrolment_list",
        f"file TEXT NOT NULL, document TEXT NOT NULL, rows INT NOT NULL, digest TEXT NOT NULL, "
        f"{WHO}",
        references=BY,
    )
    create_station_table(
        db,
        "enrolled_year",
        "person_id INT NOT NULL, insurance TEXT NOT NULL, levy_year INT NOT NULL, "
        "is_enrolled INT NOT NULL, paid_on TEXT, list_id INT NOT NULL",
        references={"person_id": "person", "list_id": "enrolment_list"},
        checks=["is_enrolled IN (0, 1)"],
    )
    of, year = "enrolled_year", "insurance, levy_year"
    create_index(db, "enrolled_year_by_person", of, f"station_id, person_id, {year}")
    create_index(db, "enrolled_year_of_year", of, f"station_id, {year}, person_id")


def _targets(db: Database) -> None:
    db.execute_sql("DROP INDEX target_of_station")
    create_index(
        db,
        "target_of_station",
        "target",
        "station_id, insurance, levy_year, coalesce(counts_from, '')",
        where="village_id IS NULL",
        is_unique=True,
    )
    create_station_table(
        db,
        "denominator_part",
        "village_id INT, insurance TEXT NOT NULL, levy_year INT NOT NULL, part TEXT NOT NULL, "
        f"people INT NOT NULL, document TEXT NOT NULL, {WHO}",
        references={"village_id": "village", **BY},
        checks=["people >= 0"],
    )


def _exceptions(db: Database) -> None:
    create_station_table(
        db,
        "line_override",
        "line_id INT NOT NULL, code TEXT NOT NULL, reason TEXT NOT NULL, proof TEXT NOT NULL, "
        f"approved_by TEXT NOT NULL, {WHO}",
        references={"line_id": "payment_line", **BY},
        unique=[("line_id", "code")],
    )
    create_station_table(
        db,
        "certification_change",
        "certification_id INT NOT NULL, kind TEXT NOT NULL, happened_on TEXT NOT NULL, "
        f"until TEXT, paper TEXT NOT NULL, reason TEXT NOT NULL, {WHO}, "
        "from_before TEXT, until_before TEXT",
        references={"certification_id": "certification", **BY},
    )
    create_index(
        db,
        "certification_change_of",
        "certification_change",
        "station_id, certification_id",
    )
