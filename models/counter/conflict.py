"""The same paper again: answered with the first receipt, or refused with both sides shown."""

from collections.abc import Iterable

from models.base.errors import RefusedByRule
from models.base.money import format_yuan
from models.base.terms import INSURANCE_TITLES, Insurance
from models.counter.replay import FirstEntry, find_slip, find_voucher, slip_key
from models.counter.request import PaymentRequest
from models.ledger.cash_papers import CashPaper
from models.ledger.slip import PosSlip
from models.levy.family import FamilyQuote
from models.station.desk import Desk

_Line = tuple[str, Insurance, int]
"""Who pays for which insurance and year."""


class PaperUsed(RefusedByRule):
    """A slip or voucher that stands under another payment; ``sides`` shows both.

    Each row of ``sides`` is (what, as entered first, as asked for now).
    """

    def __init__(self, message: str, sides: tuple[tuple[str, str, str], ...]) -> None:
        super().__init__(message, "slip_used")
        self.sides = sides


def first_payment(
    desk: Desk, request: PaymentRequest, families: tuple[FamilyQuote, ...]
) -> FirstEntry | None:
    """Return the payment that was entered with the same papers and the same content.

    None where the papers are new. Raises PaperUsed (``slip_used``) where the content
    differs, RefusedByRule (``slip_reversed``) where that payment was taken back.
    """
    found = find_papers(desk, request.slips, request.cash)
    if found is None:
        return None
    if not _is_same(found, request, families):
        raise PaperUsed(
            f"{paper_words(request.slips, request.cash)}已用于{found.receipt_words}"
            f"（{format_yuan(found.amount_fen)} 元：{_names(found)}），内容不同，没有入账；"
            "请核对单据号码",
            _sides(found, request, families),
        )
    if found.is_reversed:
        raise RefusedByRule(
            f"{paper_words(request.slips, request.cash)}的收据 {found.receipt} 已撤销或退费，"
            "不能再用",
            "slip_reversed",
        )
    return found


def find_papers(desk: Desk, slips: Iterable[PosSlip], cash: CashPaper | None) -> FirstEntry | None:
    """Return the payment under which any of these papers stands; None where all are new."""
    for slip in slips:
        found = find_slip(desk, slip)
        if found is not None:
            return found
    return find_voucher(desk, cash) if cash else None


def _is_same(found: FirstEntry, request: PaymentRequest, families: tuple[FamilyQuote, ...]) -> bool:
    first = {(line.id_number, line.insurance, line.levy_year) for line in found.lines}
    return (
        not found.elsewhere
        and found.kind == "payment"
        and found.parts == {(each.household_id, each.insurance) for each in request.parts}
        and _asked(found, request, families) == first
        and request.amount_fen in (None, found.amount_fen)
        and all(found.tiers_fen.get(who) == tier for who, tier in request.tiers_fen.items())
        and same_slips(found, request.slips)
    )


def _asked(
    found: FirstEntry, request: PaymentRequest, families: tuple[FamilyQuote, ...]
) -> set[_Line]:
    """Return whom the request asks to pay for, and for which year.

    Who is not named is whom the first one took, and a year that is not named the one it took.
    """
    first: set[_Line] = {(line.id_number, line.insurance, line.levy_year) for line in found.lines}
    asked: set[_Line] = set()
    for part, family in zip(request.parts, families, strict=True):
        own = {each.member.id_number for each in family.members}
        of = {line for line in first if line[0] in own and line[1] == part.insurance}
        if part.levy_year is not None:
            of = {line for line in of if line[2] == part.levy_year}
        years = {who: year for who, _, year in of}
        if part.members is not None or found.chose_members:
            named = (
                own & part.members
                if part.members is not None
                else {*years, *(each.member.id_number for each in family.payable)}
            )
            quoted = {each.member.id_number: each.quote.levy_year for each in family.members}
            of = {(who, part.insurance, years.get(who, quoted[who] or 0)) for who in named}
        asked |= of
    return asked


def same_slips(found: FirstEntry, slips: Iterable[PosSlip]) -> bool:
    """Whether a payment was entered with exactly these slips, their amounts where stated."""
    asked = {slip_key(each): each for each in slips}
    if set(asked) != set(found.slips):
        return False
    return all(
        asked[key].amount_fen in (None, amount_fen) and asked[key].reference in ("", reference)
        for key, (amount_fen, reference) in found.slips.items()
    )


def paper_words(slips: tuple[PosSlip, ...], cash: CashPaper | None) -> str:
    """Return the first of the papers as a sentence about it begins."""
    if slips:
        slip = slips[0]
        return (
            f"这张签购单（终端 {slip.terminal} 批次 {slip.batch} 凭证 {slip.trace}，{slip.date}）"
        )
    return f"票据 {cash.voucher if cash else ''} "


def _names(found: FirstEntry) -> str:
    return "、".join(dict.fromkeys(line.name for line in found.lines))


def _sides(
    found: FirstEntry, request: PaymentRequest, families: tuple[FamilyQuote, ...]
) -> tuple[tuple[str, str, str], ...]:
    now = [
        (each.member.name, each.quote.due_now_fen or 0, family.insurance)
        for part, family in zip(request.parts, families, strict=True)
        for each in family.members
        if (each.member.id_number in part.members if part.members else each.state == "due")
    ]
    due_fen = request.amount_fen
    if due_fen is None:
        due_fen = sum(amount_fen for _, amount_fen, _ in now)
    first = dict.fromkeys(line.insurance for line in found.lines)
    asked = dict.fromkeys(name for _, _, name in now)
    return (
        ("收据", f"{found.receipt}（{found.business_date}）", "未入账"),
        ("险种", _titles(first), _titles(asked)),
        ("金额", format_yuan(found.amount_fen), format_yuan(due_fen)),
        ("人员", _names(found), "、".join(dict.fromkeys(name for name, _, _ in now))),
    )


def _titles(insurances: Iterable[Insurance]) -> str:
    return "、".join(INSURANCE_TITLES[each] for each in insurances)
