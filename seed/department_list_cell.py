"""Several people in one cell: ``张三 4311..、李四(4311..)``, names and numbers in turn."""

import re
from collections.abc import Iterator

from models.base.text import squeeze

_NUMBER = re.compile(r"[0-9?](?:[0-9?A-Za-z×]|[ ](?=[0-9?Xx]))*")
_REMARK = re.compile(r"\([^()0-9?]*\)")
_SEPARATORS = re.compile(r"[、,;。|/\n\r]+")
_AROUND = " ()[]{}【】:：\t"
_COUNT = re.compile(r"\d{1,2}\s*[人口]?")


def members_in_cell(text: str) -> Iterator[tuple[str, str]]:
    """Yield the (name, number) of everybody in a cell; the number is empty where it is missing.

    Remarks in brackets without digits and words before a colon (配偶：李四) are left out. A
    cell that only counts people yields nobody.
    """
    if not text:
        return
    plain = _REMARK.sub(" ", "\n".join(squeeze(line) for line in text.splitlines()))
    if _COUNT.fullmatch(plain.strip()):
        return
    numbers = list(_NUMBER.finditer(plain))
    edges = [0, *(edge for match in numbers for edge in match.span()), len(plain)]
    between = [plain[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
    if numbers and not _names(between[0]):
        # Numbers come first, each before its name.
        for match, after in zip(numbers, between[1:], strict=True):
            name, *others = _names(after) or [""]
            yield name, match[0]
            yield from ((other, "") for other in others)
        return
    for position, before in enumerate(between):
        names = _names(before)
        if position == len(numbers):
            yield from ((name, "") for name in names)
            return
        yield from ((name, "") for name in names[:-1])
        yield names[-1] if names else "", numbers[position][0]


def _names(text: str) -> list[str]:
    """Return the names between two numbers."""
    parts = (part.strip(_AROUND).rpartition(":")[2] for part in _SEPARATORS.split(text))
    return [name.strip(_AROUND) for name in parts if name.strip(_AROUND)]
