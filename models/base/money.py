"""Money: whole fen inside the program, yuan only where a person types or reads it."""

import re
import unicodedata
from fractions import Fraction

from models.base.errors import BadInput

_YUAN = re.compile(
    r"(?P<open>\()?(?P<sign>[-+])?(?:(?:[¥￥]|RMB|CNY|人民币) ?)?(?P<sign_behind>[-+])?"
    r"(?P<yuan>\d{1,12}|\d{1,3}(?:,\d{3}){1,3})(?:\.(?P<jiao_fen>\d{1,2})0*|\.)?"
    r" ?元?整?(?P<behind>-)?(?P<close>\))?"
)
_MINUS = str.maketrans("−–—－", "----")
_SHOWN = 20


def parse_yuan(text: str, what: str = "金额") -> int:
    """Read yuan as a person or a program writes them into fen.

    ``250``, ``1,250.50``, ``+250.0000``, ``￥２５０元``.
    ``what`` names the field in the message. Raises BadInput for anything that is not
    a plain non-negative amount of whole fen.
    """
    amount_fen = parse_signed_yuan(text, what)
    if amount_fen < 0:
        raise BadInput(f"{what}“{text[:_SHOWN]}”是负数，请写成 250 或 250.00 这样的元数")
    return amount_fen


def parse_signed_yuan(text: str, what: str = "金额") -> int:
    """Read yuan into fen, below zero for ``-250.00``, ``250.00-`` or ``(250.00)``.

    Raises BadInput for anything else, and for parts of a fen.
    """
    plain = unicodedata.normalize("NFKC", text).strip().upper().translate(_MINUS)
    match = _YUAN.fullmatch(plain)
    signs = (
        [match[name] for name in ("open", "sign", "sign_behind", "behind") if match[name]]
        if match
        else []
    )
    if match is None or len(signs) > 1 or bool(match["open"]) != bool(match["close"]):
        raise BadInput(f"{what}“{text[:_SHOWN]}”不是金额，请写成 250 或 250.00 这样的元数")
    decimals = (match["jiao_fen"] or "").ljust(2, "0")
    amount_fen = int(match["yuan"].replace(",", "")) * 100 + int(decimals)
    return -amount_fen if signs and signs[0] in "(-" else amount_fen


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
