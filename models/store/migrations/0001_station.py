"""The first schema: a station, its people, its ledger, its targets and its audit trail."""

from typing import Any

from peewee import Database

from models.store.ddl import (
    after_insert,
    create_table,
    forbid_changes,
    refuse_always,
    refuse_when,
)


def up(migrator: Any, db: Database) -> None:
    """Create everything; runs in one transaction."""
    _places(db)
    _people(db)
    _rules(db)
    _ledger(db)
    _protect_ledger(db)
    _audit(db)


def _places(db: Database) -> None:
    create_table(db, "township", "id ID, name TEXT NOT NULL UNIQUE")
    create_table(
        db,
        "station",
        "id ID, township_id INT NOT NULL UNIQUE REFERENCES township(id), notice TEXT NOT NULL, "
        "is_demonstration INT NOT NULL CHECK (is_demonstration IN (0, 1)), "
        "created_at TEXT NOT NULL",
    )
    create_table(
        db,
        "village",
        "id ID, station_id INT NOT NULL REFERENCES station(id), name TEXT NOT NULL, "
        "position INT NOT NULL, UNIQUE (station_id, name)",
    )
    create_table(
        db,
        "operator",
        "id ID, station_id INT NOT NULL REFERENCES station(id), login TEXT NOT NULL, "
        "UNIQUE (station_id, login)",
    )


def _people(db: Database) -> None:
    create_table(
        db,
        "household",
        "id ID, station_id INT NOT NULL REFERENCES station(id), "
        "village_id INT NOT NULL REFERENCES village(id), number TEXT NOT NULL, "
        "UNIQUE (village_id, number)",
    )
    db.execute_sql("CREATE INDEX household_by_number ON household (station_id, number)")
    create_table(
        db,
        "person",
        "id ID, station_id INT NOT NULL REFERENCES station(id), "
        "household_id INT NOT NULL REFERENCES household(id), position INT NOT NULL, "
        "name TEXT NOT NULL, id_number TEXT NOT NULL, born TEXT NOT NULL, "
        "relation TEXT NOT NULL, ethnicity TEXT NOT NULL, phone TEXT NOT NULL, "
        "enrolment TEXT NOT NULL, note TEXT NOT NULL, later_birth TEXT, "
        "UNIQUE (station_id, id_number)",
    )
    db.execute_sql("CREATE INDEX person_by_household ON person (household_id, position)")
    create_table(
        db,
        "certification",
        "id ID, station_id INT NOT NULL REFERENCES station(id), "
        "person_id INT NOT NULL REFERENCES person(id), category TEXT NOT NULL, "
        "certified_from TEXT, until TEXT, certified_by TEXT NOT NULL, paper TEXT NOT NULL, "
        "operator_id INT NOT NULL REFERENCES operator(id), recorded_at TEXT NOT NULL",
    )
    db.execute_sql("CREATE INDEX certification_by_person ON certification (person_id)")
    create_table(
        db,
        "search_key",
        "station_id INT NOT NULL REFERENCES station(id), key KEYTEXT NOT NULL, "
        "person_id INT NOT NULL REFERENCES person(id), PRIMARY KEY (station_id, key, person_id)",
        keyed=True,
    )


def _rules(db: Database) -> None:
    create_table(
        db,
        "target",
        "id ID, station_id INT NOT NULL REFERENCES station(id), "
        "village_id INT REFERENCES village(id), insurance TEXT NOT NULL, "
        "levy_year INT NOT NULL, last_year_people INT, "
        "target_people INT NOT NULL CHECK (target_people >= 0), source TEXT NOT NULL",
    )
    db.execute_sql(
        "CREATE UNIQUE INDEX target_of_village ON target (village_id, insurance, levy_year) "
        "WHERE village_id IS NOT NULL"
    )
    db.execute_sql(
        "CREATE UNIQUE INDEX target_of_station ON target (station_id, insurance, levy_year) "
        "WHERE village_id IS NULL"
    )
    create_table(
        db,
        "filled_figure",
        "id ID, station_id INT NOT NULL REFERENCES station(id), key TEXT NOT NULL, "
        "value TEXT NOT NULL, document TEXT NOT NULL, filled_on TEXT NOT NULL, "
        "operator_id INT NOT NULL REFERENCES operator(id), recorded_at TEXT NOT NULL",
    )
    forbid_changes(db, "filled_figure")


def _ledger(db: Database) -> None:
    create_table(
        db,
        "payment",
        "id ID, station_id INT NOT NULL REFERENCES station(id), "
        "kind TEXT NOT NULL CHECK (kind IN ('payment', 'void', 'refund')), "
        "year INT NOT NULL, serial INT NOT NULL CHECK (serial > 0), "
        "reverses_id INT REFERENCES payment(id), channel TEXT NOT NULL, "
        "business_date TEXT NOT NULL, amount_fen INT NOT NULL, "
        "chose_members INT NOT NULL CHECK (chose_members IN (0, 1)), "
        "reason TEXT NOT NULL, operator_id INT NOT NULL REFERENCES operator(id), "
        "recorded_at TEXT NOT NULL, UNIQUE (station_id, year, serial), "
        "CHECK ((kind = 'payment') = (reverses_id IS NULL)), "
        "CHECK (CASE WHEN kind = 'payment' THEN amount_fen >= 0 ELSE amount_fen <= 0 END)",
    )
    db.execute_sql(
        "CREATE INDEX payment_by_day ON payment (station_id, business_date, channel, kind, "
        "amount_fen)"
    )
    create_table(
        db,
        "payment_line",
        "id ID, station_id INT NOT NULL REFERENCES station(id), "
        "payment_id INT NOT NULL REFERENCES payment(id), "
        "reverses_line_id INT UNIQUE REFERENCES payment_line(id), "
        "village_id INT NOT NULL REFERENCES village(id), "
        "household_id INT NOT NULL REFERENCES household(id), "
        "person_id INT NOT NULL REFERENCES person(id), id_number TEXT NOT NULL, "
        "insurance TEXT NOT NULL, levy_year INT NOT NULL, business_date TEXT NOT NULL, "
        "category TEXT NOT NULL, tier_fen INT, standard_fen INT NOT NULL, "
        "subsidy_fen INT NOT NULL, reimbursed_fen INT NOT NULL, amount_fen INT NOT NULL, "
        "people INT NOT NULL CHECK (people IN (1, -1)), "
        "is_late INT NOT NULL CHECK (is_late IN (0, 1)), benefit_from TEXT NOT NULL, "
        "CHECK ((people = 1) = (reverses_line_id IS NULL)), "
        "CHECK (amount_fen * people >= 0 AND subsidy_fen * people >= 0), "
        "CHECK (amount_fen = standard_fen - subsidy_fen + reimbursed_fen)",
    )
    db.execute_sql(
        "CREATE INDEX payment_line_progress ON payment_line (station_id, insurance, levy_year, "
        "business_date, village_id, category, people, amount_fen, subsidy_fen)"
    )
    db.execute_sql("CREATE INDEX payment_line_by_payment ON payment_line (payment_id)")
    db.execute_sql("CREATE INDEX payment_line_by_person ON payment_line (person_id)")
    create_table(
        db,
        "line_share",
        "id ID, station_id INT NOT NULL REFERENCES station(id), "
        "line_id INT NOT NULL REFERENCES payment_line(id), funder TEXT NOT NULL, "
        "settlement TEXT NOT NULL CHECK (settlement IN ('waived', 'remitted', 'reimbursed')), "
        "amount_fen INT NOT NULL",
    )
    db.execute_sql("CREATE INDEX line_share_by_line ON line_share (line_id)")
    create_table(
        db,
        "slip",
        "id ID, station_id INT NOT NULL REFERENCES station(id), "
        "payment_id INT NOT NULL REFERENCES payment(id), terminal TEXT NOT NULL, "
        "batch TEXT NOT NULL, trace TEXT NOT NULL, slip_date TEXT NOT NULL, "
        "reference TEXT NOT NULL, amount_fen INT NOT NULL, "
        "UNIQUE (terminal, batch, trace, slip_date)",
    )
    db.execute_sql("CREATE INDEX slip_by_payment ON slip (payment_id)")
    create_table(
        db,
        "in_force",
        "id_number TEXT NOT NULL, insurance TEXT NOT NULL, levy_year INT NOT NULL, "
        "station_id INT NOT NULL REFERENCES station(id), "
        "line_id INT NOT NULL UNIQUE REFERENCES payment_line(id), "
        "PRIMARY KEY (id_number, insurance, levy_year)",
        keyed=True,
    )


def _protect_ledger(db: Database) -> None:
    """Make the ledger append-only, and at most one payment a person and year in force.

    ``in_force`` is kept by triggers alone: a line enters it, its reversal leaves it.
    """
    forbid_changes(db, "payment", (("id",), ("station_id", "year", "serial")))
    forbid_changes(db, "payment_line", (("id",), ("reverses_line_id",)))
    forbid_changes(db, "line_share")
    forbid_changes(db, "slip", (("id",), ("terminal", "batch", "trace", "slip_date")))
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
        "in_force_only_once",
        "EXISTS (SELECT 1 FROM in_force WHERE id_number = NEW.id_number "
        "AND insurance = NEW.insurance AND levy_year = NEW.levy_year)",
        "同一人同一险种同一年度已有有效缴费",
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
    refuse_always(db, "in_force", "UPDATE", "有效缴费不能改")
    refuse_when(
        db,
        "in_force",
        "DELETE",
        "in_force_ends_by_reversal",
        "NOT EXISTS (SELECT 1 FROM payment_line WHERE reverses_line_id = OLD.line_id)",
        "有效缴费只能由冲销结束",
    )


def _audit(db: Database) -> None:
    create_table(
        db,
        "audit",
        "id ID, station_id INT NOT NULL REFERENCES station(id), recorded_at TEXT NOT NULL, "
        "operator_id INT NOT NULL REFERENCES operator(id), business_date TEXT NOT NULL, "
        "action TEXT NOT NULL, subject TEXT NOT NULL, detail TEXT NOT NULL",
    )
    forbid_changes(db, "audit")
