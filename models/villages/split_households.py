"""Reading which families a split names: numbers and ranges of numbers, and the rest."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from models.villages.plan import PlanFault, PlanRow

_RANGE = re.compile(r"(.*?)(\d+)\s*[-~～—–至到]+\s*(.*?)(\d+)")
COLUMN = "户编号"


@dataclass
class Shares:
    """Which numbers go to which village; ``rest`` names the village of what is left over."""

    numbers: dict[str, list[str]] = field(default_factory=dict)
    rest: str | None = None
    faults: list[PlanFault] = field(default_factory=list)


def share_out(rows: Sequence[PlanRow], numbers: Iterable[str]) -> Shares:
    """Divide a village's household numbers by the rows of its split, in their order.

    Faults: a number there is not, a number in two rows, two rows for the rest.
    """
    known, shares = set(numbers), Shares()
    taken: dict[str, int] = {}
    for row in rows:
        mine = shares.numbers.setdefault(row.to_village, [])
        if not row.households:
            if shares.rest is not None:
                _fault(shares, row, "拆分的“其余户”只能有一行（户编号为空的行）")
            shares.rest = row.to_village
        for text in row.households:
            found = _numbers_of(text, known)
            if not found:
                _fault(shares, row, f"“{row.village}”没有户编号“{text}”")
            for number in found:
                if taken.setdefault(number, row.number) != row.number:
                    _fault(shares, row, f"户编号“{number}”与第 {taken[number]} 行重复")
                elif number not in mine:
                    mine.append(number)
    if shares.rest is not None:
        shares.numbers[shares.rest] += sorted(known - set(taken))
    return shares


def _numbers_of(text: str, known: set[str]) -> list[str]:
    """Return the number itself, or all numbers in a range; nothing where there is none."""
    if text in known:
        return [text]
    match = _RANGE.fullmatch(text)
    if match is None or match[3] not in ("", match[1]) or len(match[2]) != len(match[4]):
        return []
    first, last = match[1] + match[2], match[1] + match[4]
    return sorted(
        number
        for number in known
        if len(number) == len(first)
        and first <= number <= last
        and number[len(match[1]) :].isdigit()
    )


def _fault(shares: Shares, row: PlanRow, reason: str) -> None:
    shares.faults.append(PlanFault(row.number, COLUMN, reason))
