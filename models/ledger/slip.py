"""POS slips: the numbers that identify one, checked as they are typed."""

import datetime as dt
import re
from dataclasses import dataclass

from models.base.errors import BadInput

TERMINAL_DIGITS = 8
_LENGTHS = {
    "终端号": TERMINAL_DIGITS,
    "批次号": 6,
    "凭证号": 6,
    "参考号": 12,
    "商户号": 15,
    "授权码": 6,
    "卡号末四位": 4,
}


@dataclass(frozen=True)
class PosSlip:
    """One POS slip. Unique by terminal, batch, trace and date: traces are recycled.

    ``amount_fen`` is needed only where several slips pay for one entry; ``time`` is
    ``HH:MM:SS``, ``card_tail`` the last digits of the card.
    """

    terminal: str
    batch: str
    trace: str
    date: dt.date
    reference: str = ""
    amount_fen: int | None = None
    merchant: str = ""
    authorisation: str = ""
    card_tail: str = ""
    time: str = ""


def check_slip(
    terminal: str,
    batch: str,
    trace: str,
    date: dt.date,
    reference: str = "",
    *,
    merchant: str = "",
    authorisation: str = "",
    card_tail: str = "",
    time: str = "",
    amount_fen: int | None = None,
) -> PosSlip:
    """Return a slip whose every number has its length and only plain digits.

    Terminal, batch and trace are needed, the rest may be left out. Raises BadInput naming
    the first part that is missing or wrong; full-width digits and characters that cannot
    be seen are refused, so that what is stored is what is printed.
    """
    return PosSlip(
        terminal=_digits("终端号", terminal),
        batch=_digits("批次号", batch),
        trace=_digits("凭证号", trace),
        date=date,
        reference=_digits("参考号", reference, is_needed=False),
        amount_fen=amount_fen,
        merchant=_digits("商户号", merchant, is_needed=False),
        authorisation=_digits("授权码", authorisation, is_needed=False),
        card_tail=_digits("卡号末四位", card_tail, is_needed=False),
        time=_time(time),
    )


def check_terminal(terminal: str) -> str:
    """Return the number of a terminal as ``check_slip`` would; raises BadInput as it does."""
    return _digits("终端号", terminal)


def check_batch(terminal: str, batch: str) -> tuple[str, str]:
    """Return a terminal and a batch as ``check_slip`` would; raises BadInput as it does."""
    return _digits("终端号", terminal), _digits("批次号", batch)


def _digits(what: str, text: str, *, is_needed: bool = True) -> str:
    digits, length = text.strip(), _LENGTHS[what]
    if not digits and not is_needed:
        return ""
    if not digits:
        raise BadInput(f"缺少{what}，请照 POS 签购单填写 {length} 位数字")
    shown = "".join(each for each in digits[:20] if each.isprintable())
    if not digits.isascii() or not digits.isprintable():
        raise BadInput(f"{what}“{shown}”有全角或看不见的字符，请切换到半角，照 POS 签购单重填")
    if len(digits) != length or not digits.isdigit():
        raise BadInput(f"{what}“{shown}”应为 {length} 位数字，请照 POS 签购单核对")
    return digits


def _time(text: str) -> str:
    """Read ``093011``, ``09:30:11`` or ``09:30`` as ``HH:MM:SS``; an empty text stays empty."""
    typed = text.strip()
    if not typed:
        return ""
    match = re.fullmatch(r"(\d\d):?(\d\d)(?::?(\d\d))?", typed, re.ASCII)
    hours, minutes, seconds = (int(part or 0) for part in match.groups()) if match else (24, 0, 0)
    if hours > 23 or minutes > 59 or seconds > 59:
        raise BadInput(f"交易时间“{typed[:20]}”不认识，请照 POS 签购单写成 09:30:11")
    return f"{hours:02d}:{minutes:02d}:{seconds:02d}"


def next_trace(trace: str) -> str:
    """Return the trace number a terminal prints after this one; 999999 is followed by 000001."""
    return f"{int(trace) % 999999 + 1:06d}"
