"""How many differences a department's list makes: told before it is applied."""

from collections.abc import Mapping, Sequence

from models.counter.certified import Certified, certified_among
from models.counter.difference import Difference
from models.counter.differences import category_differences
from models.people.department_list.apply import UNNAMED_DEPARTMENT
from models.people.department_list.values import DepartmentList, ListPreview
from models.station.desk import Desk

_AT_ONCE = 500


def differences_of_list(
    desk: Desk, listing: DepartmentList, preview: ListPreview
) -> tuple[Difference, ...]:
    """Return the differences that applying a list would make: not those there are already.

    Changes nothing. ``preview`` is the comparison of the list with the station as it is.
    """
    people = sorted(
        {
            each.villager.person_id
            for several in (preview.newly_in, preview.changed, preview.gone)
            for each in several
        }
    )
    held = _held(desk, people)
    before = set(category_differences(desk, people, held))
    after = category_differences(desk, people, _after(listing, preview, held))
    return tuple(each for each in after if each not in before)


def _held(desk: Desk, people: Sequence[int]) -> dict[int, list[Certified]]:
    found: dict[int, list[Certified]] = {}
    for first in range(0, len(people), _AT_ONCE):
        several = certified_among(desk, people[first : first + _AT_ONCE])
        found |= {person_id: list(held) for person_id, held in several.items()}
    return found


def _after(
    listing: DepartmentList, preview: ListPreview, held: Mapping[int, Sequence[Certified]]
) -> dict[int, list[Certified]]:
    """Return what people hold once the list is applied."""
    department = listing.department or UNNAMED_DEPARTMENT
    changed = {each.certification_id: each for each in preview.changed}
    ends = {each.certification_id: each.until for each in preview.gone}
    found: dict[int, list[Certified]] = {}
    for person_id, several in held.items():
        for each in several:
            after = each
            if each.certification_id in ends:
                after = each._replace(until=ends[each.certification_id])
            elif each.certification_id in changed:
                now = changed[each.certification_id]
                after = each._replace(
                    certified_from=now.starts,
                    until=now.until,
                    paper=now.paper,
                    confirmed_by=department if now.is_confirming else each.confirmed_by,
                )
            found.setdefault(person_id, []).append(after)
    for joining in preview.newly_in:
        person_id = joining.villager.person_id
        found.setdefault(person_id, []).append(
            Certified(
                certification_id=0,
                person_id=person_id,
                category=listing.category,
                certified_from=joining.starts,
                until=joining.until,
                certified_by=department,
                confirmed_by="",
                paper=joining.paper or listing.file,
            )
        )
    return found
