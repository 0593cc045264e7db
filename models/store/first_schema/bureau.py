"""Statements, what people paid by themselves, funders' transfers, public posting and filing."""

from peewee import Database

from models.store.ddl import create_index, create_station_table
from models.store.first_schema import BY, DATED, WHO

_SETTLEMENTS = "settlement IN ('waived', 'remitted', 'reimbursed')"
_OF_YEAR = "insurance TEXT NOT NULL, levy_year INT NOT NULL"
_ENTRY = {"payment_id": "payment", "slip_id": "slip"}


def create(db: Database) -> None:
    """Create the tables."""
    _statements(db)
    _results(db)
    _self_paid(db)
    _funders(db)
    _public(db)
    _filings(db)


def _statements(db: Database) -> None:
    """Files, the days of each terminal that they cover, and their lines, each kept once.

    A line that occurs twice in one file has a second ``occurrence``.
    """
    create_station_table(
        db,
        "statement_file",
        f"name TEXT NOT NULL, digest TEXT NOT NULL, {DATED}",
        references=BY,
        unique=[("digest",)],
    )
    create_station_table(
        db,
        "statement_coverage",
        "file_id INT NOT NULL, terminal TEXT NOT NULL, first_day TEXT NOT NULL, "
        "last_day TEXT NOT NULL",
        references={"file_id": "statement_file"},
        unique=[("file_id", "terminal")],
        checks=["first_day <= last_day"],
    )
    create_station_table(
        db,
        "statement_line",
        "file_id INT NOT NULL, row INT NOT NULL, merchant TEXT NOT NULL, terminal TEXT NOT NULL, "
        "batch TEXT NOT NULL, trace TEXT NOT NULL, day TEXT NOT NULL, time TEXT NOT NULL, "
        "kind TEXT NOT NULL, amount_fen INT NOT NULL, reference TEXT NOT NULL, "
        "card_tail TEXT NOT NULL, fee_fen INT NOT NULL, original_trace TEXT NOT NULL, "
        "original_reference TEXT NOT NULL, occurrence INT NOT NULL",
        references={"file_id": "statement_file"},
        unique=[("terminal", "batch", "trace", "day", "kind", "amount_fen", "occurrence")],
        checks=[
            "kind IN ('purchase', 'void', 'refund')",
            "length(card_tail) <= 4",
            "occurrence > 0",
            "CASE WHEN kind = 'purchase' THEN amount_fen > 0 ELSE amount_fen < 0 END",
        ],
    )
    create_index(db, "statement_line_by_day", "statement_line", "station_id, day")


def _results(db: Database) -> None:
    """What was matched and so cleared, what was not, and what a person decided about it.

    A line and an entry's slip are cleared at most once; an exception is decided once.
    """
    create_station_table(
        db,
        "statement_clearing",
        f"line_id INT NOT NULL, payment_id INT NOT NULL, slip_id INT NOT NULL, {DATED}",
        references={"line_id": "statement_line", **_ENTRY, **BY},
        unique=[("line_id",), ("payment_id", "slip_id")],
    )
    create_station_table(
        db,
        "statement_exception",
        "kind TEXT NOT NULL, line_id INT, payment_id INT, slip_id INT, subject TEXT NOT NULL, "
        f"found_on TEXT NOT NULL, {WHO}",
        references={"line_id": "statement_line", **_ENTRY, **BY},
        unique=[("subject",)],
        checks=[
            "line_id IS NOT NULL OR payment_id IS NOT NULL",
            "(payment_id IS NULL) = (slip_id IS NULL)",
        ],
    )
    create_station_table(
        db,
        "statement_decision",
        f"exception_id INT NOT NULL, decision TEXT NOT NULL, reason TEXT NOT NULL, {DATED}",
        references={"exception_id": "statement_exception", **BY},
        unique=[("exception_id",)],
    )


def _self_paid(db: Database) -> None:
    """Files of paid data, their rows as found, and what became of a row later.

    ``payment_id`` of a row is the entry it made when it was imported; a decision names the
    entry it made later, or the reason for which the row is closed without one.
    """
    create_station_table(
        db,
        "self_paid_file",
        f"name TEXT NOT NULL, digest TEXT NOT NULL, rows INT NOT NULL, {DATED}",
        references=BY,
    )
    create_station_table(
        db,
        "self_paid_row",
        "file_id INT NOT NULL, row INT NOT NULL, identity TEXT NOT NULL, name TEXT NOT NULL, "
        f"id_number TEXT NOT NULL, {_OF_YEAR}, amount_fen INT NOT NULL, tier_fen INT, "
        "channel TEXT NOT NULL, paid_on TEXT NOT NULL, voucher TEXT NOT NULL, "
        "state TEXT NOT NULL, payment_id INT",
        references={"file_id": "self_paid_file", "payment_id": "payment"},
        unique=[("identity",), ("payment_id",)],
        checks=["amount_fen > 0", "(state = 'posted') = (payment_id IS NOT NULL)"],
    )
    create_station_table(
        db,
        "self_paid_decision",
        f"row_id INT NOT NULL, payment_id INT, reason TEXT NOT NULL, {DATED}",
        references={"row_id": "self_paid_row", "payment_id": "payment", **BY},
        unique=[("row_id",), ("payment_id",)],
    )


def _funders(db: Database) -> None:
    """What the funders have transferred, and what was paid back to people (先征后补)."""
    create_station_table(
        db,
        "transfer",
        f"{_OF_YEAR}, funder TEXT NOT NULL, category TEXT NOT NULL, settlement TEXT NOT NULL, "
        f"amount_fen INT NOT NULL, received_on TEXT NOT NULL, paper TEXT NOT NULL, {WHO}",
        references=BY,
        checks=[_SETTLEMENTS],
    )
    create_station_table(
        db,
        "repayment",
        "share_id INT NOT NULL, transfer_id INT NOT NULL",
        references={"share_id": "line_share", "transfer_id": "transfer"},
        unique=[("share_id",)],
    )


def _public(db: Database) -> None:
    create_station_table(
        db,
        "public_posting",
        f"village_id INT NOT NULL, {_OF_YEAR}, category TEXT NOT NULL, posted_on TEXT NOT NULL, "
        f"until TEXT NOT NULL, place TEXT NOT NULL, {WHO}",
        references={"village_id": "village", **BY},
    )
    create_station_table(
        db,
        "public_posting_line",
        "posting_id INT NOT NULL, person_id INT NOT NULL, name TEXT NOT NULL, "
        "id_number TEXT NOT NULL, amount_fen INT NOT NULL",
        references={"posting_id": "public_posting", "person_id": "person"},
        unique=[("posting_id", "person_id")],
    )
    create_index(
        db, "public_posting_line_by_person", "public_posting_line", "station_id, person_id"
    )


def _filings(db: Database) -> None:
    create_station_table(
        db,
        "objection",
        "line_id INT NOT NULL, raised_on TEXT NOT NULL, raised_by TEXT NOT NULL, "
        f"content TEXT NOT NULL, {WHO}",
        references={"line_id": "public_posting_line", **BY},
    )
    create_station_table(
        db,
        "objection_outcome",
        "objection_id INT NOT NULL, resolved_on TEXT NOT NULL, is_upheld INT NOT NULL, "
        f"reason TEXT NOT NULL, {WHO}",
        references={"objection_id": "objection", **BY},
        unique=[("objection_id",)],
        checks=["is_upheld IN (0, 1)"],
    )
    create_station_table(
        db,
        "filing",
        f"{_OF_YEAR}, category TEXT NOT NULL, bureau TEXT NOT NULL, filed_on TEXT NOT NULL, "
        f"paper TEXT NOT NULL, people INT NOT NULL, {WHO}",
        references=BY,
    )
