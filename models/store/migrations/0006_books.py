"""The books: double-entry postings, the rest of a POS slip, cash papers, refund requests.

Entries made before get their postings here, so that the books are whole from the start.
"""

from typing import Any

from peewee import Database

from models.store.ddl import create_table, forbid_changes

_STATION = "id ID, station_id INT NOT NULL REFERENCES station(id), "
_WHO = "operator_id INT NOT NULL REFERENCES operator(id), recorded_at TEXT NOT NULL"
_MONEY = (
    "CASE p.channel WHEN 'pos' THEN 'pos_clearing' WHEN 'cash' THEN 'till' "
    "WHEN 'bank_transfer' THEN 'bank' ELSE 'bureau' END"
)


def up(migrator: Any, db: Database) -> None:
    """Create the tables and write the postings of what is there; runs in one transaction."""
    create_table(
        db,
        "journal",
        f"{_STATION}"
        "source TEXT NOT NULL CHECK (source IN ('payment', 'transfer', 'deposit', 'clearing')), "
        "source_id INT NOT NULL, business_date TEXT NOT NULL, debit TEXT NOT NULL, "
        "credit TEXT NOT NULL, amount_fen INT NOT NULL CHECK (amount_fen > 0), "
        "CHECK (debit <> credit)",
    )
    db.execute_sql("CREATE INDEX journal_by_source ON journal (source, source_id)")
    db.execute_sql(
        "CREATE INDEX journal_by_day ON journal (station_id, business_date, debit, credit, "
        "amount_fen)"
    )
    _payments(db)
    _transfers(db)
    forbid_changes(db, "journal")
    for column in ("merchant", "authorisation", "card_tail", "slip_time"):
        db.execute_sql(f"ALTER TABLE slip ADD COLUMN {column} TEXT NOT NULL DEFAULT ''")
    _papers(db)


def _papers(db: Database) -> None:
    create_table(
        db,
        "cash_paper",
        f"{_STATION}payment_id INT NOT NULL UNIQUE REFERENCES payment(id), "
        "levy_list TEXT NOT NULL, voucher TEXT NOT NULL, UNIQUE (station_id, voucher)",
    )
    forbid_changes(db, "cash_paper", (("id",), ("payment_id",), ("station_id", "voucher")))
    create_table(
        db,
        "refund_request",
        f"{_STATION}payment_id INT NOT NULL REFERENCES payment(id), "
        "members TEXT NOT NULL, channel TEXT NOT NULL, reason TEXT NOT NULL, "
        f"business_date TEXT NOT NULL, {_WHO}",
    )
    forbid_changes(db, "refund_request")
    create_table(
        db,
        "refund_decision",
        f"{_STATION}request_id INT NOT NULL UNIQUE REFERENCES refund_request(id), "
        "payment_id INT REFERENCES payment(id), reason TEXT NOT NULL, "
        f"business_date TEXT NOT NULL, {_WHO}",
    )
    forbid_changes(db, "refund_decision", (("id",), ("request_id",)))


def _payments(db: Database) -> None:
    """Money against the premium, and the funders' parts against it or against the payer."""
    paid = (
        "SELECT p.id, p.station_id, p.business_date, p.channel, l.insurance, "
        "sum(l.amount_fen) AS fen FROM payment p JOIN payment_line l ON l.payment_id = p.id "
        "GROUP BY p.id, p.station_id, p.business_date, p.channel, l.insurance"
    )
    _insert(db, "payment", f"({paid}) p", _MONEY, "'levy:' || p.insurance")
    shared = (
        "SELECT p.id, p.station_id, p.business_date, l.insurance, s.funder, s.settlement, "
        "sum(s.amount_fen) AS fen FROM payment p JOIN payment_line l ON l.payment_id = p.id "
        "JOIN line_share s ON s.line_id = l.id "
        "GROUP BY p.id, p.station_id, p.business_date, l.insurance, s.funder, s.settlement"
    )
    owed = "CASE p.settlement WHEN 'reimbursed' THEN 'payer' ELSE 'levy:' || p.insurance END"
    _insert(db, "payment", f"({shared}) p", "'funder:' || p.funder", owed)


def _transfers(db: Database) -> None:
    came = "SELECT id, station_id, received_on AS business_date, settlement, funder, "
    came += "amount_fen AS fen FROM transfer"
    where = (
        "CASE p.settlement WHEN 'reimbursed' THEN 'payer' WHEN 'waived' THEN 'fund' "
        "ELSE 'pending_remittance' END"
    )
    _insert(db, "transfer", f"({came}) p", where, "'funder:' || p.funder")


def _insert(db: Database, source: str, rows: str, debit: str, credit: str) -> None:
    db.execute_sql(
        "INSERT INTO journal (station_id, source, source_id, business_date, debit, credit, "
        f"amount_fen) SELECT p.station_id, '{source}', p.id, p.business_date, "
        f"CASE WHEN p.fen > 0 THEN {debit} ELSE {credit} END, "
        f"CASE WHEN p.fen > 0 THEN {credit} ELSE {debit} END, abs(p.fen) "
        f"FROM {rows} WHERE p.fen <> 0 ORDER BY p.id"
    )
