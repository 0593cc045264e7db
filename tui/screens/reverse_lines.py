"""A receipt to be taken back as lines of text: whom it concerns, what waits, what F2 will do."""

import datetime as dt
from collections.abc import Collection

from models.base.money import format_yuan
from models.base.terms import Insurance
from models.base.text import cut, fit, mask_id, width, wrap
from models.counter.pending_refunds import PendingRefund
from models.counter.repaid import owed_back_words
from models.counter.reverse import Part
from models.counter.reversible import PaidHousehold, PaidPerson, Reversible
from models.ledger.entry import CHANNEL_TITLES
from tui.screens.card import SHORT_TITLES

HEADING = (
    f"  {fit('收据', 13)}{fit('日期', 12)}{fit('方式', 10)}{fit('金额', 11, right=True)}"
    "  办法        人员"
)
_WAYS = {"void": "当日撤销", "refund": "退费申请"}
_WHO_CELLS = 18
_MOST_ROWS = 8
_ON_THE_TERMINAL = "先在 POS 机上撤销，再照撤销签购单填凭证号"
_WHY_NO_VOID = {
    "not_same_day": "不是今天录入、今天收的，",
    "day_closed": "已在 {each.paid_on} 的日结里，不能当日撤销，",
    "shared_papers": "和同村别的户合用单据，不能单独撤销，",
    "pos_settled": "终端 {each.terminal} 批次 {each.batch} 日结时已结算，不能当日撤销，",
}
_BY_TWO = "只登记申请，另一位经办人按 F3 复核后才退"


def receipt_line(each: Reversible, today: dt.date, ticked: frozenset[Part] | None = None) -> str:
    """Return a receipt in one row of the list; ``ticked``: only these people go back."""
    way = "等待复核" if each.waiting else _WAYS[each.way_back(today)]
    if ticked is not None:
        way = _WAYS["refund"]
    return (
        f"  {fit(each.receipt, 13)}{fit(str(each.paid_on), 12)}"
        f"{fit(cut(CHANNEL_TITLES[each.channel], 9), 10)}"
        f"{fit(format_yuan(each.amount_fen), 11, right=True)}  {fit(way, 12)}"
        + (_who(each) if ticked is None else _only(each, ticked).removesuffix(" 元"))
    )


def _only(each: Reversible, ticked: frozenset[Part]) -> str:
    people = len({who for who, _ in ticked})
    what = _only_insurances(each, {insurance for _, insurance in ticked})
    return f"只退{what} {people} 人 {format_yuan(ticked_fen(each, ticked))} 元"


def _only_insurances(each: Reversible, given_back: Collection[Insurance]) -> str:
    """Return which insurances go back, where a receipt has others that stay."""
    titles = [SHORT_TITLES[name] for name in each.insurances if name in given_back]
    return "、".join(titles) if len(titles) < len(each.insurances) else ""


def person_line(each: Reversible, who: PaidPerson, *, is_ticked: bool) -> str:
    """Return one of a receipt's people, who can be refunded alone; for one insurance of several."""
    mark = "[x]" if is_ticked else "[ ]"
    died = "  缴费年度开始前已死亡" if who.died_before else ""
    named = fit(cut(who.name, 16), 17)
    if len(each.insurances) > 1:
        named = f"{fit(cut(who.name, 11), 12)}{fit(SHORT_TITLES[who.insurance], 5)}"
    return (
        f"    {mark} {named}{fit(mask_id(who.id_number), 20)}"
        f"{fit(format_yuan(who.amount_fen), 11, right=True)}{died}"
    )


def ticked_fen(each: Reversible, ticked: frozenset[Part]) -> int:
    """Return what goes back to those who are ticked."""
    return sum(who.amount_fen for who in each.people if who.part in ticked)


def _who(each: Reversible) -> str:
    """Return the amount of a partial refund, else how many a receipt covers, or their names."""
    if each.waiting and each.is_partial:
        return f"只退 {format_yuan(each.waiting.amount_fen)} 元"
    if len(each.households) > 1:
        return f"含 {_how_many(each)}"
    return cut("、".join(each.names), _WHO_CELLS)


def _how_many(each: Reversible) -> str:
    return f"{len(each.households)} 户 {len(each.names)} 人"


def detail_rows(each: Reversible, today: dt.date, cells: int) -> list[str]:
    """Return the refund that waits, and everybody concerned whom the row does not name."""
    told = []
    if each.waiting:
        told.append(_waiting_words(each.waiting))
    if each.waiting and each.is_partial:
        what = _only_insurances(each, each.waiting.insurances)
        told.append(f"只退{what} {len(each.waiting.names)} 人：{'、'.join(each.waiting.names)}")
    elif len(each.households) > 1:
        verb = "撤销" if not each.waiting and each.way_back(today) == "void" else "退费"
        told.append(f"含 {_how_many(each)}，一起{verb}：{_households_words(each.households)}")
    elif width("、".join(each.names)) > _WHO_CELLS:
        told.append(f"人员：{'、'.join(each.names)}")
    rows = [row for text in told for row in wrap(f"  {text}", cells, hang=2)]
    if len(rows) > _MOST_ROWS:
        return [*rows[: _MOST_ROWS - 1], "  还有没列出的，请先和收据核对"]
    return rows


def _waiting_words(waiting: PendingRefund) -> str:
    owed = "".join(f"  {said}" for said in owed_back_words(waiting.repaid))
    return (
        f"申请人：{waiting.operator}  日期：{waiting.business_date}  "
        f"金额：{format_yuan(waiting.amount_fen)} 元（{CHANNEL_TITLES[waiting.channel]}）  "
        f"原因：{waiting.reason}{owed}"
    )


def _households_words(households: tuple[PaidHousehold, ...]) -> str:
    """Return who they are, each village named once as long as it stays the same."""
    told, village = [], ""
    for each in households:
        where = "" if each.village == village else f"{each.village} "
        more = "等" if len(each.names) > 1 else ""
        told.append(f"{where}{each.number} 户 {each.names[0]}{more} {len(each.names)} 人")
        village = each.village
    return "、".join(told)


def has_void_slip(each: Reversible, today: dt.date, ticked: frozenset[Part] | None = None) -> bool:
    """Whether the terminal prints a slip when this receipt is taken back."""
    is_void = not each.waiting and each.way_back(today) == "void" and ticked is None
    return each.channel == "pos" and is_void


def has_refund_slip(each: Reversible) -> bool:
    """Whether the terminal prints a slip when the refund that waits is approved."""
    return each.waiting is not None and each.waiting.channel == "pos"


def next_step(
    each: Reversible, today: dt.date, operator: str, ticked: frozenset[Part] | None = None
) -> str:
    """Return what to do before F2, and what F2 will do; nothing where it is done at once."""
    if each.waiting:
        slip = "；先在 POS 机上退货，再照退货签购单填号码" if has_refund_slip(each) else ""
        return step_of_waiting(each.waiting, operator) + slip
    if ticked is not None:
        return f"{_only(each, ticked)}，别的人不动：{_BY_TWO}"
    if each.way_back(today) == "void":
        return _ON_THE_TERMINAL if has_void_slip(each, today) else ""
    return f"{_WHY_NO_VOID[each.why_no_void(today)].format(each=each)}只能退费：{_BY_TWO}"


def step_of_waiting(waiting: PendingRefund, operator: str) -> str:
    """Return what an operator can do about a refund that was asked for."""
    if waiting.operator == operator:
        return "是您申请的，要另一位经办人按 F3 复核（在这里按 F3 要输 PIN）；撤回先写原因再按 F4"
    return "看清申请，同意按 F3，当即退费；不同意先写原因再按 F4"


def step_rows(text: str, cells: int) -> list[str]:
    """Return the next step as rows."""
    return wrap(f"  {text}", cells, hang=2) if text else []
