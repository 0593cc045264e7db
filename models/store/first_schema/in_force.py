"""The payment in force of a person, insurance and year: the county's key, kept by triggers alone.

A line enters it, its reversal leaves it; nobody is charged twice, whatever the station.
"""

from peewee import Database

from models.store.ddl import after_insert, create_table, refuse_always, refuse_when

_TWICE = "同一人同一险种同一年度已有有效缴费"
_SAME = "id_number = NEW.id_number AND insurance = NEW.insurance AND levy_year = NEW.levy_year"


def create(db: Database) -> None:
    """Create the table and its triggers."""
    create_table(
        db,
        "in_force",
        "id_number TEXT NOT NULL, insurance TEXT NOT NULL, levy_year INT NOT NULL, "
        "station_id INT NOT NULL REFERENCES station (id), line_id INT NOT NULL",
        key=("id_number", "insurance", "levy_year"),
        references={"line_id": "payment_line"},
        unique=[("station_id", "line_id")],
    )
    _kept_by_lines(db)
    _guarded(db)


def _kept_by_lines(db: Database) -> None:
    for verb, column, people, message in (
        ("reverses", "reverses_line_id", -1, "冲销的明细不在有效状态"),
        ("adjusts", "adjusts_line_id", 0, "要补差的明细不在有效状态"),
    ):
        refuse_when(
            db,
            "payment_line",
            "INSERT",
            f"payment_line_{verb}_one_in_force",
            f"NEW.people = {people} AND NOT EXISTS (SELECT 1 FROM in_force "
            f"WHERE station_id = NEW.station_id AND line_id = NEW.{column})",
            message,
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
        "DELETE FROM in_force WHERE station_id = NEW.station_id AND line_id = NEW.reverses_line_id",
    )


def _guarded(db: Database) -> None:
    refuse_when(
        db,
        "in_force",
        "INSERT",
        "in_force_only_once",
        f"EXISTS (SELECT 1 FROM in_force WHERE {_SAME})",
        _TWICE,
    )
    refuse_when(
        db,
        "in_force",
        "INSERT",
        "in_force_once_a_person",
        "EXISTS (SELECT 1 FROM payment_line n JOIN payment_line o "
        "ON o.station_id = n.station_id AND o.person_id = n.person_id "
        "JOIN in_force f ON f.station_id = o.station_id AND f.line_id = o.id "
        "WHERE n.station_id = NEW.station_id AND n.id = NEW.line_id "
        "AND f.insurance = NEW.insurance AND f.levy_year = NEW.levy_year)",
        _TWICE,
    )
    refuse_when(
        db,
        "in_force",
        "INSERT",
        "in_force_only_from_lines",
        "NOT EXISTS (SELECT 1 FROM payment_line WHERE station_id = NEW.station_id "
        f"AND id = NEW.line_id AND people = 1 AND {_SAME})",
        "有效缴费只能由缴费明细产生",
    )
    refuse_always(db, "in_force", "UPDATE", "有效缴费不能改")
    refuse_when(
        db,
        "in_force",
        "DELETE",
        "in_force_ends_by_reversal",
        "NOT EXISTS (SELECT 1 FROM payment_line "
        "WHERE station_id = OLD.station_id AND reverses_line_id = OLD.line_id)",
        "有效缴费只能由冲销结束",
    )
