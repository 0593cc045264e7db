"""The ledger: entries and their lines, papers, the books, refunds asked for, receipts printed."""

from peewee import Database

from models.store.ddl import create_index, create_station_table
from models.store.first_schema import BY, DATED, WHO

_SETTLEMENTS = "settlement IN ('waived', 'remitted', 'reimbursed')"


def create(db: Database) -> None:
    """Create the tables; nothing in them can be changed."""
    _entries(db)
    _lines(db)
    _papers(db)
    _books(db)
    _refunds(db)


def _entries(db: Database) -> None:
    create_station_table(
        db,
        "payment",
        "kind TEXT NOT NULL, year INT NOT NULL, serial INT NOT NULL, reverses_id INT, "
        "channel TEXT NOT NULL, business_date TEXT NOT NULL, amount_fen INT NOT NULL, "
        f"chose_members INT NOT NULL, reason TEXT NOT NULL, {WHO}",
        references={"reverses_id": "payment", **BY},
        unique=[("year", "serial")],
        checks=[
            "kind IN ('payment', 'void', 'refund', 'collect', 'return')",
            "serial > 0",
            "chose_members IN (0, 1)",
            "(kind IN ('void', 'refund')) = (reverses_id IS NOT NULL)",
            "CASE WHEN kind IN ('payment', 'collect') THEN amount_fen >= 0 "
            "ELSE amount_fen <= 0 END",
        ],
    )
    by_day = "station_id, business_date"
    create_index(db, "payment_by_day", "payment", f"{by_day}, channel, kind, amount_fen")
    create_index(db, "payment_in_cash", "payment", by_day, where="channel = 'cash'")
    create_index(
        db,
        "payment_reverses",
        "payment",
        "station_id, reverses_id",
        where="reverses_id IS NOT NULL",
    )


def _lines(db: Database) -> None:
    """A difference (补收, 退还) changes the amounts of a line in force and counts nobody."""
    create_station_table(
        db,
        "payment_line",
        "payment_id INT NOT NULL, reverses_line_id INT, village_id INT NOT NULL, "
        "household_id INT NOT NULL, person_id INT NOT NULL, id_number TEXT NOT NULL, "
        "insurance TEXT NOT NULL, levy_year INT NOT NULL, business_date TEXT NOT NULL, "
        "category TEXT NOT NULL, tier_fen INT, standard_fen INT NOT NULL, "
        "subsidy_fen INT NOT NULL, reimbursed_fen INT NOT NULL, amount_fen INT NOT NULL, "
        "people INT NOT NULL, is_late INT NOT NULL, benefit_from TEXT NOT NULL, "
        "adjusts_line_id INT",
        references={
            "payment_id": "payment",
            "reverses_line_id": "payment_line",
            "village_id": "village",
            "household_id": "household",
            "person_id": "person",
            "adjusts_line_id": "payment_line",
        },
        unique=[("reverses_line_id",)],
        checks=[
            "people IN (1, -1, 0)",
            "is_late IN (0, 1)",
            "(people = -1) = (reverses_line_id IS NOT NULL)",
            "(people = 0) = (adjusts_line_id IS NOT NULL)",
            "amount_fen * people >= 0 AND subsidy_fen * people >= 0",
            "amount_fen = standard_fen - subsidy_fen + reimbursed_fen",
        ],
    )
    create_index(
        db,
        "payment_line_progress",
        "payment_line",
        "station_id, insurance, levy_year, business_date, village_id, category, people, "
        "amount_fen, subsidy_fen",
    )
    for whose in ("payment", "person", "household"):
        create_index(db, f"payment_line_by_{whose}", "payment_line", f"station_id, {whose}_id")
    # Partial: few lines adjust another, and a full index of NULLs misleads the planner.
    create_index(
        db,
        "payment_line_adjusts",
        "payment_line",
        "station_id, adjusts_line_id",
        where="adjusts_line_id IS NOT NULL",
    )
    create_station_table(
        db,
        "line_share",
        "line_id INT NOT NULL, funder TEXT NOT NULL, settlement TEXT NOT NULL, "
        "amount_fen INT NOT NULL",
        references={"line_id": "payment_line"},
        checks=[_SETTLEMENTS],
    )
    create_index(db, "line_share_by_line", "line_share", "station_id, line_id")


def _papers(db: Database) -> None:
    """A terminal's slip pays once in the whole county; a voucher once in its station."""
    create_station_table(
        db,
        "slip",
        "payment_id INT NOT NULL, terminal TEXT NOT NULL, batch TEXT NOT NULL, "
        "trace TEXT NOT NULL, slip_date TEXT NOT NULL, reference TEXT NOT NULL, "
        "amount_fen INT NOT NULL, merchant TEXT NOT NULL, authorisation TEXT NOT NULL, "
        "card_tail TEXT NOT NULL, slip_time TEXT NOT NULL",
        references={"payment_id": "payment"},
        county_unique=[("terminal", "batch", "trace", "slip_date")],
    )
    create_index(db, "slip_by_payment", "slip", "station_id, payment_id")
    create_station_table(
        db,
        "cash_paper",
        "payment_id INT NOT NULL, levy_list TEXT NOT NULL, voucher TEXT NOT NULL",
        references={"payment_id": "payment"},
        unique=[("payment_id",), ("voucher",)],
    )
    create_station_table(
        db,
        "receipt_print",
        f"payment_id INT NOT NULL, copy INT NOT NULL, reason TEXT NOT NULL, {DATED}",
        references={"payment_id": "payment", **BY},
        unique=[("payment_id", "copy")],
        checks=["copy > 0", "copy = 1 OR reason <> ''"],
    )


def _books(db: Database) -> None:
    """Double entry: every posting names debit and credit, so it cannot be out of balance."""
    create_station_table(
        db,
        "journal",
        "source TEXT NOT NULL, source_id INT NOT NULL, business_date TEXT NOT NULL, "
        "debit TEXT NOT NULL, credit TEXT NOT NULL, amount_fen INT NOT NULL",
        checks=[
            "source IN ('payment', 'transfer', 'deposit', 'clearing')",
            "amount_fen > 0",
            "debit <> credit",
        ],
    )
    create_index(db, "journal_by_source", "journal", "station_id, source, source_id")
    by_day = "station_id, business_date"
    create_index(db, "journal_by_day", "journal", f"{by_day}, debit, credit, amount_fen")
    create_index(
        db, "journal_of_till", "journal", by_day, where="debit = 'till' OR credit = 'till'"
    )


def _refunds(db: Database) -> None:
    create_station_table(
        db,
        "refund_request",
        "payment_id INT NOT NULL, members TEXT NOT NULL, channel TEXT NOT NULL, "
        f"reason TEXT NOT NULL, {DATED}",
        references={"payment_id": "payment", **BY},
    )
    create_station_table(
        db,
        "refund_decision",
        f"request_id INT NOT NULL, payment_id INT, reason TEXT NOT NULL, {DATED}",
        references={"request_id": "refund_request", "payment_id": "payment", **BY},
        unique=[("request_id",)],
    )
