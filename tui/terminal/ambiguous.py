"""Characters that some terminals draw in one cell and others in two, and what stands for them.

Quotation marks, dashes, the dot in a minority name, lines: "East Asian ambiguous" in
Unicode. On a terminal that draws them wide everything behind them on the row would
stand one cell too far right, so there each is replaced by a sign of one cell.
"""

import unicodedata
from functools import lru_cache

_SIGNS = {
    "“": '"', "”": '"', "‘": "'", "’": "'", "…": ".", "—": "-", "–": "-", "·": ".", "×": "x",
    "→": ">", "←": "<", "↑": "^", "↓": "v", "─": "-", "│": "|", "█": "#", "■": "#", "□": "o",
    "●": "*", "○": "o", "°": "o", "±": "+", "÷": "/", "§": "S", "№": "N", "√": "v", "≤": "<",
    "≥": ">", "≠": "#",
}  # fmt: skip
_UNKNOWN = "?"


@lru_cache(maxsize=1024)
def one_cell(character: str) -> str:
    """Return the character, or a sign of one cell for one of ambiguous width."""
    if len(character) != 1 or unicodedata.east_asian_width(character) != "A":
        return character
    return _SIGNS.get(character, _UNKNOWN)
