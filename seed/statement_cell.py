"""The cells of an acquirer's statement: times, amounts and numbers as machines write them."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from models.base.dates import parse_date
from models.base.errors import BadInput
from models.base.money import parse_yuan
from models.store.tables.bureau import StatementKind

_MOMENT = re.compile(
    r"(\d{8}|\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2})日?"
    r"(?:[ T]*(\d{1,2}:\d{2}(?::\d{2})?(?=\.|$)|\d{5,6}$))?(?:\.\d+)?"
)
_AMOUNT = re.compile(r"(?P<open>\()?[￥¥]?(?P<sign>[-+])?[￥¥]?(?P<yuan>[\d,.]+)元?(?P<close>\))?")
_TAIL = re.compile(r"\d{4}$")
_KINDS: dict[StatementKind, tuple[str, ...]] = {
    "purchase": ("消费", "消费交易", "POS消费", "刷卡消费", "扫码消费", "普通消费"),
    "void": ("撤销", "消费撤销", "撤消", "消费撤消", "POS撤销", "POS消费撤销", "撤销交易"),
    "refund": ("退货", "消费退货", "联机退货", "POS退货", "退货交易", "退款", "扫码退货"),
}
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words}


def read_kind(text: str) -> StatementKind:
    """Return what kind of transaction a word means; raises BadInput for an unknown one."""
    kind = _KIND_OF.get("".join(text.split()).upper())
    if kind is None:
        raise BadInput(f"交易类型“{text[:20]}”不认识，应为消费、撤销或退货")
    return kind


def read_moment(day: str, time: str) -> tuple[dt.date, str]:
    """Return the day and the time (``HH:MM:SS``, or empty) of one or two cells.

    Read are ``20191114 093011`` together or apart, ``2019-11-14 09:30:11``, ``9:30`` and
    what a spreadsheet's own dates read as. A time without a colon may have lost one
    leading zero, not more. Raises BadInput where the two cells name different days.
    """
    if not time or not day or _has_day(time):
        moment = _plain_moment(time or day)
    else:
        moment = _plain_moment(f"{_plain_moment(day)[0]} {time}")
    if day and _has_day(time) and _plain_moment(day)[0] != moment[0]:
        raise BadInput(f"交易日期“{day[:20]}”和交易时间“{time[:20]}”不是同一天，请核对")
    return moment


def _has_day(text: str) -> bool:
    return _MOMENT.fullmatch(text) is not None


def _plain_moment(text: str) -> tuple[dt.date, str]:
    match = _MOMENT.fullmatch(text)
    if match is None:
        raise BadInput(f"交易时间“{text[:20]}”不认识，请写成 2019-11-14 09:30:11")
    day = parse_date(re.sub(r"[年月]", "-", match[1]), "交易时间")
    return day, _clock(match[2] or "")


def _clock(text: str) -> str:
    if not text:
        return ""
    if ":" not in text:
        text = text.zfill(6)
        text = f"{text[:2]}:{text[2:4]}:{text[4:]}"
    try:
        hours, minutes, seconds = map(int, [*text.split(":"), "0"][:3])
        return dt.time(hours, minutes, seconds).isoformat()
    except ValueError:
        raise BadInput(f"交易时间“{text}”不是有效的时间，请写成 09:30:11") from None


def read_amount(text: str, what: str) -> int:
    """Return an amount in fen, below zero for ``-250.00`` or ``(250.00)``.

    Signs of yuan, thousands separators and blanks are read over. Raises BadInput otherwise.
    """
    match = _AMOUNT.fullmatch("".join(text.split()))
    if match is None or bool(match["open"]) != bool(match["close"]):
        raise BadInput(f"{what}“{text[:20]}”不是金额，请写成 250.00 这样的元数")
    amount_fen = parse_yuan(match["yuan"], what)
    return -amount_fen if match["open"] or match["sign"] == "-" else amount_fen


def signed_amount(kind: StatementKind, amount_fen: int) -> int:
    """Return an amount as money came or went: voids and refunds go back however written.

    Raises BadInput for nothing at all, and for a purchase that goes back.
    """
    if not amount_fen:
        raise BadInput("交易金额是 0，请核对")
    if kind == "purchase" and amount_fen < 0:
        raise BadInput("交易类型是消费，金额却是负数，请核对交易类型")
    return amount_fen if kind == "purchase" else -abs(amount_fen)


def read_card_tail(text: str) -> str:
    """Return the last four digits of a card, or nothing where they cannot be seen.

    Nothing else of a card number is ever kept.
    """
    match = _TAIL.search("".join(text.split()))
    return match[0] if match else ""


@dataclass(frozen=True)
class NumberColumn:
    """A column of numbers of one length, such as traces of six digits.

    A spreadsheet that keeps them as numbers drops the zeros in front. They are put back
    only where the whole column lost them: no cell in it begins with a zero. Where some
    cells kept theirs, a short one is something else, and stays as it is.
    """

    name: str
    length: int
    lost_zeros: bool

    @classmethod
    def of(cls, name: str, length: int, cells: Iterable[str]) -> "NumberColumn":
        """Return a column by what its cells hold."""
        return cls(name, length, not any(cell.startswith("0") for cell in cells))

    def restored(self, text: str) -> str:
        """Return a number with the zeros it is certain to have lost."""
        is_short = text.isascii() and text.isdigit() and len(text) < self.length
        return text.zfill(self.length) if self.lost_zeros and is_short else text

    def read(self, text: str) -> str:
        """Return a number of this length; raises BadInput for any other."""
        if not text:
            raise BadInput(f"{self.name}是空的，请补填")
        number = self.restored(text)
        if len(number) != self.length or not (number.isascii() and number.isdigit()):
            raise BadInput(f"{self.name}“{text[:20]}”应为 {self.length} 位数字，请核对")
        return number
