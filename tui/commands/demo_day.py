"""A day's work without a screen, as a clerk would do it: what ``demo`` shows in a script."""

from collections.abc import Iterator
from typing import NamedTuple

from models.base.money import format_yuan
from models.base.terms import INSURANCE_TITLES, Insurance
from models.base.text import mask_id
from models.counter.pay import take_payment
from models.counter.replay import last_slip
from models.counter.request import Part, PaymentRequest
from models.ledger.slip import PosSlip, next_trace
from models.levy.family import FamilyQuote, Household, quote_family
from models.people.categories.certify import certify
from models.people.households.families import load_household
from models.search.find import find_people
from models.station.desk import Desk

_FAMILIES = 3
_TIER_FEN = 100_00
"""What the family that pays for the pension too chooses."""

_OWING = """
SELECT h.id AS household_id FROM household h WHERE h.station_id = ? AND NOT EXISTS
(SELECT 1 FROM person p JOIN in_force f ON f.id_number = p.id_number AND f.insurance = 'medical'
 WHERE p.station_id = h.station_id AND p.household_id = h.id) ORDER BY h.id LIMIT 200
"""


class _Owing(NamedTuple):
    household_id: int


def work_a_day(desk: Desk) -> list[str]:
    """Find families, certify a category, take payments; return what was done, line by line."""
    lines = [f"{desk.township}劳动保障站  业务日期 {desk.business_date}  操作员 {desk.operator}"]
    for turn, household in enumerate(_queue(desk)):
        lines += _serve(desk, household, is_poor=turn == 1, has_both=turn == _FAMILIES - 1)
    return lines


def _queue(desk: Desk) -> Iterator[Household]:
    """Yield the first families of the roster that still owe the medical premium."""
    owing = desk.store.query(_Owing, _OWING, (desk.station_id,))
    served = 0
    for each in owing:
        household = load_household(desk, each.household_id)
        family = _quote(desk, household, "medical")
        if len(family.payable) >= 3 and not any(one.holdings for one in household.members):
            served += 1
            yield household
        if served == _FAMILIES:
            return


def _serve(desk: Desk, household: Household, *, is_poor: bool, has_both: bool) -> list[str]:
    head = household.members[0]
    found = find_people(desk, head.id_number)[0]
    end = head.id_number[-4:]
    lines = ["", f"查找 {found.name}（{end}）：{found.village} {found.household} 户"]
    if is_poor:
        certify(desk, head.person_id, "低保", certified_by="民政所", paper="低保证")
        household = load_household(desk, household.household_id)
        lines.append(f"认定 {head.name} 低保（民政所）")
    insurances: tuple[Insurance, ...] = ("medical", "pension") if has_both else ("medical",)
    families = [_quote(desk, household, each) for each in insurances]
    families = [each for each in families if each.payable]
    for family in families:
        lines += _owed(family)
    slip = _next_slip(desk)
    request = PaymentRequest(
        tuple(Part(household.household_id, each.insurance) for each in families),
        (slip,),
        tiers_fen=_tiers(household),
        amount_fen=sum(each.due_now_fen for each in families),
    )
    receipt = take_payment(desk, request)
    lines.append(
        f"POS 收费 {format_yuan(receipt.amount_fen)} 元，终端 {slip.terminal} 批次 {slip.batch} "
        f"凭证 {slip.trace}，收据 {receipt.receipt}"
    )
    return lines


def _owed(family: FamilyQuote) -> Iterator[str]:
    yield f"  {INSURANCE_TITLES[family.insurance]} {family.levy_year} 年度"
    for each in family.members:
        quote = each.quote
        if quote.refused is not None:
            words = quote.refused.message
        else:
            back = (
                f"，之后退回 {format_yuan(quote.reimbursed_fen)} 元" if quote.reimbursed_fen else ""
            )
            words = f"应缴 {format_yuan(quote.due_now_fen or 0)} 元{back}"
        yield f"  {each.member.name} {mask_id(each.member.id_number)} {words}"


def _quote(desk: Desk, household: Household, insurance: Insurance) -> FamilyQuote:
    notice = desk.notices[insurance]
    return quote_family(notice, insurance, household, desk.business_date, _tiers(household))


def _tiers(household: Household) -> dict[str, int]:
    return {each.id_number: _TIER_FEN for each in household.members}


def _next_slip(desk: Desk) -> PosSlip:
    last = last_slip(desk)
    if last is None or not last.trace:
        return PosSlip("60110301", "000001", "000001", desk.business_date)
    return PosSlip(last.terminal, last.batch, next_trace(last.trace), desk.business_date)
