"""What people are still owed under 先征后补, and recording that they were paid back.

Each person is reckoned over all payments of an insurance and year, so that somebody who
was paid back, refunded and paid again is not paid back twice.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from models.base.errors import BadInput, RefusedByRule
from models.base.terms import Insurance
from models.base.text import squeeze
from models.bureau.funders.transfer import (
    FunderTransfer,
    check_paper,
    insert_transfer,
    list_transfers,
)
from models.ledger.receipt_numbers import receipt_number
from models.station.approvals import SecondPerson
from models.station.closed_days import enter_day
from models.station.desk import Desk
from models.store.tables.bureau import Repayment
from models.store.tables.people import Person

_FAR = "9999-12-31"
_SHARES = """
SELECT s.id AS share_id, s.amount_fen, l.insurance, l.levy_year, s.funder, l.category,
 y.year, y.serial, r.business_date AS paid_on, q.id AS person_id, v.name AS village,
 h.number AS household, q.name, q.id_number, l.people,
 EXISTS (SELECT 1 FROM repayment p
  JOIN transfer t ON t.station_id = p.station_id AND t.id = p.transfer_id
  WHERE p.station_id = s.station_id AND p.share_id = s.id AND t.received_on <= ?) AS is_repaid
FROM line_share s JOIN payment_line l ON l.station_id = s.station_id AND l.id = s.line_id
JOIN payment_line r ON r.station_id = l.station_id AND r.id = coalesce(l.adjusts_line_id, l.id)
JOIN payment y ON y.station_id = r.station_id AND y.id = r.payment_id
JOIN person q ON q.station_id = l.station_id AND q.id = l.person_id
JOIN household h ON h.station_id = q.station_id AND h.id = q.household_id
JOIN village v ON v.station_id = h.station_id AND v.id = h.village_id
WHERE s.station_id = ? AND s.settlement = 'reimbursed'
AND (l.business_date <= ? OR (s.amount_fen < 0 AND l.business_date <= ?))
ORDER BY v.position, h.number, q.position, q.id, l.id, s.id
"""
_REPAID = """
SELECT DISTINCT q.id AS person_id, q.name, t.id AS transfer_id, t.paper FROM repayment p
JOIN transfer t ON t.station_id = p.station_id AND t.id = p.transfer_id
JOIN line_share s ON s.station_id = p.station_id AND s.id = p.share_id
JOIN payment_line l ON l.station_id = s.station_id AND l.id = s.line_id
JOIN person q ON q.station_id = l.station_id AND q.id = l.person_id
WHERE t.station_id = ? AND t.insurance = ? AND t.category = ? ORDER BY t.id, q.id
"""


class _Share(NamedTuple):
    """One share of one line, to be paid back or taken off again."""

    share_id: int
    amount_fen: int
    insurance: Insurance
    levy_year: int
    funder: str
    category: str
    year: int
    serial: int
    paid_on: dt.date
    person_id: int
    village: str
    household: str
    name: str
    id_number: str
    people: int
    is_repaid: bool


class _RepaidPerson(NamedTuple):
    person_id: int
    name: str
    transfer_id: int
    paper: str


@dataclass(frozen=True)
class Owed:
    """What a funder still owes a person (negative: was paid too much), in fen.

    ``receipt`` and ``paid_on`` are the person's last payment of this insurance and year.
    """

    insurance: Insurance
    levy_year: int
    funder: str
    category: str
    person_id: int
    village: str
    household: str
    name: str
    id_number: str
    receipt: str
    paid_on: dt.date
    amount_fen: int
    share_ids: tuple[int, ...]


@dataclass(frozen=True)
class Repaid:
    """Who was paid back on one paper; one transfer for each funder and year.

    ``replayed``: it had been recorded before, and nothing was recorded again.
    """

    transfers: tuple[FunderTransfer, ...]
    people: int
    amount_fen: int
    replayed: bool


def owed_to_people(desk: Desk, as_of: dt.date | None = None) -> tuple[Owed, ...]:
    """Return whom the funders still owe on a day, by village and household. One query.

    The business date unless stated otherwise. Whoever was paid back and then refunded is
    among them with a negative amount.
    """
    day = (as_of or desk.business_date).isoformat()
    return _owed(desk, (day, day, day))


def repay(
    desk: Desk,
    insurance: Insurance,
    category: str,
    paper: str,
    people: Collection[int] | None = None,
    second: SecondPerson | None = None,
) -> Repaid:
    """Record that people were paid back by the funder, on the business date.

    ``people`` are person identifiers; without them it is everybody of the category who is
    owed. The same paper again answers with the first. Nobody is paid back twice: raises
    RefusedByRule with ``already_repaid`` or ``not_owed`` for those named,
    ``nothing_owed`` for nobody; Denied as ``enter_day`` does; BadInput without a paper or for an
    unknown category.
    """
    name = desk.category_named(squeeze(category)).name
    paper = check_paper(paper)
    with desk.writing("repay"):
        before = _repaid_before(desk, insurance, name, paper, people)
        if before is not None:
            return before
        owed = _owed_now(desk, insurance, name, people)
        enter_day(desk, desk.business_date, second)
        transfers = [
            _record(desk, list(several), paper) for _, several in groupby(owed, key=_payer)
        ]
        ids = " ".join(str(each.transfer_id) for each in transfers)
        amount_fen = sum(each.amount_fen for each in transfers)
        desk.record("repay", f"transfers {ids}", f"{name} {amount_fen}")
    return Repaid(tuple(transfers), len({each.person_id for each in owed}), amount_fen, False)


def take_back(
    desk: Desk,
    insurance: Insurance,
    category: str,
    paper: str,
    people: Collection[int],
    second: SecondPerson | None = None,
) -> Repaid:
    """Record that people gave back what a funder had repaid them too much, on the business date.

    They were refunded, or their payment was corrected, after they had been paid back (先征后补).
    The money went from them to the funder. Raises RefusedByRule (``not_owed``) for who owes
    nothing, Denied as ``enter_day`` does, BadInput without a paper, without anybody or for an
    unknown category.
    """
    name = desk.category_named(squeeze(category)).name
    paper = check_paper(paper)
    if not people:
        raise BadInput("收回要写明是谁退回的，请写「证件号码」")
    with desk.writing("repay"):
        owed = [
            each
            for each in _owed(desk, (desk.business_date.isoformat(), _FAR, _FAR))
            if (each.insurance, each.category) == (insurance, name) and each.amount_fen < 0
            if each.person_id in people
        ]
        missing = set(people) - {each.person_id for each in owed}
        if missing:
            found = desk.store.find(Person, station_id=desk.station_id, id=sorted(missing))
            names = "、".join(each.name for each in found)
            raise RefusedByRule(
                f"{names}没有要收回的“{name}”先征后补；没有登记，可用 report owed 查看", "not_owed"
            )
        enter_day(desk, desk.business_date, second)
        several = groupby(sorted(owed, key=_payer), key=_payer)
        transfers = [_record(desk, list(each), paper) for _, each in several]
        amount_fen = sum(each.amount_fen for each in transfers)
        ids = " ".join(str(each.transfer_id) for each in transfers)
        desk.record("repay", f"transfers {ids}", f"{name} {amount_fen}")
    return Repaid(tuple(transfers), len({each.person_id for each in owed}), amount_fen, False)


def _owed(desk: Desk, until: tuple[str, str, str]) -> tuple[Owed, ...]:
    """Return the owed: by entries until, reversals until, not repaid until these days."""
    entered, reversed_until, repaid = until
    found: dict[tuple[int, str, int, str], list[_Share]] = defaultdict(list)
    values = (repaid, desk.station_id, entered, reversed_until)
    for each in desk.store.query(_Share, _SHARES, values):
        found[each.person_id, each.insurance, each.levy_year, each.funder].append(each)
    people = (_of_person(shares) for shares in found.values())
    return tuple(each for each in people if each.amount_fen)


def _of_person(shares: Sequence[_Share]) -> Owed:
    """Sum one person's shares that are still to be paid.

    The payment shown is the last one, not a difference on it. The category is the one it
    stands under; of who was paid too much, the last under which something was granted.
    """
    last = max(shares, key=lambda each: (each.people > 0, each.people == 0, each.share_id))
    granted = [each for each in shares if each.people >= 0 and each.category]
    unpaid = [each for each in shares if not each.is_repaid]
    is_owed = sum(each.amount_fen for each in unpaid) > 0
    under = max(
        granted, key=lambda each: (is_owed or each.amount_fen > 0, each.share_id), default=last
    )
    return Owed(
        insurance=last.insurance,
        levy_year=last.levy_year,
        funder=last.funder,
        category=under.category,
        person_id=last.person_id,
        village=last.village,
        household=last.household,
        name=last.name,
        id_number=last.id_number,
        receipt=receipt_number(last.year, last.serial),
        paid_on=last.paid_on,
        amount_fen=sum(each.amount_fen for each in unpaid),
        share_ids=tuple(each.share_id for each in unpaid),
    )


def _payer(each: Owed) -> tuple[int, str]:
    return each.levy_year, each.funder


def _owed_now(
    desk: Desk, insurance: Insurance, category: str, people: Collection[int] | None
) -> list[Owed]:
    """Return who is to be paid back; refunds entered for later days are taken off already."""
    owed = [
        each
        for each in _owed(desk, (desk.business_date.isoformat(), _FAR, _FAR))
        if (each.insurance, each.category) == (insurance, category) and each.amount_fen > 0
        if people is None or each.person_id in people
    ]
    _refuse_not_owed(desk, insurance, category, people or (), owed)
    if not owed:
        raise RefusedByRule(
            f"“{category}”没有尚欠个人的先征后补，没有登记；可用 report owed 查看", "nothing_owed"
        )
    return sorted(owed, key=_payer)


def _refuse_not_owed(
    desk: Desk,
    insurance: Insurance,
    category: str,
    people: Collection[int],
    owed: Iterable[Owed],
) -> None:
    missing = set(people) - {each.person_id for each in owed}
    if not missing:
        return
    for each in desk.store.query(_RepaidPerson, _REPAID, (desk.station_id, insurance, category)):
        if each.person_id in missing:
            raise RefusedByRule(
                f"{each.name}的先征后补已凭 {each.paper} 补过，不能再补；没有登记", "already_repaid"
            )
    people_missing = desk.store.find(Person, station_id=desk.station_id, id=sorted(missing))
    names = "、".join(each.name for each in people_missing)
    raise RefusedByRule(f"{names}没有“{category}”的先征后补可补；没有登记", "not_owed")


def _repaid_before(
    desk: Desk, insurance: Insurance, category: str, paper: str, people: Collection[int] | None
) -> Repaid | None:
    """Return what the same paper recorded before: for all of it, or for the people named."""
    same = (insurance, category, "reimbursed", paper)
    transfers = [
        each
        for each in list_transfers(desk)
        if (each.insurance, each.category, each.settlement, each.paper) == same
    ]
    if not transfers:
        return None
    by_paper = {each.transfer_id for each in transfers}
    paid = {
        each.person_id
        for each in desk.store.query(_RepaidPerson, _REPAID, (desk.station_id, insurance, category))
        if each.transfer_id in by_paper
    }
    if people is not None and not set(people) <= paid:
        return None
    return Repaid(
        tuple(transfers), len(paid), sum(each.amount_fen for each in transfers), replayed=True
    )


def _record(desk: Desk, owed: Sequence[Owed], paper: str) -> FunderTransfer:
    draft = FunderTransfer(
        transfer_id=0,
        insurance=owed[0].insurance,
        levy_year=owed[0].levy_year,
        funder=owed[0].funder,
        category=owed[0].category,
        settlement="reimbursed",
        amount_fen=sum(each.amount_fen for each in owed),
        received_on=desk.business_date,
        paper=paper,
    )
    transfer = insert_transfer(desk, draft)
    desk.store.add_all(
        Repayment(station_id=desk.station_id, share_id=share_id, transfer_id=transfer.transfer_id)
        for each in owed
        for share_id in each.share_ids
    )
    return transfer
