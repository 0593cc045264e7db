"""Revised standards: figures count from a date, and differences are ledger entries.

A difference (补收, 退还) is an entry whose lines change the amounts of a line in force
and count nobody: ``people`` is 0 and ``adjusts_line_id`` names the line. SQLite cannot
alter a CHECK, so the two tables of the ledger are made anew and copied.
"""

from typing import Any

from peewee import Database

from models.store.ddl import (
    after_insert,
    create_table,
    drop_trigger,
    forbid_changes,
    is_postgres,
    refuse_when,
    replace_checks,
)

_PAYMENT = (
    "kind IN ('payment', 'void', 'refund', 'collect', 'return')",
    "serial > 0",
    "chose_members IN (0, 1)",
    "(kind IN ('void', 'refund')) = (reverses_id IS NOT NULL)",
    "CASE WHEN kind IN ('payment', 'collect') THEN amount_fen >= 0 ELSE amount_fen <= 0 END",
)
_LINE = (
    "people IN (1, -1, 0)",
    "is_late IN (0, 1)",
    "(people = -1) = (reverses_line_id IS NOT NULL)",
    "(people = 0) = (adjusts_line_id IS NOT NULL)",
    "amount_fen * people >= 0 AND subsidy_fen * people >= 0",
    "amount_fen = standard_fen - subsidy_fen + reimbursed_fen",
)


def up(migrator: Any, db: Database) -> None:
    """Date the figures, then widen the ledger; runs in one transaction."""
    db.execute_sql("ALTER TABLE filled_figure RENAME COLUMN filled_on TO effective_from")
    db.execute_sql("ALTER TABLE filled_figure ADD COLUMN document_date TEXT")
    if is_postgres(db):
        db.execute_sql(
            "ALTER TABLE payment_line ADD COLUMN adjusts_line_id BIGINT REFERENCES payment_line(id)"
        )
        replace_checks(db, "payment", _PAYMENT)
        replace_checks(db, "payment_line", _LINE)
    else:
        _rebuild(db)
    db.execute_sql("CREATE INDEX payment_line_adjusts ON payment_line (adjusts_line_id)")
    db.execute_sql("CREATE INDEX payment_line_by_household ON payment_line (household_id)")
    _protect(db)


def _rebuild(db: Database) -> None:
    for name in ("in_force_only_from_lines", "in_force_ends_by_reversal"):
        drop_trigger(db, "in_force", name)
    checks = "".join(f", CHECK ({check})" for check in _PAYMENT)
    create_table(
        db,
        "new_payment",
        "id ID, station_id INT NOT NULL REFERENCES station(id), kind TEXT NOT NULL, "
        "year INT NOT NULL, serial INT NOT NULL, reverses_id INT REFERENCES new_payment(id), "
        "channel TEXT NOT NULL, business_date TEXT NOT NULL, amount_fen INT NOT NULL, "
        "chose_members INT NOT NULL, reason TEXT NOT NULL, "
        "operator_id INT NOT NULL REFERENCES operator(id), recorded_at TEXT NOT NULL, "
        f"UNIQUE (station_id, year, serial){checks}",
    )
    checks = "".join(f", CHECK ({check})" for check in _LINE)
    create_table(
        db,
        "new_payment_line",
        "id ID, station_id INT NOT NULL REFERENCES station(id), "
        "payment_id INT NOT NULL REFERENCES payment(id), "
        "reverses_line_id INT UNIQUE REFERENCES new_payment_line(id), "
        "village_id INT NOT NULL REFERENCES village(id), "
        "household_id INT NOT NULL REFERENCES household(id), "
        "person_id INT NOT NULL REFERENCES person(id), id_number TEXT NOT NULL, "
        "insurance TEXT NOT NULL, levy_year INT NOT NULL, business_date TEXT NOT NULL, "
        "category TEXT NOT NULL, tier_fen INT, standard_fen INT NOT NULL, "
        "subsidy_fen INT NOT NULL, reimbursed_fen INT NOT NULL, amount_fen INT NOT NULL, "
        "people INT NOT NULL, is_late INT NOT NULL, benefit_from TEXT NOT NULL, "
        f"adjusts_line_id INT REFERENCES new_payment_line(id){checks}",
    )
    for table, more in (("payment", ""), ("payment_line", ", NULL")):
        db.execute_sql(f"INSERT INTO new_{table} SELECT *{more} FROM {table} ORDER BY id")
    for table in ("payment_line", "payment"):
        db.execute_sql(f"DROP TABLE {table}")
    for table in ("payment", "payment_line"):
        db.execute_sql(f"ALTER TABLE new_{table} RENAME TO {table}")
    db.execute_sql(
        "CREATE INDEX payment_by_day ON payment (station_id, business_date, channel, kind, "
        "amount_fen)"
    )
    db.execute_sql(
        "CREATE INDEX payment_line_progress ON payment_line (station_id, insurance, levy_year, "
        "business_date, village_id, category, people, amount_fen, subsidy_fen)"
    )
    db.execute_sql("CREATE INDEX payment_line_by_payment ON payment_line (payment_id)")
    db.execute_sql("CREATE INDEX payment_line_by_person ON payment_line (person_id)")
    _protect_again(db)


def _protect_again(db: Database) -> None:
    """Give the tables made anew the triggers of the first schema."""
    forbid_changes(db, "payment", (("id",), ("station_id", "year", "serial")))
    forbid_changes(db, "payment_line", (("id",), ("reverses_line_id",)))
    refuse_when(
        db,
        "payment_line",
        "INSERT",
        "payment_line_reverses_one_in_force",
        "NEW.people = -1 AND NOT EXISTS "
        "(SELECT 1 FROM in_force WHERE line_id = NEW.reverses_line_id)",
        "冲销的明细不在有效状态",
    )
    after_insert(
        db,
        "payment_line",
        "payment_line_comes_into_force",
        "NEW.people = 1",
        "INSERT INTO in_force (id_number, insurance, levy_year, station_id, line_id) "
        "VALUES (NEW.id_number, NEW.insurance, NEW.levy_year, NEW.station_id, NEW.id)",
    )
    after_insert(
        db,
        "payment_line",
        "payment_line_frees_the_reversed",
        "NEW.people = -1",
        "DELETE FROM in_force WHERE line_id = NEW.reverses_line_id",
    )
    refuse_when(
        db,
        "in_force",
        "INSERT",
        "in_force_only_from_lines",
        "NOT EXISTS (SELECT 1 FROM payment_line WHERE id = NEW.line_id AND people = 1 "
        "AND id_number = NEW.id_number AND insurance = NEW.insurance "
        "AND levy_year = NEW.levy_year)",
        "有效缴费只能由缴费明细产生",
    )
    refuse_when(
        db,
        "in_force",
        "DELETE",
        "in_force_ends_by_reversal",
        "NOT EXISTS (SELECT 1 FROM payment_line WHERE reverses_line_id = OLD.line_id)",
        "有效缴费只能由冲销结束",
    )


def _protect(db: Database) -> None:
    refuse_when(
        db,
        "payment_line",
        "INSERT",
        "payment_line_adjusts_one_in_force",
        "NEW.people = 0 AND NOT EXISTS "
        "(SELECT 1 FROM in_force WHERE line_id = NEW.adjusts_line_id)",
        "要补差的明细不在有效状态",
    )
    refuse_when(
        db,
        "in_force",
        "INSERT",
        "in_force_once_a_person",
        "EXISTS (SELECT 1 FROM payment_line n JOIN payment_line o ON o.person_id = n.person_id "
        "JOIN in_force f ON f.line_id = o.id WHERE n.id = NEW.line_id "
        "AND f.insurance = NEW.insurance AND f.levy_year = NEW.levy_year)",
        "同一人同一险种同一年度已有有效缴费",
    )
