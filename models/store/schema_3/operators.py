"""Operators: who is registered in which role, and what two people agreed on."""

from peewee import Database

from models.store.ddl import create_index, create_station_table, forbid_changes
from models.store.first_schema import BY, DATED

_FOUNDERS = """
INSERT INTO operator_event (station_id, id, whom_id, kind, role, name, unit, pin, reason,
 business_date, operator_id, recorded_at)
SELECT o.station_id, o.id, o.id, 'registered',
 CASE WHEN o.id = a.operator_id THEN 'chief' ELSE 'clerk' END,
 '', '', '', '', a.business_date, a.operator_id, a.recorded_at
FROM operator o JOIN audit a ON a.station_id = o.station_id
WHERE a.id = (SELECT min(f.id) FROM audit f WHERE f.station_id = o.station_id)
AND replace(o.login, '@', '') = o.login
"""
"""Who worked at a station before operators were registered: its founder leads it."""


def create(db: Database) -> None:
    """Create the tables; the founder of each station becomes its chief, others its clerks."""
    forbid_changes(db, "operator", [("station_id", "id"), ("station_id", "login")])
    create_station_table(
        db,
        "operator_event",
        "whom_id INT NOT NULL, kind TEXT NOT NULL, role TEXT, name TEXT NOT NULL, "
        f"unit TEXT NOT NULL, pin TEXT NOT NULL, reason TEXT NOT NULL, {DATED}",
        references={"whom_id": "operator", **BY},
        checks=[
            "kind IN ('registered', 'ended', 'pin', 'pin_cleared', 'pin_failed', 'pin_passed')",
            "role IN ('clerk', 'reviewer', 'chief', 'auditor')",
            "(kind = 'registered') = (role IS NOT NULL)",
            "(kind = 'pin') = (pin <> '')",
        ],
    )
    create_index(db, "operator_event_of", "operator_event", "station_id, whom_id")
    create_station_table(
        db,
        "approval",
        f"act TEXT NOT NULL, subject TEXT NOT NULL, way TEXT NOT NULL, asked_by_id INT, {DATED}",
        references={"asked_by_id": "operator", **BY},
        checks=[
            "way IN ('pin', 'own')",
            "(way = 'pin') = (asked_by_id IS NOT NULL)",
            "asked_by_id IS NULL OR asked_by_id <> operator_id",
        ],
    )
    create_index(db, "approval_of", "approval", "station_id, act, subject")
    create_station_table(
        db,
        "approval_use",
        f"approval_id INT NOT NULL, {DATED}",
        references={"approval_id": "approval", **BY},
        unique=[("approval_id",)],
    )
    # Whom the station does not know is refused, and that stands in the trail.
    db.execute_sql("ALTER TABLE audit ALTER COLUMN operator_id DROP NOT NULL")
    db.execute_sql(_FOUNDERS)
