"""Recording that people were paid back under 先征后补, or gave it back."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from models.base.errors import BadInput, RefusedByRule
from models.base.terms import Insurance
from models.base.text import squeeze
from models.bureau.funders.owed import FAR, Owed, payer_of, shares_owed
from models.bureau.funders.transfer import (
    FunderTransfer,
    check_paper,
    insert_transfer,
    list_transfers,
)
from models.station.approvals import SecondPerson
from models.station.closed_days import enter_day
from models.station.desk import Desk
from models.store.tables.bureau import Repayment
from models.store.tables.people import Person

_REPAID = """
SELECT DISTINCT q.id AS person_id, q.name, t.id AS transfer_id, t.paper FROM repayment p
JOIN transfer t ON t.station_id = p.station_id AND t.id = p.transfer_id
JOIN line_share s ON s.station_id = p.station_id AND s.id = p.share_id
JOIN payment_line l ON l.station_id = s.station_id AND l.id = s.line_id
JOIN person q ON q.station_id = l.station_id AND q.id = l.person_id
WHERE t.station_id = ? AND t.insurance = ? AND t.category = ? ORDER BY t.id, q.id
"""


class _RepaidPerson(NamedTuple):
    person_id: int
    name: str
    transfer_id: int
    paper: str


@dataclass(frozen=True)
class Repaid:
    """Who was paid back on one paper; one transfer for each funder and year.

    ``replayed``: it had been recorded before, and nothing was recorded again.
    """

    transfers: tuple[FunderTransfer, ...]
    people: int
    amount_fen: int
    replayed: bool


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
            _record(desk, list(several), paper) for _, several in groupby(owed, key=payer_of)
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
            for each in shares_owed(desk, (desk.business_date.isoformat(), FAR, FAR))
            if (each.insurance, each.category) == (insurance, name) and each.amount_fen < 0
            if each.person_id in people
        ]
        missing = set(people) - {each.person_id for each in owed}
        if missing:
            found = desk.store.find(Person, station_id=desk.station_id, id=sorted(missing))
            names = "、".join(each.name for each in found)
            raise RefusedByRule(
                f"{names}没有要收回的“{name}”先征后补；没有登记，可看「先征后补尚欠个人的名单」",
                "not_owed",
            )
        enter_day(desk, desk.business_date, second)
        several = groupby(sorted(owed, key=payer_of), key=payer_of)
        transfers = [_record(desk, list(each), paper) for _, each in several]
        amount_fen = sum(each.amount_fen for each in transfers)
        ids = " ".join(str(each.transfer_id) for each in transfers)
        desk.record("repay", f"transfers {ids}", f"{name} {amount_fen}")
    return Repaid(tuple(transfers), len({each.person_id for each in owed}), amount_fen, False)


def _owed_now(
    desk: Desk, insurance: Insurance, category: str, people: Collection[int] | None
) -> list[Owed]:
    """Return who is to be paid back; refunds entered for later days are taken off already."""
    owed = [
        each
        for each in shares_owed(desk, (desk.business_date.isoformat(), FAR, FAR))
        if (each.insurance, each.category) == (insurance, category) and each.amount_fen > 0
        if people is None or each.person_id in people
    ]
    _refuse_not_owed(desk, insurance, category, people or (), owed)
    if not owed:
        raise RefusedByRule(
            f"“{category}”没有尚欠个人的先征后补，没有登记；可看「先征后补尚欠个人的名单」",
            "nothing_owed",
        )
    return sorted(owed, key=payer_of)


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
