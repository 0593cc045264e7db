"""Which payments of a household can still be taken back, for the clerk to choose from."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, NamedTuple

from models.base.terms import Insurance
from models.cash.pos_batches import Batch, is_settled, totals_by_batch
from models.counter.pending_refunds import PendingRefund, pending_refunds
from models.counter.reverse import Part
from models.counter.voidable import WhyNot, closed_since, why_not_voided
from models.ledger.corrections import papers_of
from models.ledger.receipt_numbers import receipt_number
from models.people.changes.occasion import KIND_TITLES
from models.station.desk import Desk

_LINES = f"""
SELECT p.id AS payment_id, a.id AS papers_id,
 EXISTS (SELECT 1 FROM handed_in g WHERE g.station_id = p.station_id AND g.entry_id = p.id)
 AS is_shared, p.year, p.serial, a.business_date, a.recorded_at,
 CASE WHEN {closed_since("p")} OR {closed_since("a")} THEN 1 ELSE 0 END AS is_day_closed,
 p.channel, l.household_id, v.name AS village, h.number, l.person_id, q.name, l.id_number,
 l.insurance, l.levy_year, q.left_on, q.left_reason,
 l.amount_fen + (SELECT coalesce(sum(a.amount_fen), 0) FROM payment_line a
  WHERE a.station_id = l.station_id AND a.adjusts_line_id = l.id) AS amount_fen
FROM payment_line l JOIN payment p ON p.station_id = l.station_id AND p.id = l.payment_id
JOIN payment a ON a.station_id = p.station_id AND a.id = {papers_of("p.id")}
JOIN person q ON q.station_id = l.station_id AND q.id = l.person_id
JOIN household h ON h.station_id = l.station_id AND h.id = l.household_id
JOIN village v ON v.station_id = h.station_id AND v.id = h.village_id
JOIN in_force f ON f.station_id = l.station_id AND f.line_id = l.id
WHERE l.station_id = ? AND l.payment_id IN
 (SELECT payment_id FROM payment_line WHERE station_id = ? AND household_id = ?)
ORDER BY p.id DESC, l.id
"""
_SLIPS = f"""
SELECT payment_id, terminal, batch, slip_date FROM slip WHERE station_id = ? AND payment_id IN
 (SELECT {papers_of("l.payment_id")} FROM payment_line l WHERE l.station_id = ?
  AND l.household_id = ?)
ORDER BY id
"""


class _Line(NamedTuple):
    """A line still in force, with the payment it is of."""

    payment_id: int
    papers_id: int
    is_shared: bool
    year: int
    serial: int
    business_date: dt.date
    recorded_at: str
    is_day_closed: bool
    channel: str
    household_id: int
    village: str
    number: str
    person_id: int
    name: str
    id_number: str
    insurance: Insurance
    levy_year: int
    left_on: dt.date | None
    left_reason: str | None
    amount_fen: int

    @property
    def is_of_the_dead(self) -> bool:
        """Whether the person died before the year began that is paid for."""
        is_dead = self.left_reason == KIND_TITLES["death"]
        return is_dead and self.left_on is not None and self.left_on.year < self.levy_year


class _Slip(NamedTuple):
    payment_id: int
    terminal: str
    batch: str
    slip_date: dt.date


@dataclass(frozen=True)
class PaidHousehold:
    """A household on a receipt; ``names`` are its people whom the receipt still insures."""

    village: str
    number: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class PaidPerson:
    """One whom a receipt still insures for something, and what of that would go back to him.

    ``died_before``: he died before a year began that the receipt pays for.
    """

    id_number: str
    name: str
    insurance: Insurance
    amount_fen: int
    died_before: bool

    @property
    def part(self) -> Part:
        """What can be taken back by itself: whose premium, for which insurance."""
        return self.id_number, self.insurance


@dataclass(frozen=True)
class Reversible:
    """A payment with people still in force; ``amount_fen`` is what would go back.

    ``households`` are all those who paid together, the one asked for first: none of them
    can be left out of a void. ``recorded_at`` is when it was entered (UTC), ``is_day_closed``
    that a close covers it. ``waiting`` is the refund asked for it already, ``is_partial``
    that it leaves some of the people insured. ``terminal`` and ``batch`` are those of its
    slip, empty where it has none; ``is_settled``: the terminal has settled that batch;
    ``is_shared``: other entries of a village's collection have the same papers.
    ``people`` can be refunded one by one.
    """

    receipt: str
    paid_on: dt.date
    recorded_at: str
    channel: str
    households: tuple[PaidHousehold, ...]
    insurances: tuple[Insurance, ...]
    amount_fen: int
    terminal: str = ""
    batch: str = ""
    is_settled: bool = False
    is_day_closed: bool = False
    is_shared: bool = False
    waiting: PendingRefund | None = None
    is_partial: bool = False
    people: tuple[PaidPerson, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Return the people of all its households."""
        return tuple(name for each in self.households for name in each.names)

    def why_no_void(self, day: dt.date) -> WhyNot:
        """Return why it is not voided on a business date; empty where it can be."""
        return why_not_voided(
            self.paid_on,
            self.recorded_at,
            day,
            is_day_closed=self.is_day_closed,
            is_settled=self.is_settled,
            is_shared=self.is_shared,
        )

    def way_back(self, day: dt.date) -> Literal["void", "refund"]:
        """Return how it is taken back on a business date."""
        return "refund" if self.why_no_void(day) else "void"


def reversible_payments(desk: Desk, household_id: int) -> tuple[Reversible, ...]:
    """Return a household's payments that can be taken back, newest first. Five queries."""
    scope = (desk.station_id, desk.station_id, household_id)
    slips: dict[int, list[_Slip]] = defaultdict(list)
    for slip in desk.store.query(_Slip, _SLIPS, scope):
        slips[slip.payment_id].append(slip)
    waiting = {each.receipt: each for each in pending_refunds(desk)}
    totals = totals_by_batch(desk, desk.business_date)
    found = []
    in_force = desk.store.query(_Line, _LINES, scope)
    for _, group in groupby(in_force, key=lambda line: line.payment_id):
        lines = list(group)
        first = lines[0]
        receipt = receipt_number(first.year, first.serial)
        request = waiting.get(receipt)
        terminal, batch, is_batch_settled = _deciding(slips[first.papers_id], totals)
        found.append(
            Reversible(
                receipt=receipt,
                paid_on=first.business_date,
                recorded_at=first.recorded_at,
                channel=first.channel,
                households=_households(lines, household_id),
                insurances=tuple(dict.fromkeys(line.insurance for line in lines)),
                amount_fen=sum(line.amount_fen for line in lines),
                terminal=terminal,
                batch=batch,
                is_settled=is_batch_settled,
                is_day_closed=first.is_day_closed,
                is_shared=first.is_shared,
                waiting=request,
                is_partial=request is not None and 0 < len(request.line_ids) < len(lines),
                people=_people(lines, household_id),
            )
        )
    return tuple(found)


def _people(lines: list[_Line], asked_for: int) -> tuple[PaidPerson, ...]:
    """Return everybody on a receipt, those of the household asked for first.

    Once for each insurance: one can go back without the other.
    """
    of_person: dict[Part, list[_Line]] = defaultdict(list)
    for line in sorted(lines, key=lambda each: each.household_id != asked_for):
        of_person[line.id_number, line.insurance].append(line)
    return tuple(
        PaidPerson(
            id_number,
            own[0].name,
            insurance,
            sum(line.amount_fen for line in own),
            any(line.is_of_the_dead for line in own),
        )
        for (id_number, insurance), own in of_person.items()
    )


def _deciding(
    slips: Sequence[_Slip], totals: Mapping[Batch, Sequence[dt.date]]
) -> tuple[str, str, bool]:
    """Return the batch that decides how a payment goes back, and whether it is settled.

    It is one that is, else the last: a payment of several slips cannot be voided as soon as the
    terminal has settled one.
    """
    for each in slips:
        if is_settled(totals, (each.terminal, each.batch), each.slip_date):
            return each.terminal, each.batch, True
    return (slips[-1].terminal, slips[-1].batch, False) if slips else ("", "", False)


def _households(lines: list[_Line], asked_for: int) -> tuple[PaidHousehold, ...]:
    """Return who is on a receipt: people of the same name are two, one with two insurances one."""
    people: dict[int, dict[int, str]] = defaultdict(dict)
    for line in lines:
        people[line.household_id][line.person_id] = line.name
    places = {line.household_id: (line.village, line.number) for line in lines}
    return tuple(
        PaidHousehold(*places[each], tuple(people[each].values()))
        for each in sorted(people, key=lambda each: each != asked_for)
    )
