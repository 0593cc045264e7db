"""Whether a list looks incomplete, so that nobody is dropped by accident."""

from collections.abc import Iterator, Sequence

from models.people.department_list.part_names import is_automatic
from models.people.department_list.values import DepartmentList, ListPreview

FEWEST_PERCENT = 80
"""A list that names fewer of those who hold the category (or of the last list) is stopped.

One person less is never far fewer, however short the list.
"""

MOST_EMPTY_PERCENT = 2
"""With more people without an identity number than this a list is stopped.

Below it each is listed as a fault, and nobody of that name is taken for gone.
"""


def why_incomplete(listing: DepartmentList, preview: ListPreview) -> Iterator[str]:
    """Yield every reason why a list looks incomplete; nothing for a list that does not."""
    counting = [entry for entry in listing.entries if not entry.out]
    empty = [entry.row for entry in counting if entry.lacks_number]
    if len(empty) * 100 > len(counting) * MOST_EMPTY_PERCENT:
        yield f"有 {len(empty)} 人没有证件号码（第 {_some_rows(empty)} 行）"
    for each in preview.parts:
        which = "" if is_automatic(each.part) else f"“{each.part}”"
        last = each.previous
        told = each.people + each.left
        if last is not None and _is_far_fewer(told, last.people):
            yield f"{which}上次（{last.listed_on}）{last.people} 人，这次只认出 {each.people} 人"
        if _is_far_fewer(told, each.holders):
            yield f"{which}本站现有 {each.holders} 人，这次只认出 {each.people} 人"


def _is_far_fewer(people: int, before: int) -> bool:
    return people * 100 < before * FEWEST_PERCENT and before - people > 1


def _some_rows(rows: Sequence[int], most: int = 10) -> str:
    distinct = list(dict.fromkeys(rows))
    shown = "、".join(map(str, distinct[:most]))
    return f"{shown} 等 {len(distinct)}" if len(distinct) > most else shown
