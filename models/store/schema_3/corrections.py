"""Corrections, and refund applications for money that lies with the bureau."""

from peewee import Database

from models.store.ddl import create_index, create_station_table
from models.store.first_schema import BY, DATED


def create(db: Database) -> None:
    """Create the tables."""
    _corrections(db)
    _applications(db)


def _corrections(db: Database) -> None:
    """An entry taken back and posted right under its papers, each entry at most once."""
    create_station_table(
        db,
        "correction",
        "reversed_id INT NOT NULL, reversal_id INT NOT NULL, entry_id INT NOT NULL, "
        "papers_id INT NOT NULL, paid_on TEXT NOT NULL, paper_fen INT, reason TEXT NOT NULL, "
        f"approved_by TEXT NOT NULL, {DATED}",
        references={
            "reversed_id": "payment",
            "reversal_id": "payment",
            "entry_id": "payment",
            "papers_id": "payment",
            **BY,
        },
        unique=[("reversed_id",), ("reversal_id",), ("entry_id",)],
        checks=[
            "papers_id <= reversed_id",
            "reversed_id < reversal_id",
            "entry_id = reversal_id + 1",
            "reason <> ''",
        ],
    )
    create_index(db, "correction_papers", "correction", "station_id, papers_id")


def _applications(db: Database) -> None:
    """What the bureau is asked to give back, and what became of it: each step once."""
    create_station_table(
        db,
        "refund_application",
        "person_id INT NOT NULL, name TEXT NOT NULL, id_number TEXT NOT NULL, "
        "insurance TEXT NOT NULL, levy_year INT NOT NULL, why TEXT NOT NULL, "
        "rests_on TEXT NOT NULL, amount_fen INT NOT NULL, paid_on TEXT NOT NULL, "
        "voucher TEXT NOT NULL, papers TEXT NOT NULL, payee TEXT NOT NULL, bank TEXT NOT NULL, "
        f"account TEXT NOT NULL, note TEXT NOT NULL, {DATED}",
        references={"person_id": "person", **BY},
        checks=["amount_fen > 0", "payee <> ''", "account <> ''"],
    )
    create_index(
        db, "refund_application_of", "refund_application", "station_id, person_id, levy_year"
    )
    create_station_table(
        db,
        "refund_application_step",
        "application_id INT NOT NULL, step TEXT NOT NULL, on_day TEXT NOT NULL, "
        f"paper TEXT NOT NULL, reason TEXT NOT NULL, {DATED}",
        references={"application_id": "refund_application", **BY},
        unique=[("application_id", "step")],
        checks=[
            "step IN ('sent', 'paid', 'declined', 'withdrawn')",
            "step NOT IN ('declined', 'withdrawn') OR reason <> ''",
        ],
    )
