"""What a form for money given back says (退费单): who gets how much, how, why, who agreed."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from models.base.errors import BadInput
from models.base.terms import Insurance
from models.base.text import mask_id
from models.counter.pending_refunds import PendingRefund, pending_refunds
from models.counter.repaid import owed_back_words, repaid_to
from models.ledger.corrections import is_taken_back_by
from models.ledger.receipt_numbers import parse_receipt_number, receipt_number
from models.station.desk import Desk
from models.store.tables.ledger import EntryKind, Payment, Slip

FORM_TITLES: dict[EntryKind, str] = {
    "refund": "退费单",
    "void": "撤销单",
    "return": "退还差额单",
}
"""The entries that give money back, and what their forms are called."""

_ENTRIES = f"""
SELECT y.id AS payment_id, y.kind, y.year, y.serial, p.year AS of_year, p.serial AS of_serial,
 y.business_date, y.channel, y.reason, coalesce(b.login, o.login) AS approved_by,
 a.login AS asked_by, r.business_date AS asked_on
FROM payment y JOIN operator o ON o.station_id = y.station_id AND o.id = y.operator_id
LEFT JOIN payment p ON p.station_id = y.station_id AND p.id = y.reverses_id
LEFT JOIN refund_decision d ON d.station_id = y.station_id AND d.payment_id = y.id
LEFT JOIN operator b ON b.station_id = d.station_id AND b.id = d.operator_id
LEFT JOIN refund_request r ON r.station_id = d.station_id AND r.id = d.request_id
LEFT JOIN operator a ON a.station_id = r.station_id AND a.id = r.operator_id
WHERE y.station_id = ? AND y.kind IN ('refund', 'void', 'return')
AND NOT {is_taken_back_by("y.id")} AND {{which}} ORDER BY y.id
"""
"""What a correction takes back gives no money to anybody."""
_LINES = """
SELECT l.id AS line_id, l.person_id, v.name AS village, h.number, q.name, l.id_number,
 l.insurance, l.levy_year, l.amount_fen
FROM payment_line l JOIN person q ON q.station_id = l.station_id AND q.id = l.person_id
JOIN household h ON h.station_id = l.station_id AND h.id = l.household_id
JOIN village v ON v.station_id = l.station_id AND v.id = l.village_id
WHERE l.station_id = ? AND l.payment_id = ? ORDER BY l.id
"""


class FormLine(NamedTuple):
    """One person who gets money back, in fen."""

    village: str
    household: str
    name: str
    masked_number: str
    insurance: Insurance
    levy_year: int
    amount_fen: int
    person_id: int


@dataclass(frozen=True)
class RefundForm:
    """What an entry gives back to one household, or what still waits for a second person.

    ``number`` is the entry's own, empty while it waits; ``receipt`` what it takes back, empty
    for a difference. ``asked_by`` is empty where nobody had to ask; ``approved_by`` while it
    waits. ``owed_back``: who has to give back what a funder has paid to them already.
    ``households`` and ``whole_fen`` are of the whole entry.
    """

    kind: EntryKind
    number: str
    receipt: str
    day: dt.date
    channel: str
    reason: str
    asked_by: str
    asked_on: dt.date | None
    approved_by: str
    slips: tuple[str, ...]
    lines: tuple[FormLine, ...]
    owed_back: tuple[str, ...] = ()
    households: int = 1
    whole_fen: int = 0

    @property
    def amount_fen(self) -> int:
        """What goes back to the household."""
        return sum(line.amount_fen for line in self.lines)


class _Entry(NamedTuple):
    payment_id: int
    kind: EntryKind
    year: int
    serial: int
    of_year: int | None
    of_serial: int | None
    business_date: dt.date
    channel: str
    reason: str
    approved_by: str
    asked_by: str | None
    asked_on: dt.date | None


class _Line(NamedTuple):
    line_id: int
    person_id: int
    village: str
    number: str
    name: str
    id_number: str
    insurance: Insurance
    levy_year: int
    amount_fen: int


def refund_forms(desk: Desk, number: str) -> tuple[RefundForm, ...]:
    """Return the forms of a number: of an entry that gave money back, or of a receipt.

    Of a receipt: whatever took it back, and a refund that waits. Raises BadInput where there
    is nothing to sign.
    """
    year, serial = parse_receipt_number(number)
    entry = desk.store.get(Payment, station_id=desk.station_id, year=year, serial=serial)
    if entry is None:
        raise BadInput(f"没有收据 {number.strip()}，请核对收据号")
    is_back = entry.kind in FORM_TITLES
    of = f"y.{'id' if is_back else 'reverses_id'} = ?"
    found = desk.store.query(_Entry, _ENTRIES.format(which=of), (desk.station_id, entry.id))
    forms = [form for each in found for form in _forms(desk, each)]
    receipt = receipt_number(year, serial)
    waiting = [each for each in pending_refunds(desk) if each.receipt == receipt]
    forms += [form for each in waiting for form in _waiting_forms(desk, entry.id, each)]
    if not forms:
        raise BadInput(f"收据 {receipt} 没有退费、撤销，也没有退费申请，没有单子可打")
    return tuple(forms)


def refund_forms_between(desk: Desk, first: dt.date, last: dt.date) -> tuple[RefundForm, ...]:
    """Return the forms of every entry of a span that gave money back, in their order."""
    span = (desk.station_id, first.isoformat(), last.isoformat())
    of = "y.business_date >= ? AND y.business_date <= ?"
    found = desk.store.query(_Entry, _ENTRIES.format(which=of), span)
    return tuple(form for each in found for form in _forms(desk, each))


def _forms(desk: Desk, entry: _Entry) -> list[RefundForm]:
    of = ""
    if entry.of_year is not None and entry.of_serial is not None:
        of = receipt_number(entry.of_year, entry.of_serial)
    lines = desk.store.query(_Line, _LINES, (desk.station_id, entry.payment_id))
    slips = desk.store.find(Slip, station_id=desk.station_id, payment_id=entry.payment_id)
    whole = RefundForm(
        kind=entry.kind,
        number=receipt_number(entry.year, entry.serial),
        receipt=of,
        day=entry.business_date,
        channel=entry.channel,
        reason=entry.reason,
        asked_by=entry.asked_by or "",
        asked_on=entry.asked_on,
        approved_by=entry.approved_by,
        slips=tuple(f"终端 {s.terminal} 批次 {s.batch} 凭证 {s.trace}" for s in slips),
        lines=_form_lines([line._replace(amount_fen=-line.amount_fen) for line in lines]),
    )
    return _by_household(desk, whole)


def _waiting_forms(desk: Desk, payment_id: int, asked: PendingRefund) -> list[RefundForm]:
    amounts = _amounts_in_force(desk, payment_id)
    lines = [
        line._replace(amount_fen=amounts[line.line_id])
        for line in desk.store.query(_Line, _LINES, (desk.station_id, payment_id))
        if line.line_id in amounts and (not asked.line_ids or line.line_id in asked.line_ids)
    ]
    whole = RefundForm(
        kind="refund",
        number="",
        receipt=asked.receipt,
        day=desk.business_date,
        channel=asked.channel,
        reason=asked.reason,
        asked_by=asked.operator,
        asked_on=asked.business_date,
        approved_by="",
        slips=(),
        lines=_form_lines(lines),
    )
    return _by_household(desk, whole)


def _by_household(desk: Desk, whole: RefundForm) -> list[RefundForm]:
    """Return a form for each household: each signs for its own."""
    homes: dict[tuple[str, str], list[FormLine]] = defaultdict(list)
    for line in whole.lines:
        homes[line.village, line.household].append(line)
    return [
        replace(
            whole,
            lines=tuple(lines),
            owed_back=owed_back_words(
                repaid_to(desk, ((x.person_id, x.insurance, x.levy_year) for x in lines))
            ),
            households=len(homes),
            whole_fen=whole.amount_fen,
        )
        for lines in homes.values()
    ]


class _Amount(NamedTuple):
    line_id: int
    amount_fen: int


_AMOUNTS = """
SELECT l.id AS line_id, l.amount_fen + coalesce(sum(a.amount_fen), 0) AS amount_fen
FROM payment_line l
LEFT JOIN payment_line a ON a.station_id = l.station_id AND a.adjusts_line_id = l.id
LEFT JOIN payment_line x ON x.station_id = l.station_id AND x.reverses_line_id = l.id
WHERE l.station_id = ? AND l.payment_id = ? AND x.id IS NULL GROUP BY l.id, l.amount_fen
"""


def _amounts_in_force(desk: Desk, payment_id: int) -> dict[int, int]:
    """Return what each line still in force would give back, differences included."""
    found = desk.store.query(_Amount, _AMOUNTS, (desk.station_id, payment_id))
    return {each.line_id: each.amount_fen for each in found}


def _form_lines(lines: Sequence[_Line]) -> tuple[FormLine, ...]:
    """Return a row for each person, insurance and year, in the order of the entry."""
    sums: dict[tuple[object, ...], int] = defaultdict(int)
    first: dict[tuple[object, ...], _Line] = {}
    for line in lines:
        key = (line.id_number, line.insurance, line.levy_year)
        sums[key] += line.amount_fen
        first.setdefault(key, line)
    return tuple(
        FormLine(
            line.village,
            line.number,
            line.name,
            mask_id(line.id_number),
            line.insurance,
            line.levy_year,
            sums[key],
            line.person_id,
        )
        for key, line in first.items()
    )
