"""A store as it was known at the end of a day: everything recorded later is out of sight.

What only grows is seen up to the last seal of that day. Every query that names a table then
finds a view in its place, so that no report needs to know. Of what is changed in place (who
lives where, what somebody is called) the present stands, but for who has left since and which
categories were applied or confirmed since. Nothing can be written through it.
"""

import datetime as dt

from models.store.ddl import is_postgres
from models.store.sealed import SEALED
from models.store.writing import Store

_LAST_SEAL = """
SELECT coalesce(max(s.id), 0) FROM seal s WHERE s.subject = 'audit' AND s.subject_id =
 (SELECT max(a.id) FROM audit a WHERE a.recorded_at < ?)
"""
_LAST_IDS = "SELECT subject, max(subject_id) FROM seal WHERE id <= ? GROUP BY subject"
_IN_FORCE = """
SELECT l.id_number, l.insurance, l.levy_year, l.station_id, l.id AS line_id
FROM payment_line l LEFT JOIN payment_line r ON r.reverses_line_id = l.id
WHERE l.people = 1 AND r.id IS NULL
"""
_PERSON = """
SELECT id, station_id, household_id, position, name, id_number, born, relation, ethnicity, phone,
 enrolment, note, later_birth, CASE WHEN left_on > '{day}' THEN NULL ELSE left_on END AS left_on,
 CASE WHEN left_on > '{day}' THEN '' ELSE left_reason END AS left_reason
FROM {schema}.person
"""
_CERTIFICATION = """
SELECT id, station_id, person_id, category, certified_from,
 CASE WHEN ended_list_id > {lists} THEN NULL ELSE until END AS until, certified_by, paper,
 operator_id, recorded_at, list_id,
 CASE WHEN ended_list_id > {lists} THEN NULL ELSE ended_list_id END AS ended_list_id,
 CASE WHEN confirmed_on > '{day}' THEN '' ELSE confirmed_by END AS confirmed_by,
 CASE WHEN confirmed_on > '{day}' THEN NULL ELSE confirmed_on END AS confirmed_on
FROM {schema}.certification WHERE recorded_at < '{end}'
"""
_OFFSET = dt.timedelta(hours=8)


def see_as_known(store: Store, day: dt.date) -> None:
    """Show this connection the store as it was known at the end of a day in China.

    It stays so until the connection is closed.
    """
    end = (dt.datetime.combine(day, dt.time()) + dt.timedelta(days=1) - _OFFSET).strftime(
        "%Y-%m-%dT%H:%M:%SZ"
    )
    last_seal = store.rows(_LAST_SEAL, (end,))[0][0]
    last_ids = {subject: int(highest) for subject, highest in store.rows(_LAST_IDS, (last_seal,))}
    schema = "public" if is_postgres(store.database) else "main"
    for table in SEALED:
        rows = f"SELECT * FROM {schema}.{table} WHERE id <= {last_ids.get(table, 0)}"
        _put(store, table, rows)
    _put(store, "in_force", _IN_FORCE)
    known = {"schema": schema, "day": day, "end": end, "lists": last_ids.get("category_list", 0)}
    _put(store, "person", _PERSON.format(**known))
    _put(store, "certification", _CERTIFICATION.format(**known))


def _put(store: Store, name: str, rows: str) -> None:
    store.run(f"CREATE TEMP VIEW {name} AS {rows}")
