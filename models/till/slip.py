"""POS slips: the numbers that identify one, checked as they are typed."""

import datetime as dt
from dataclasses import dataclass

from models.errors import BadInput
from models.text import squeeze

_LENGTHS = {"终端号": 8, "批次号": 6, "凭证号": 6, "参考号": 12}


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
    terminal: str, batch: str, trace: str, date: dt.date, reference: str = ""
) -> PosSlip:
    """Return a slip whose every number has its length and only digits.

    Full-width digits are read as plain ones. Raises BadInput naming the first part that
    is missing or wrong; the reference number (参考号) may be left out.
    """
    return PosSlip(
        terminal=_digits("终端号", terminal),
        batch=_digits("批次号", batch),
        trace=_digits("凭证号", trace),
        date=date,
        reference=_digits("参考号", reference) if reference.strip() else "",
    )


def _digits(what: str, text: str) -> str:
    digits, length = squeeze(text), _LENGTHS[what]
    if not digits:
        raise BadInput(f"缺少{what}，请照 POS 签购单填写 {length} 位数字")
    if len(digits) != length or not (digits.isascii() and digits.isdigit()):
        raise BadInput(f"{what}“{digits[:20]}”应为 {length} 位数字，请照 POS 签购单核对")
    return digits


def next_trace(trace: str) -> str:
    """Return the trace number a terminal prints after this one; 999999 is followed by 000001."""
    return f"{int(trace) % 999999 + 1:06d}"
