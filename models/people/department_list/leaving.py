"""Who holds a category and is not on its list: whose certification ends, and who is kept."""

import datetime as dt
from collections.abc import Iterable, Sequence

from models.people.department_list.values import Doubtful, Held, Kept, Leaving, Villager


def who_is_not_named(
    day: dt.date,
    missing: Iterable[tuple[Villager, Sequence[Held]]],
    unclear: Sequence[Doubtful],
) -> tuple[tuple[Leaving, ...], tuple[Kept, ...]]:
    """Return who leaves the day before the list, and who is kept until it is checked.

    ``missing`` are the people the list does not name, with what they hold. Kept is everybody
    an unclear entry may mean, by name or as one of its candidates, and what begins on the
    day of the list or later: it was entered since.
    """
    reasons = _reasons_to_keep(unclear)
    names = {each.name: each.row for each in reversed(unclear) if each.name}
    leaving, kept = [], []
    for villager, held in missing:
        reason = reasons.get(villager.person_id, "")
        if not reason and villager.name in names:
            reason = f"与名单第 {names[villager.name]} 行有疑问的人同名"
        for each in held:
            if each.starts is not None and each.starts >= day:
                since = f"不在名单上，但认定自 {each.starts} 起（{each.source}），没有终止"
                kept.append(Kept(villager, since))
            elif each.covers(day) and reason:
                kept.append(Kept(villager, reason))
            elif each.covers(day):
                last = day - dt.timedelta(days=1)
                leaving.append(
                    Leaving(villager, each.certification_id, each.starts, last, each.source)
                )
    return tuple(leaving), tuple(kept)


def _reasons_to_keep(unclear: Sequence[Doubtful]) -> dict[int, str]:
    reasons: dict[int, str] = {}
    for each in unclear:
        for candidate in each.candidates:
            reason = f"可能就是名单第 {each.row} 行的人（{candidate.likeness}）"
            reasons.setdefault(candidate.villager.person_id, reason)
    return reasons
