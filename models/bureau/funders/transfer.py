"""Money that came from a funder (划拨, 代缴): recorded with day and paper, never changed."""

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from models.base.errors import BadInput, RefusedByRule
from models.base.money import format_yuan
from models.base.terms import INSURANCE_TITLES, SETTLEMENT_TITLES, Insurance, Settlement
from models.base.text import check_clean, squeeze
from models.ledger.accounts import FUND, PAYER, PENDING_REMITTANCE, funder_account
from models.ledger.journal import journal_rows, net_lines
from models.station.approvals import SecondPerson
from models.station.closed_days import enter_day
from models.station.desk import Desk
from models.station.round import known_on
from models.store.tables.bureau import Transfer

_REACHES: dict[Settlement, str] = {
    "waived": FUND,
    "remitted": PENDING_REMITTANCE,
    "reimbursed": PAYER,
}


class FunderTransfer(NamedTuple):
    """Money a funder transferred for a category, on which day and paper.

    Negative: taken off again, because it went back or was entered wrongly. For
    ``reimbursed`` it went to people's own accounts, and each of them is recorded.
    """

    transfer_id: int
    insurance: Insurance
    levy_year: int
    funder: str
    category: str
    settlement: Settlement
    amount_fen: int
    received_on: dt.date
    paper: str


@dataclass(frozen=True)
class TransferRecorded:
    """A transfer as recorded; ``replayed`` where the very same was recorded before."""

    transfer: FunderTransfer
    replayed: bool


def record_transfer(
    desk: Desk,
    insurance: Insurance,
    funder: str,
    category: str,
    settlement: Settlement,
    amount_fen: int,
    received_on: dt.date | None = None,
    paper: str = "",
    levy_year: int | None = None,
    *,
    is_back: bool = False,
    second: SecondPerson | None = None,
) -> TransferRecorded:
    """Record money received from a funder, on the business date unless stated otherwise.

    ``is_back`` takes the amount off what was received: it went back, or was entered wrongly.
    ``second`` agrees to an entry into a day that was closed (see ``enter_day``). The same again
    answers with the first. Raises BadInput for an unknown category or funder, a later day,
    no amount or no paper; RefusedByRule where the paper was entered with another amount or day
    (``paper_used``), more would go back than came (``not_transferred``), or for 先征后补, where
    every person paid is recorded (``repay_instead``).
    """
    name = desk.category_named(squeeze(category)).name
    year = _levy_year(desk, insurance, levy_year)
    funder = _funder(desk, insurance, year, name, squeeze(funder), settlement)
    paper = check_paper(paper)
    day = received_on or desk.business_date
    if day > desk.business_date:
        raise BadInput(f"到账日期 {day} 晚于业务日期 {desk.business_date}，请核对")
    if amount_fen <= 0:
        raise BadInput("应大于零，请核对「到账金额」")
    if settlement == "reimbursed":
        raise RefusedByRule(
            f"“{name}”的{funder}先征后补付给个人，请用「退给个人」按名单登记",
            "repay_instead",
        )
    signed_fen = -amount_fen if is_back else amount_fen
    transfer = FunderTransfer(0, insurance, year, funder, name, settlement, signed_fen, day, paper)
    with desk.writing("record_transfer"):
        before = [each for each in list_transfers(desk) if _whose(each) == _whose(transfer)]
        for each in before:
            if each.paper == paper:
                _refuse_other_content(each, transfer)
                return TransferRecorded(each, replayed=True)
        came_fen = sum(each.amount_fen for each in before if each.received_on <= day)
        if is_back and amount_fen > came_fen:
            came, back = format_yuan(came_fen), format_yuan(amount_fen)
            raise RefusedByRule(f"到 {day} 共到账 {came} 元，不能减去 {back} 元", "not_transferred")
        enter_day(desk, desk.business_date, second)
        transfer = insert_transfer(desk, transfer)
        subject = f"transfer {transfer.transfer_id}"
        desk.record("record_transfer", subject, f"{funder} {signed_fen}")
    return TransferRecorded(transfer, replayed=False)


def _whose(each: FunderTransfer) -> tuple[Insurance, int, str, str, Settlement]:
    return each.insurance, each.levy_year, each.funder, each.category, each.settlement


def _refuse_other_content(before: FunderTransfer, now: FunderTransfer) -> None:
    """Refuse a paper entered before with another amount or day: it would be money twice."""
    if (before.amount_fen, before.received_on) != (now.amount_fen, now.received_on):
        raise RefusedByRule(
            f"{before.paper} 已登记过 {before.received_on} {format_yuan(before.amount_fen)} 元，"
            "没有再登记；分次到账的请在文号后写明第几次，登记错的用「退回资金方」减去",
            "paper_used",
        )


def list_transfers(desk: Desk, as_of: dt.date = dt.date.max) -> tuple[FunderTransfer, ...]:
    """Return what was transferred up to a day, in the order of recording."""
    found = desk.store.query(
        FunderTransfer,
        "SELECT id AS transfer_id, insurance, levy_year, funder, category, settlement, "
        "amount_fen, received_on, paper FROM transfer WHERE station_id = ? AND received_on <= ? "
        "ORDER BY id",
        (desk.station_id, as_of.isoformat()),
    )
    return tuple(found)


def insert_transfer(desk: Desk, transfer: FunderTransfer) -> FunderTransfer:
    """Write a transfer and its journal line and return it numbered; only inside ``writing``."""
    made = desk.store.add(
        Transfer(
            insurance=transfer.insurance,
            levy_year=transfer.levy_year,
            funder=transfer.funder,
            category=transfer.category,
            settlement=transfer.settlement,
            amount_fen=transfer.amount_fen,
            received_on=transfer.received_on,
            paper=transfer.paper,
            **desk.stamp(),
        )
    )
    move = (_REACHES[made.settlement], funder_account(made.funder))
    lines = net_lines({move: made.amount_fen})
    rows = journal_rows(desk.station_id, "transfer", made.id, made.received_on, lines)
    desk.store.add_all(rows)
    return transfer._replace(transfer_id=made.id)


def check_paper(paper: str) -> str:
    """Return the number of a paper; raises BadInput if it is missing."""
    paper = check_clean(squeeze(paper), "文号")
    if not paper:
        raise BadInput("请写明拨款文件或凭证的「文号」")
    return paper


def _levy_year(desk: Desk, insurance: Insurance, asked: int | None) -> int:
    """Return the levy year: the present round's unless another round's or a newborn's is asked."""
    if insurance not in desk.insurances:
        raise BadInput(f"本站不征收{INSURANCE_TITLES[insurance]}，请核对「险种」")
    present = desk.insurances[insurance].levy_year
    collected = {
        rules.levy_year
        for each in known_on(desk.rounds, desk.business_date)
        if (rules := each.notice_on(desk.business_date).insurances.get(insurance)) is not None
    }
    if asked is not None and asked not in collected | {year - 1 for year in collected}:
        years = "、".join(map(str, sorted(collected)))
        raise BadInput(f"参保年度应为 {years}，或新生儿的前一年，请核对「参保年度」")
    return asked or present


def _funder(
    desk: Desk,
    insurance: Insurance,
    levy_year: int,
    category: str,
    funder: str,
    settlement: Settlement,
) -> str:
    """Return the funder if the notice has it pay a category so; else say who pays what."""
    rules = desk.notice_of(insurance, levy_year).insurances.get(insurance)
    granted = dict.fromkeys(
        (share.funder, share.settlement)
        for rule in (rules.subsidies if rules else ())
        if rule.category == category
        for share in rule.shares
    )
    if (funder, settlement) in granted:
        return funder
    title = INSURANCE_TITLES[insurance]
    named = "、".join(f"{name}（{how}，{SETTLEMENT_TITLES[how]}）" for name, how in granted)
    raise BadInput(
        f"通知没有规定“{category}”的{title}由“{funder}”按{SETTLEMENT_TITLES[settlement]}负担，"
        + (f"应为：{named}" if named else "该类别没有资助")
    )
