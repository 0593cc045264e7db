"""Changes in families and of boundaries: each with a date and a reason, none forgotten."""

from typing import Any

from peewee import Database

from models.store.ddl import create_table, forbid_changes

_STATION = "id ID, station_id INT NOT NULL REFERENCES station(id), "
_WHO = "operator_id INT NOT NULL REFERENCES operator(id), recorded_at TEXT NOT NULL"


def up(migrator: Any, db: Database) -> None:
    """Create the tables; runs in one transaction."""
    _families(db)
    _boundaries(db)


def _families(db: Database) -> None:
    db.execute_sql("ALTER TABLE person ADD COLUMN left_on TEXT")
    db.execute_sql("ALTER TABLE person ADD COLUMN left_reason TEXT NOT NULL DEFAULT ''")
    create_table(
        db,
        "family_event",
        f"{_STATION}household_id INT NOT NULL REFERENCES household(id), "
        "to_household_id INT REFERENCES household(id), "
        "person_id INT REFERENCES person(id), kind TEXT NOT NULL, happened_on TEXT NOT NULL, "
        "reason TEXT NOT NULL, proof TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL, "
        f"{_WHO}",
    )
    forbid_changes(db, "family_event")
    db.execute_sql("CREATE INDEX family_event_by_household ON family_event (household_id)")
    db.execute_sql("CREATE INDEX family_event_to_household ON family_event (to_household_id)")
    db.execute_sql("CREATE INDEX family_event_by_person ON family_event (person_id)")
    create_table(
        db,
        "former_number",
        f"{_STATION}person_id INT NOT NULL REFERENCES person(id), id_number TEXT NOT NULL, "
        f"corrected_on TEXT NOT NULL, {_WHO}",
    )
    forbid_changes(db, "former_number")
    db.execute_sql("CREATE INDEX former_number_by_person ON former_number (person_id)")
    db.execute_sql("CREATE INDEX former_number_by_number ON former_number (id_number)")


def _boundaries(db: Database) -> None:
    """A change counts from a day of its own: reports that were closed before stay as they were.

    Every household that moved is kept with the number it had, so that any past day can
    be told again; targets of villages have a first day for the same reason.
    """
    db.execute_sql("ALTER TABLE village ADD COLUMN opened_on TEXT")
    db.execute_sql("ALTER TABLE village ADD COLUMN closed_on TEXT")
    create_table(
        db,
        "boundary_change",
        f"{_STATION}kind TEXT NOT NULL CHECK (kind IN ('move_out', 'move_in', 'merge', 'split')), "
        "village_id INT REFERENCES village(id), to_village_id INT REFERENCES village(id), "
        "township TEXT NOT NULL, effective_on TEXT NOT NULL, counts_from TEXT NOT NULL, "
        "document TEXT NOT NULL, is_whole INT NOT NULL CHECK (is_whole IN (0, 1)), "
        f"{_WHO}, CHECK (counts_from >= effective_on)",
    )
    forbid_changes(db, "boundary_change")
    create_table(
        db,
        "boundary_household",
        f"{_STATION}change_id INT NOT NULL REFERENCES boundary_change(id), "
        "household_id INT NOT NULL REFERENCES household(id), number TEXT NOT NULL, "
        "UNIQUE (change_id, household_id)",
    )
    forbid_changes(db, "boundary_household", (("id",), ("change_id", "household_id")))
    db.execute_sql(
        "CREATE INDEX boundary_household_by_household ON boundary_household (household_id)"
    )
    db.execute_sql("CREATE INDEX boundary_household_by_number ON boundary_household (number)")
    db.execute_sql("ALTER TABLE target ADD COLUMN counts_from TEXT")
    db.execute_sql("DROP INDEX target_of_village")
    db.execute_sql(
        "CREATE UNIQUE INDEX target_of_village ON target "
        "(village_id, insurance, levy_year, coalesce(counts_from, '')) "
        "WHERE village_id IS NOT NULL"
    )
