"""How a cell looks: textual's styles as the few attributes old terminals have.

A look is the parameters of one SGR sequence, ``"1;7"``; the plain look is empty. Colours
are never all that tells two things apart: in one colour the attributes remain.
"""

from functools import lru_cache
from typing import Literal

from rich.color import Color, ColorSystem, ColorType
from rich.style import Style

Colours = Literal["dark", "light", "mono"]

PLAIN = ""
_BRIGHT = 8
# On a dark ground only the bright half can be read, on a light one only the dark half.
_KEPT_AS_IS = frozenset({0, 7, 8, 15})


@lru_cache(maxsize=4096)
def look_of(style: Style | None, colours: Colours) -> str:
    """Return a style's look under a palette."""
    if style is None:
        return PLAIN
    front, back = _number(style.color), _number(style.bgcolor)
    is_reversed = bool(style.reverse)
    parts = [code for code, is_on in (("1", style.bold), ("2", style.dim), ("4", style.underline))
             if is_on]  # fmt: skip
    if colours == "mono":
        is_reversed = is_reversed or back is not None
        front = back = None
    if is_reversed:
        parts.append("7")
    if front is not None:
        front = _readable(front, colours)
        parts.append(str(30 + front if front < _BRIGHT else 82 + front))
    if back is not None:
        parts.append(str(40 + back if back < _BRIGHT else 92 + back))
    return ";".join(parts)


@lru_cache(maxsize=256)
def blank_look(look: str) -> str:
    """Return the look of a blank, on which only ground, reverse and underline are seen."""
    seen = [part for part in look.split(";") if part in ("4", "7") or _is_ground(part)]
    return look if "7" in seen else ";".join(seen)


def _is_ground(part: str) -> bool:
    return part.isdigit() and (40 <= int(part) <= 47 or 100 <= int(part) <= 107)


def _readable(number: int, colours: Colours) -> int:
    if number in _KEPT_AS_IS:
        return number
    return number % _BRIGHT + (_BRIGHT if colours == "dark" else 0)


def _number(color: Color | None) -> int | None:
    """Return one of the sixteen colours; None for the terminal's own."""
    if color is None or color.type is ColorType.DEFAULT:
        return None
    return color.downgrade(ColorSystem.STANDARD).number
