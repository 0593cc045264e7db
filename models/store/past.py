"""A store as it was known at a moment: everything recorded from then on is out of sight.

What only grows is seen up to the last seal before it. Every query that names a table then
finds a view in its place, so that no report needs to know. Of what is changed in place (who
lives where, what somebody is called) the present stands, but for who has left since and which
categories were applied, confirmed or changed since. Nothing can be written through it.
"""

import datetime as dt
from typing import NamedTuple

from models.base import clock
from models.base.errors import BadInput
from models.store.ddl import is_postgres
from models.store.rows import Rows
from models.store.sealed import SEALED_TABLES
from models.store.tables.declare import columns_of
from models.store.tables.people import Certification, Person

_LAST_SEAL = """
SELECT coalesce(max(s.id), 0) FROM seal s WHERE s.station_id = ? AND s.subject = 'audit'
AND s.subject_id < ?
"""
_FIRST_AFTER = (
    "SELECT coalesce(min(id), 0) FROM {table} "
    "WHERE station_id = ? AND recorded_at >= ? AND recorded_at <= ?"
)
"""What is entered in one order may bear times in another: the clock was set back. What follows the
first that was recorded after a moment was not known at that moment, whatever time it bears. A time
that has not come yet is the clock's error, and says nothing."""
_EVERY_ID = 1 << 62
_LAST_IDS = """
SELECT subject, max(subject_id) AS highest FROM seal WHERE station_id = ? AND id <= ?
GROUP BY subject
"""
_IN_FORCE = """
SELECT l.id_number, l.insurance, l.levy_year, l.station_id, l.id AS line_id
FROM payment_line l
LEFT JOIN payment_line r ON r.station_id = l.station_id AND r.reverses_line_id = l.id
WHERE l.people = 1 AND r.id IS NULL
"""
_HAS_LEFT_SINCE = """left_on > '{day}' OR left_on IS NOT NULL AND EXISTS
 (SELECT 1 FROM {schema}.family_event x WHERE x.station_id = person.station_id
  AND x.person_id = person.id AND x.happened_on = person.left_on AND x.id > {events})"""
_LEFT = {
    "left_on": f"CASE WHEN {_HAS_LEFT_SINCE} THEN NULL ELSE left_on END AS left_on",
    "left_reason": f"CASE WHEN {_HAS_LEFT_SINCE} THEN '' ELSE left_reason END AS left_reason",
}
_CHANGED_SINCE = """(SELECT x.{before} FROM {{schema}}.certification_change x
 WHERE x.station_id = certification.station_id AND x.certification_id = certification.id
 AND x.id > {{changes}} ORDER BY x.id LIMIT 1)"""
_IS_CHANGED = """EXISTS (SELECT 1 FROM {schema}.certification_change x
 WHERE x.station_id = certification.station_id AND x.certification_id = certification.id
 AND x.id > {changes})"""
_HELD = {
    "certified_from": (
        f"CASE WHEN {_IS_CHANGED} THEN {_CHANGED_SINCE.format(before='from_before')} "
        "ELSE certified_from END AS certified_from"
    ),
    "until": (
        f"CASE WHEN {_IS_CHANGED} THEN {_CHANGED_SINCE.format(before='until_before')} "
        "WHEN ended_list_id > {lists} THEN NULL ELSE until END AS until"
    ),
    "ended_list_id": (
        "CASE WHEN ended_list_id > {lists} THEN NULL ELSE ended_list_id END AS ended_list_id"
    ),
    "confirmed_by": (
        "CASE WHEN confirmed_on > '{day}' THEN '' ELSE confirmed_by END AS confirmed_by"
    ),
    "confirmed_on": (
        "CASE WHEN confirmed_on > '{day}' THEN NULL ELSE confirmed_on END AS confirmed_on"
    ),
}
_PERSON = (
    f"SELECT {', '.join(_LEFT.get(each, each) for each in columns_of(Person))} "
    "FROM {schema}.person WHERE station_id = {station_id}"
)
_CERTIFICATION = (
    f"SELECT {', '.join(_HELD.get(each, each) for each in columns_of(Certification))} "
    "FROM {schema}.certification WHERE station_id = {station_id} AND id < {certifications}"
)


class _LastId(NamedTuple):
    subject: str
    highest: int


def see_as_known(store: Rows, station_id: int, day: dt.date) -> None:
    """Show this connection a station as it was known at the end of a day in China.

    It stays so until the connection is closed. Raises BadInput for a day before it was founded.
    """
    end = dt.datetime.combine(day, dt.time()) + dt.timedelta(days=1)
    see_as_known_before(store, station_id, clock.kept_moment(end))


def see_as_known_before(store: Rows, station_id: int, end: str) -> None:
    """Do the same for a moment as the store keeps it: what was recorded before it is known."""
    day = (clock.in_china(end) - dt.timedelta(seconds=1)).date()
    last_seal = store.number(
        _LAST_SEAL, (station_id, _first_after(store, "audit", station_id, end))
    )
    last_ids = {
        last.subject: last.highest
        for last in store.query(_LastId, _LAST_IDS, (station_id, last_seal))
    }
    schema = "public" if is_postgres(store.database) else "main"
    for table in SEALED_TABLES:
        known = f"station_id = {station_id} AND id <= {last_ids.get(table, 0)}"
        _put(store, table, f"SELECT * FROM {schema}.{table} WHERE {known}")
    _put(store, "in_force", _IN_FORCE)
    known = f"station_id = {station_id} AND list_id <= {last_ids.get('enrolment_list', 0)}"
    _put(store, "enrolled_year", f"SELECT * FROM {schema}.enrolled_year WHERE {known}")
    of = {
        "schema": schema,
        "station_id": station_id,
        "day": day,
        "certifications": _first_after(store, "certification", station_id, end),
        "lists": last_ids.get("category_list", 0),
        "changes": last_ids.get("certification_change", 0),
        "events": last_ids.get("family_event", 0),
    }
    _put(store, "person", _PERSON.format(**of))
    _put(store, "certification", _CERTIFICATION.format(**of))
    if not store.number("SELECT count(*) FROM round"):
        raise BadInput(f"{clock.local_time(end)} 还没有建站，那时没有数据，请写以后的时间")


def _first_after(store: Rows, table: str, station_id: int, end: str) -> int:
    """Return the number of the first row of a table that a moment could not know yet."""
    sql, now = _FIRST_AFTER.format(table=table), clock.timestamp()
    return store.number(sql, (station_id, end, now)) or _EVERY_ID


def _put(store: Rows, name: str, rows: str) -> None:
    store.run(f"CREATE TEMP VIEW {name} AS {rows}")
