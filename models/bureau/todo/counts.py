"""How much waits of each kind: one query each, over small tables or by index."""

import datetime as dt

from models.bureau.todo.values import Waiting
from models.station.desk import Desk

_SOON = 30
"""Days before a category ends on which somebody should ask whether it goes on."""
_DAYS_BACK = 14
"""How far back a day is missed that was not closed."""

_REFUNDS = """
SELECT count(*) AS number, min(r.business_date) AS since FROM refund_request r
JOIN operator o ON o.station_id = r.station_id AND o.id = r.operator_id
LEFT JOIN refund_decision d ON d.station_id = r.station_id AND d.request_id = r.id
WHERE r.station_id = ? AND d.id IS NULL{whose}
"""
_APPLICATIONS = """
SELECT count(*) AS number, min(a.business_date) AS since FROM refund_application a
WHERE a.station_id = ? AND {not_}EXISTS (SELECT 1 FROM refund_application_step s
 WHERE s.station_id = a.station_id AND s.application_id = a.id AND s.step = 'sent')
 AND NOT EXISTS (SELECT 1 FROM refund_application_step s WHERE s.station_id = a.station_id
 AND s.application_id = a.id AND s.step IN ('paid', 'declined', 'withdrawn'))
"""
_EXCEPTIONS = """
SELECT count(*) AS number, min(e.found_on) AS since FROM statement_exception e
LEFT JOIN statement_decision d ON d.station_id = e.station_id AND d.exception_id = e.id
WHERE e.station_id = ? AND d.id IS NULL
 AND NOT EXISTS (SELECT 1 FROM statement_clearing c WHERE c.station_id = e.station_id
 AND c.line_id = e.line_id)
 AND NOT EXISTS (SELECT 1 FROM statement_clearing c WHERE c.station_id = e.station_id
 AND c.payment_id = e.payment_id AND c.slip_id = e.slip_id)
"""
_OPEN_DAYS = """
SELECT count(*) AS number, min(d.column1) AS since FROM (VALUES {days}) d
WHERE EXISTS (SELECT 1 FROM payment p WHERE p.station_id = ? AND p.business_date = d.column1)
 AND NOT EXISTS (SELECT 1 FROM day_close c WHERE c.station_id = ?
 AND c.business_date = d.column1 AND c.scope = 'station')
"""
_DUPLICATES = """
SELECT count(*) AS number, min(d.found_on) AS since
FROM duplicate d JOIN person p ON p.station_id = d.station_id AND p.id = d.person_id
LEFT JOIN person o ON o.station_id = d.other_station_id AND o.id = d.other_person_id
LEFT JOIN duplicate_decision x ON x.station_id = d.station_id AND x.duplicate_id = d.id
WHERE d.station_id = ? AND x.id IS NULL AND p.left_on IS NULL AND o.left_on IS NULL
"""
_UNCONFIRMED = """
SELECT count(*) AS number, min(c.recorded_on) AS since FROM certification c
JOIN person p ON p.station_id = c.station_id AND p.id = c.person_id
WHERE c.station_id = ? AND c.certified_by = '' AND c.confirmed_by = '' AND p.left_on IS NULL
"""
_EXPIRING = """
SELECT count(*) AS number, min(c.until) AS since FROM certification c
JOIN person p ON p.station_id = c.station_id AND p.id = c.person_id
WHERE c.station_id = ? AND c.until >= ? AND c.until <= ? AND p.left_on IS NULL
"""
_OBJECTIONS = """
SELECT count(*) AS number, min(o.raised_on) AS since FROM objection o
LEFT JOIN objection_outcome r ON r.station_id = o.station_id AND r.objection_id = o.id
WHERE o.station_id = ? AND r.id IS NULL
"""
_UNFILED = """
SELECT count(*) AS number, min(p.until) AS since FROM public_posting p
WHERE p.station_id = ? AND p.until < ? AND NOT EXISTS (SELECT 1 FROM filing f
 WHERE f.station_id = p.station_id AND f.category = p.category AND f.insurance = p.insurance
 AND f.levy_year = p.levy_year AND f.filed_on >= p.until)
"""
_UNANSWERED = """
SELECT count(*) AS number, min(k.business_date) AS since FROM uninsured_asking k
WHERE k.station_id = ? AND NOT EXISTS (SELECT 1 FROM uninsured_return t
 WHERE t.station_id = k.station_id AND t.asking_id = k.id)
 AND NOT EXISTS (SELECT 1 FROM uninsured_asking l WHERE l.station_id = k.station_id
 AND l.village = k.village AND l.id > k.id)
 AND NOT EXISTS (SELECT 1 FROM uninsured_withdrawal w WHERE w.station_id = k.station_id
 AND w.business_date >= k.business_date)
"""
_UNCLEAR = """
SELECT count(*) AS number, min(a.business_date) AS since FROM uninsured_answer a
WHERE a.station_id = ? AND a.reason = '' AND a.row_id IS NOT NULL
 AND NOT EXISTS (SELECT 1 FROM uninsured_answer l WHERE l.station_id = a.station_id
 AND l.row_id = a.row_id AND l.id > a.id)
"""


def refunds_waiting(desk: Desk, *, of_others: bool = False) -> Waiting:
    """Return the refunds asked for that nobody decided; ``of_others``: not by this operator."""
    whose = " AND o.login <> ?" if of_others else ""
    given = (desk.operator,) if of_others else ()
    return _count(desk, _REFUNDS.format(whose=whose), *given)


def applications_waiting(desk: Desk, *, at_bureau: bool) -> Waiting:
    """Return the applications to the bureau that are to be sent there, or are there."""
    return _count(desk, _APPLICATIONS.format(not_="" if at_bureau else "NOT "))


def exceptions_waiting(desk: Desk) -> Waiting:
    """Return the differences between statement and books that nobody decided."""
    return _count(desk, _EXCEPTIONS)


def days_not_closed(desk: Desk) -> Waiting:
    """Return the days before the business date with entries that the station did not close."""
    today = desk.business_date
    days = [(today - dt.timedelta(each)).isoformat() for each in range(1, _DAYS_BACK + 1)]
    sql = _OPEN_DAYS.format(days=", ".join(["(?)"] * len(days)))
    station = desk.station_id
    return desk.store.query(Waiting, sql, (*days, station, station))[0]


def duplicates_waiting(desk: Desk) -> Waiting:
    """Return the open cases of people who may be enrolled twice."""
    return _count(desk, _DUPLICATES)


def confirmations_waiting(desk: Desk) -> Waiting:
    """Return the categories that wait for a village or a department, where the notice asks."""
    if desk.notice.confirmation is None:
        return Waiting(0, None)
    return _count(desk, _UNCONFIRMED)


def expiring_soon(desk: Desk) -> Waiting:
    """Return the categories that end within a month; ``since`` is the first day on which one does.

    The last day of each still counts.
    """
    first, last = expiring_span(desk)
    return _count(desk, _EXPIRING, first.isoformat(), last.isoformat())


def expiring_span(desk: Desk) -> tuple[dt.date, dt.date]:
    """Return the days on which a category ends soon."""
    return desk.business_date, desk.business_date + dt.timedelta(_SOON)


def objections_waiting(desk: Desk) -> Waiting:
    """Return the objections to posted lists that nobody decided."""
    return _count(desk, _OBJECTIONS)


def filings_waiting(desk: Desk) -> Waiting:
    """Return the posted lists whose time is over and that went to no bureau, where it asks."""
    rule = desk.notice.posting
    if rule is None or not rule.files_with:
        return Waiting(0, None)
    return _count(desk, _UNFILED, desk.business_date.isoformat())


def villages_unanswered(desk: Desk) -> Waiting:
    """Return the villages whose last workbook of the uninsured did not come back."""
    return _count(desk, _UNANSWERED)


def answers_unclear(desk: Desk) -> Waiting:
    """Return the answers about the uninsured that nobody understood, and nobody settled."""
    return _count(desk, _UNCLEAR)


def _count(desk: Desk, sql: str, *given: object) -> Waiting:
    return desk.store.query(Waiting, sql, (desk.station_id, *given))[0]
