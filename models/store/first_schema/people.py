"""Households and people, the categories they hold, what happens to them, who is there twice."""

from peewee import Database

from models.store.ddl import create_index, create_station_table, create_table
from models.store.first_schema import BY, WHO


def create(db: Database) -> None:
    """Create the tables."""
    _people(db)
    _categories(db)
    _changes(db)
    _boundaries(db)
    _duplicates(db)


def _people(db: Database) -> None:
    create_station_table(
        db,
        "household",
        "village_id INT NOT NULL, number TEXT NOT NULL",
        references={"village_id": "village"},
        unique=[("village_id", "number")],
        only_grows=False,
    )
    create_index(db, "household_by_number", "household", "station_id, number")
    create_station_table(
        db,
        "person",
        "household_id INT NOT NULL, position INT NOT NULL, name TEXT NOT NULL, "
        "id_number TEXT NOT NULL, born TEXT NOT NULL, relation TEXT NOT NULL, "
        "ethnicity TEXT NOT NULL, phone TEXT NOT NULL, enrolment TEXT NOT NULL, "
        "note TEXT NOT NULL, later_birth TEXT, left_on TEXT, left_reason TEXT NOT NULL",
        references={"household_id": "household"},
        unique=[("id_number",)],
        only_grows=False,
    )
    create_index(db, "person_by_household", "person", "station_id, household_id, position")
    # The county's question: which station is somebody a member of?
    create_index(db, "person_by_number", "person", "id_number")
    create_table(
        db,
        "search_key",
        "station_id INT NOT NULL REFERENCES station (id), key KEYTEXT NOT NULL, "
        "person_id INT NOT NULL",
        key=("station_id", "key", "person_id"),
        references={"person_id": "person"},
    )


def _categories(db: Database) -> None:
    create_station_table(
        db,
        "category_list",
        "category TEXT NOT NULL, department TEXT NOT NULL, file TEXT NOT NULL, "
        "listed_on TEXT NOT NULL, rows INT NOT NULL, people INT NOT NULL, "
        f"reason TEXT NOT NULL, {WHO}",
        references=BY,
    )
    create_station_table(
        db,
        "certification",
        "person_id INT NOT NULL, category TEXT NOT NULL, certified_from TEXT, until TEXT, "
        f"certified_by TEXT NOT NULL, paper TEXT NOT NULL, {WHO}, list_id INT, "
        "ended_list_id INT, confirmed_by TEXT NOT NULL, confirmed_on TEXT",
        references={
            "person_id": "person",
            "list_id": "category_list",
            "ended_list_id": "category_list",
            **BY,
        },
        only_grows=False,
    )
    create_index(db, "certification_by_person", "certification", "station_id, person_id")
    create_index(db, "certification_of_category", "certification", "station_id, category")


def _changes(db: Database) -> None:
    create_station_table(
        db,
        "family_event",
        "household_id INT NOT NULL, to_household_id INT, person_id INT, kind TEXT NOT NULL, "
        "happened_on TEXT NOT NULL, reason TEXT NOT NULL, proof TEXT NOT NULL, "
        f"before TEXT NOT NULL, after TEXT NOT NULL, {WHO}",
        references={
            "household_id": "household",
            "to_household_id": "household",
            "person_id": "person",
            **BY,
        },
    )
    create_index(db, "family_event_by_household", "family_event", "station_id, household_id")
    create_index(db, "family_event_to_household", "family_event", "station_id, to_household_id")
    create_index(db, "family_event_by_person", "family_event", "station_id, person_id")
    create_station_table(
        db,
        "former_number",
        f"person_id INT NOT NULL, id_number TEXT NOT NULL, corrected_on TEXT NOT NULL, {WHO}",
        references={"person_id": "person", **BY},
    )
    create_index(db, "former_number_by_person", "former_number", "station_id, person_id")
    create_index(db, "former_number_by_number", "former_number", "station_id, id_number")
    create_station_table(
        db,
        "contact",
        "household_id INT NOT NULL, business_date TEXT NOT NULL, how TEXT NOT NULL, "
        f"result TEXT NOT NULL, promised_on TEXT, note TEXT NOT NULL, {WHO}",
        references={"household_id": "household", **BY},
        checks=["promised_on IS NULL OR promised_on >= business_date"],
    )
    create_index(db, "contact_by_household", "contact", "station_id, household_id, business_date")


def _boundaries(db: Database) -> None:
    """A change counts from a day of its own: reports that were closed before stay as they were.

    Every household that moved is kept with the number it had, and with what it became at
    another station, so that any past day can be told again; targets of villages have a
    first day for the same reason.
    """
    create_station_table(
        db,
        "boundary_change",
        "kind TEXT NOT NULL, village_id INT, to_station_id INT, to_village_id INT, "
        "township TEXT NOT NULL, effective_on TEXT NOT NULL, counts_from TEXT NOT NULL, "
        f"document TEXT NOT NULL, is_whole INT NOT NULL, {WHO}, "
        "FOREIGN KEY (to_station_id, to_village_id) REFERENCES village (station_id, id)",
        references={"village_id": "village", **BY},
        checks=[
            "kind IN ('move_out', 'move_in', 'merge', 'split')",
            "(to_station_id IS NULL) = (to_village_id IS NULL)",
            "is_whole IN (0, 1)",
            "counts_from >= effective_on",
        ],
    )
    create_station_table(
        db,
        "boundary_household",
        "change_id INT NOT NULL, household_id INT NOT NULL, number TEXT NOT NULL, "
        "to_station_id INT, to_household_id INT, "
        "FOREIGN KEY (to_station_id, to_household_id) REFERENCES household (station_id, id)",
        references={"change_id": "boundary_change", "household_id": "household"},
        unique=[("change_id", "household_id")],
        checks=["(to_station_id IS NULL) = (to_household_id IS NULL)"],
    )
    for column in ("household_id", "number"):
        create_index(
            db,
            f"boundary_household_by_{column.removesuffix('_id')}",
            "boundary_household",
            f"station_id, {column}",
        )
    create_station_table(
        db,
        "remote_village",
        f"village_id INT NOT NULL, is_remote INT NOT NULL, counts_from TEXT NOT NULL, "
        f"paper TEXT NOT NULL, {WHO}",
        references={"village_id": "village", **BY},
        checks=["is_remote IN (0, 1)"],
    )


def _duplicates(db: Database) -> None:
    """The other side may be another station's person, so it is named with its station."""
    create_station_table(
        db,
        "duplicate",
        "kind TEXT NOT NULL, person_id INT NOT NULL, other_station_id INT, other_person_id INT, "
        "other_key TEXT NOT NULL, other_name TEXT NOT NULL, other_number TEXT NOT NULL, "
        "other_place TEXT NOT NULL, status TEXT NOT NULL, source TEXT NOT NULL, "
        f"found_on TEXT NOT NULL, {WHO}, "
        "FOREIGN KEY (other_station_id, other_person_id) REFERENCES person (station_id, id)",
        references={"person_id": "person", **BY},
        unique=[("kind", "person_id", "other_key")],
        checks=[
            "kind IN ('same_number', 'insured_elsewhere', 'look_alike')",
            "(other_station_id IS NULL) = (other_person_id IS NULL)",
        ],
    )
    create_index(db, "duplicate_by_person", "duplicate", "station_id, person_id")
    create_index(db, "duplicate_by_other_person", "duplicate", "other_station_id, other_person_id")
    create_station_table(
        db,
        "duplicate_decision",
        "duplicate_id INT NOT NULL, decision TEXT NOT NULL, kept INT, decided_on TEXT NOT NULL, "
        f"reason TEXT NOT NULL, proof TEXT NOT NULL, {WHO}",
        references={"duplicate_id": "duplicate", **BY},
        unique=[("duplicate_id",)],
        checks=[
            "decision IN ('same', 'different', 'elsewhere', 'not_elsewhere')",
            "kept IN (1, 2)",
            "(decision = 'same') = (kept IS NOT NULL)",
        ],
    )
