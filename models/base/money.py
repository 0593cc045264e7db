"""Money: whole fen inside the program, yuan only where a person types or reads it."""

import re
from fractions import Fraction

from models.base.errors import BadInput

_YUAN = re.compile(r"(?P<yuan>\d{1,12}|\d{1,3}(?:,\d{3}){1,3})(?:\.(?P<jiao_fen>\d{1,2}))?")


def parse_yuan(text: str, what: str = "金额") -> int:
    """Read yuan as a person types them (``250``, ``1,250.50``) into fen.

    ``what`` names the field in the message. Raises BadInput for anything that is not
    a plain non-negative amount with at most two decimals.
    """
    match = _YUAN.fullmatch(text.strip().removesuffix("元"))
    if match is None:
        raise BadInput(f"{what}“{text}”不是金额，请写成 250 或 250.00 这样的元数")
    decimals = (match["jiao_fen"] or "").ljust(2, "0")
    return int(match["yuan"].replace(",", "")) * 100 + int(decimals)


def format_yuan(amount_fen: int) -> str:
    """Write fen as yuan with thousands separators and two decimals: ``-1,250.50``."""
    sign = "-" if amount_fen < 0 else ""
    yuan, fen = divmod(abs(amount_fen), 100)
    return f"{sign}{yuan:,}.{fen:02d}"


def short_yuan(amount_fen: int) -> str:
    """Write fen as yuan without needless zeros, for sentences: ``250``, ``12.5`` -> ``12.50``."""
    return format_yuan(amount_fen).removesuffix(".00")


def share_of(amount_fen: int, rate: Fraction, *, round_down: bool = False) -> int:
    """Return ``rate`` of an amount in fen, half up (or down, where a notice says so).

    Computed on integers, so 33.335 fen is 33 and 33.5 fen is 34 on every machine.
    """
    exact = amount_fen * rate
    if round_down:
        return exact.numerator // exact.denominator
    return (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)
