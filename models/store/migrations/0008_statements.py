"""The acquirer's statements and how their exceptions were settled."""

from typing import Any

from peewee import Database

from models.store.ddl import create_table, forbid_changes

_STATION = "id ID, station_id INT NOT NULL REFERENCES station(id), "
_WHO = "operator_id INT NOT NULL REFERENCES operator(id), recorded_at TEXT NOT NULL"
_ENTRY = "payment_id INT {} REFERENCES payment(id), slip_id INT {} REFERENCES slip(id)"
_SAME_LINE = (
    "station_id", "terminal", "batch", "trace", "day", "kind", "amount_fen", "occurrence",
)  # fmt: skip


def up(migrator: Any, db: Database) -> None:
    """Create the tables; runs in one transaction."""
    _statements(db)
    _results(db)


def _statements(db: Database) -> None:
    """Files, the days of each terminal that they cover, and their lines, each kept once.

    A line that occurs twice in one file has a second ``occurrence``.
    """
    create_table(
        db,
        "statement_file",
        f"{_STATION}name TEXT NOT NULL, digest TEXT NOT NULL, business_date TEXT NOT NULL, "
        f"{_WHO}, UNIQUE (station_id, digest)",
    )
    forbid_changes(db, "statement_file", (("id",), ("station_id", "digest")))
    create_table(
        db,
        "statement_coverage",
        f"{_STATION}file_id INT NOT NULL REFERENCES statement_file(id), terminal TEXT NOT NULL, "
        "first_day TEXT NOT NULL, last_day TEXT NOT NULL, UNIQUE (file_id, terminal), "
        "CHECK (first_day <= last_day)",
    )
    forbid_changes(db, "statement_coverage", (("id",), ("file_id", "terminal")))
    create_table(
        db,
        "statement_line",
        f"{_STATION}file_id INT NOT NULL REFERENCES statement_file(id), row INT NOT NULL, "
        "merchant TEXT NOT NULL, terminal TEXT NOT NULL, batch TEXT NOT NULL, "
        "trace TEXT NOT NULL, day TEXT NOT NULL, time TEXT NOT NULL, "
        "kind TEXT NOT NULL CHECK (kind IN ('purchase', 'void', 'refund')), "
        "amount_fen INT NOT NULL, reference TEXT NOT NULL, "
        "card_tail TEXT NOT NULL CHECK (length(card_tail) <= 4), fee_fen INT NOT NULL, "
        "original_trace TEXT NOT NULL, original_reference TEXT NOT NULL, "
        f"occurrence INT NOT NULL CHECK (occurrence > 0), UNIQUE ({', '.join(_SAME_LINE)}), "
        "CHECK (CASE WHEN kind = 'purchase' THEN amount_fen > 0 ELSE amount_fen < 0 END)",
    )
    forbid_changes(db, "statement_line", (("id",), _SAME_LINE))
    db.execute_sql("CREATE INDEX statement_line_by_day ON statement_line (station_id, day)")


def _results(db: Database) -> None:
    """What was matched and so cleared, what was not, and what a person decided about it.

    A line and an entry's slip are cleared at most once; an exception is decided once.
    """
    entry = _ENTRY.format("NOT NULL", "NOT NULL")
    create_table(
        db,
        "statement_clearing",
        f"{_STATION}line_id INT NOT NULL UNIQUE REFERENCES statement_line(id), {entry}, "
        f"business_date TEXT NOT NULL, {_WHO}, UNIQUE (payment_id, slip_id)",
    )
    forbid_changes(db, "statement_clearing", (("id",), ("line_id",), ("payment_id", "slip_id")))
    create_table(
        db,
        "statement_exception",
        f"{_STATION}kind TEXT NOT NULL, line_id INT REFERENCES statement_line(id), "
        f"{_ENTRY.format('', '')}, subject TEXT NOT NULL, found_on TEXT NOT NULL, {_WHO}, "
        "UNIQUE (station_id, subject), CHECK (line_id IS NOT NULL OR payment_id IS NOT NULL), "
        "CHECK ((payment_id IS NULL) = (slip_id IS NULL))",
    )
    forbid_changes(db, "statement_exception", (("id",), ("station_id", "subject")))
    create_table(
        db,
        "statement_decision",
        f"{_STATION}exception_id INT NOT NULL UNIQUE REFERENCES statement_exception(id), "
        f"decision TEXT NOT NULL, reason TEXT NOT NULL, business_date TEXT NOT NULL, {_WHO}",
    )
    forbid_changes(db, "statement_decision", (("id",), ("exception_id",)))
