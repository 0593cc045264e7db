"""Refund applications read back, each with its steps: two queries, however many there are."""

import datetime as dt
from collections import defaultdict
from typing import NamedTuple

from models.base.errors import BadInput
from models.base.terms import Insurance
from models.bureau.refund_applications.values import Application, Stepped
from models.station.desk import Desk
from models.store.tables.corrections import RefundApplicationStep

_ALL = """
SELECT a.id AS number, v.name AS village, h.number AS household, a.name, a.id_number, a.insurance,
 a.levy_year, a.why, a.rests_on, a.amount_fen, a.paid_on, a.voucher, a.papers, a.payee, a.bank,
 a.account, a.note, a.business_date AS applied_on, o.login AS operator
FROM refund_application a JOIN person q ON q.station_id = a.station_id AND q.id = a.person_id
JOIN household h ON h.station_id = q.station_id AND h.id = q.household_id
JOIN village v ON v.station_id = h.station_id AND v.id = h.village_id
JOIN operator o ON o.station_id = a.station_id AND o.id = a.operator_id
WHERE a.station_id = ? ORDER BY a.id
"""


class _Row(NamedTuple):
    number: int
    village: str
    household: str
    name: str
    id_number: str
    insurance: Insurance
    levy_year: int
    why: str
    rests_on: str
    amount_fen: int
    paid_on: dt.date
    voucher: str
    papers: str
    payee: str
    bank: str
    account: str
    note: str
    applied_on: dt.date
    operator: str


def list_applications(desk: Desk) -> tuple[Application, ...]:
    """Return every application of the station, in the order in which they were made."""
    steps: dict[int, list[Stepped]] = defaultdict(list)
    for each in desk.store.find(RefundApplicationStep, station_id=desk.station_id):
        stepped = Stepped(each.step, each.on_day, each.paper, each.reason)
        steps[each.application_id].append(stepped)
    rows = desk.store.query(_Row, _ALL, (desk.station_id,))
    return tuple(_application(row, tuple(steps[row.number])) for row in rows)


def application_numbered(desk: Desk, number: int) -> Application:
    """Return an application by its number; raises BadInput where there is none."""
    for each in list_applications(desk):
        if each.number == number:
            return each
    raise BadInput(f"没有第 {number} 号退费申请，请看「列出退费申请」")


def _application(row: _Row, steps: tuple[Stepped, ...]) -> Application:
    values = row._asdict() | {"papers": tuple(filter(None, row.papers.split("\n")))}
    return Application(**values, steps=steps)
