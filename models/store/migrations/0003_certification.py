"""Department lists, public posting, duplicates: how a category comes to be believed."""

from typing import Any

from peewee import Database

from models.store.ddl import create_table, forbid_changes, is_postgres

_STATION = "id ID, station_id INT NOT NULL REFERENCES station(id), "
_WHO = "operator_id INT NOT NULL REFERENCES operator(id), recorded_at TEXT NOT NULL"


def up(migrator: Any, db: Database) -> None:
    """Create the tables; runs in one transaction."""
    _lists(db)
    _postings(db)
    _duplicates(db)


def _lists(db: Database) -> None:
    create_table(
        db,
        "category_list",
        f"{_STATION}category TEXT NOT NULL, department TEXT NOT NULL, file TEXT NOT NULL, "
        "listed_on TEXT NOT NULL, rows INT NOT NULL, people INT NOT NULL, "
        f"reason TEXT NOT NULL, {_WHO}",
    )
    forbid_changes(db, "category_list")
    for column in ("list_id", "ended_list_id"):
        db.execute_sql(
            f"ALTER TABLE certification ADD COLUMN {column} {_int(db)} REFERENCES category_list(id)"
        )
    db.execute_sql("ALTER TABLE certification ADD COLUMN confirmed_by TEXT NOT NULL DEFAULT ''")
    db.execute_sql("ALTER TABLE certification ADD COLUMN confirmed_on TEXT")
    db.execute_sql("CREATE INDEX certification_of_category ON certification (station_id, category)")


def _postings(db: Database) -> None:
    create_table(
        db,
        "posting",
        f"{_STATION}village_id INT NOT NULL REFERENCES village(id), insurance TEXT NOT NULL, "
        "levy_year INT NOT NULL, category TEXT NOT NULL, posted_on TEXT NOT NULL, "
        f"until TEXT NOT NULL, place TEXT NOT NULL, {_WHO}",
    )
    forbid_changes(db, "posting")
    create_table(
        db,
        "posting_line",
        f"{_STATION}posting_id INT NOT NULL REFERENCES posting(id), "
        "person_id INT NOT NULL REFERENCES person(id), name TEXT NOT NULL, "
        "id_number TEXT NOT NULL, amount_fen INT NOT NULL, UNIQUE (posting_id, person_id)",
    )
    forbid_changes(db, "posting_line", (("id",), ("posting_id", "person_id")))
    db.execute_sql("CREATE INDEX posting_line_by_person ON posting_line (person_id)")
    create_table(
        db,
        "objection",
        f"{_STATION}line_id INT NOT NULL REFERENCES posting_line(id), raised_on TEXT NOT NULL, "
        f"raised_by TEXT NOT NULL, content TEXT NOT NULL, {_WHO}",
    )
    forbid_changes(db, "objection")
    create_table(
        db,
        "objection_outcome",
        f"{_STATION}objection_id INT NOT NULL UNIQUE REFERENCES objection(id), "
        "resolved_on TEXT NOT NULL, is_upheld INT NOT NULL CHECK (is_upheld IN (0, 1)), "
        f"reason TEXT NOT NULL, {_WHO}",
    )
    forbid_changes(db, "objection_outcome", (("id",), ("objection_id",)))
    create_table(
        db,
        "filing",
        f"{_STATION}insurance TEXT NOT NULL, levy_year INT NOT NULL, category TEXT NOT NULL, "
        "bureau TEXT NOT NULL, filed_on TEXT NOT NULL, paper TEXT NOT NULL, "
        f"people INT NOT NULL, {_WHO}",
    )
    forbid_changes(db, "filing")


def _duplicates(db: Database) -> None:
    create_table(
        db,
        "duplicate",
        f"{_STATION}kind TEXT NOT NULL "
        "CHECK (kind IN ('same_number', 'insured_elsewhere', 'look_alike')), "
        "person_id INT NOT NULL REFERENCES person(id), "
        "other_person_id INT REFERENCES person(id), other_key TEXT NOT NULL, "
        "other_name TEXT NOT NULL, other_number TEXT NOT NULL, other_place TEXT NOT NULL, "
        "status TEXT NOT NULL, source TEXT NOT NULL, found_on TEXT NOT NULL, "
        f"{_WHO}, UNIQUE (station_id, kind, person_id, other_key)",
    )
    forbid_changes(db, "duplicate", (("id",), ("station_id", "kind", "person_id", "other_key")))
    for column in ("person_id", "other_person_id"):
        db.execute_sql(f"CREATE INDEX duplicate_by_{column[:-3]} ON duplicate ({column})")
    create_table(
        db,
        "duplicate_decision",
        f"{_STATION}duplicate_id INT NOT NULL UNIQUE REFERENCES duplicate(id), "
        "decision TEXT NOT NULL "
        "CHECK (decision IN ('same', 'different', 'elsewhere', 'not_elsewhere')), "
        "kept INT CHECK (kept IN (1, 2)), decided_on TEXT NOT NULL, reason TEXT NOT NULL, "
        f"proof TEXT NOT NULL, {_WHO}, CHECK ((decision = 'same') = (kept IS NOT NULL))",
    )
    forbid_changes(db, "duplicate_decision", (("id",), ("duplicate_id",)))


def _int(db: Database) -> str:
    return "BIGINT" if is_postgres(db) else "INTEGER"
