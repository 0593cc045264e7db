"""How a bureau's file of paid data says it: the insurance, the year, the channel, what happened."""

import re
import unicodedata

from models.base.errors import BadInput
from models.base.identity import valid_number
from models.base.terms import Insurance
from models.ledger.channels import OTHER, channel_called
from models.people.department_list.number import bare_number
from models.store.tables.self_paid import SelfPaidKind

_DONE = ("成功", "已缴", "已入库", "入库", "正常", "已扣款", "有效", "已支付", "完成")
_NOT_DONE = ("失败", "未", "欠")
_BACK = ("退", "冲", "撤", "作废", "红字")
_BACK_LATER = ("未", "失败", "中", "待", "申请", "驳回", "不予")
_SUSPENDED = ("挂账", "待认领", "待清分", "待处理", "待核实", "待确认", "待入账", "不明")
_YEARS = re.compile(r"(?<!\d)(20\d\d)(?:\d\d){0,2}(?!\d)")


def kind_named(state: str, business: str, *, is_negative: bool) -> SelfPaidKind | None:
    """Return what a row is by its state, its kind of business and its sign; None is a payment.

    Raises BadInput for what has not happened, and for words that are not known.
    """
    for text in (business, state):
        if _has(text, _BACK):
            if _has(text, _BACK_LATER):
                raise BadInput(f"“{text[:20]}”：退费还没有办成，没有导入，办成以后再导入")
            return "reversal"
    if _has(state, _SUSPENDED) or _has(business, _SUSPENDED):
        return "reversal" if is_negative else "suspended"
    if state and (_has(state, _NOT_DONE) or not _has(state, _DONE)):
        raise BadInput(f"状态是“{state[:20]}”，不是缴费成功，没有导入")
    return "reversal" if is_negative else None


def year_in(text: str) -> int:
    """Return the levy year of a year or a period (费款所属期); raises BadInput for others."""
    plain = unicodedata.normalize("NFKC", text)
    years = {int(each) for each in _YEARS.findall(plain)}
    if len(years) != 1:
        raise BadInput(f"“{text[:20]}”看不出是哪一年度，请写成 2020")
    return years.pop()


def insurance_named(text: str) -> Insurance:
    """Return the insurance that a bureau's words mean; raises BadInput for others."""
    if "职工" in text or "灵活" in text or "机关" in text:
        raise BadInput(f"“{text[:20]}”不是城乡居民的险种，没有导入")
    if "大病" in text:
        return "critical_illness"
    if "养老" in text:
        return "pension"
    if "医" in text:
        return "medical"
    raise BadInput(f"险种“{text[:20]}”不认识，请写明城乡居民养老、医疗或大病")


def insurance_or(text: str, whole: Insurance | None) -> Insurance:
    """Return the insurance of a cell, or of the whole file; BadInput where neither says one."""
    if text:
        return insurance_named(text)
    if whole is None:
        raise BadInput("没有写险种，请补填，或写明「整个文件的险种」")
    return whole


def number_or_fault(text: str) -> tuple[str, str]:
    """Return an identity number; one that is missing or not valid comes with the reason.

    The money was paid by somebody: the row is set aside, not refused.
    """
    number = bare_number(text)
    if not number:
        return "", "文件里没有证件号码"
    try:
        return valid_number(number), ""
    except BadInput as error:
        return number, error.message


def channel_named(text: str) -> tuple[str, str]:
    """Return the channel that a bureau's words mean; one that nobody knows with its words.

    Raises BadInput for what the station takes itself: such rows would count twice.
    """
    channel = channel_called(text)
    if channel.by == "station":
        raise BadInput(f"“{text[:20]}”是本站{channel.title}收的，已在本站入账，没有导入")
    if channel.by != "bureau" or not channel.words:
        return OTHER, text
    return channel.code, text if channel.code == OTHER else ""


def _has(text: str, words: tuple[str, ...]) -> bool:
    return any(word in text for word in words)
