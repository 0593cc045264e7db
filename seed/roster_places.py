"""Where a roster's people live: villages of sheets, names nearly known, heads of households."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from models.people.roster import RosterPerson
from models.people.roster_answers import known_answers, known_places
from models.people.roster_questions import (
    Answers,
    Question,
    household_key,
    settle,
    village_key,
)
from models.station.desk import Desk
from seed import heading_words as words
from seed.table_file import Row, RowFault, Table, fault_at
from seed.table_row import village_named

_HEAD = "户主"
_MOST_NAMED = 20


@dataclass
class CheckedRows:
    """The rows of a roster on their way to the station; those that were refused, and why."""

    people: list[RosterPerson] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    refused: list[RowFault] = field(default_factory=list)
    warnings: list[RowFault] = field(default_factory=list)
    repeated: list[tuple[Row, RosterPerson]] = field(default_factory=list)
    questions: dict[str, Question] = field(default_factory=dict)


def villages_of_sheets(desk: Desk, table: Table) -> dict[str, str]:
    """Return the village that a sheet is named after, or that stands above its headings."""
    if words.VILLAGE in table.letters:
        return {}
    known = {village_key(name, desk.township): name for name in known_places(desk)}
    found: dict[str, str] = {}
    for sheet, head in zip(table.sheets, table.heads, strict=True):
        key = sheet if len(table.sheets) > 1 else ""
        above = (named for text in head if (named := village_named(text)))
        name = village_named(sheet) or known.get(village_key(sheet, desk.township))
        found[key] = name or next(above, "")
    return found


def head_faults(members: Sequence[tuple[Row, str, RosterPerson]]) -> Iterator[RowFault]:
    """Yield one hint for a household with two heads, or with one who is not there."""
    of_relation = [(row, each) for row, _, each in members if each.relation == _HEAD]
    first = members[0][2]
    where = f"{first.village} {first.household_number} 户"
    if len(of_relation) > 1:
        named = "、".join(each.name for _, each in of_relation[:_MOST_NAMED])
        yield fault_at(
            of_relation[0][0],
            "与户主关系",
            f"{where}有 {len(of_relation)} 个户主（{named}），请核对",
        )
    named_heads = {head for _, head, _ in members if head}
    absent = named_heads - {each.name for _, _, each in members}
    if absent:
        reason = f"{where}的户主{'、'.join(sorted(absent))}不在名单里，请核对"
        yield fault_at(members[0][0], _HEAD, reason)


def ask(desk: Desk, checked: CheckedRows, answers: Answers) -> dict[str, str]:
    """Put the known spelling where it is meant; take out the rows of which nobody can say.

    Returns which name was taken for which other.
    """
    told = known_answers(desk, answers)
    places = known_places(desk)
    villages = settle(
        "village",
        [each.village for each in checked.people],
        places.keys(),
        lambda name: village_key(name, desk.township),
        told,
    )
    households = _households(checked.people, villages, places, told)
    people, rows = list[RosterPerson](), list[Row]()
    for row, person in zip(checked.rows, checked.people, strict=True):
        village = villages[person.village]
        column, meant = words.VILLAGE, village
        if isinstance(village, str):
            column = words.HOUSEHOLD
            meant = households[f"{village}/{person.household_number}"]
        if isinstance(meant, Question):
            checked.questions.setdefault(meant.name, meant)
            checked.refused.append(fault_at(row, column, meant.text))
            continue
        assert isinstance(village, str)
        number = meant.removeprefix(f"{village}/")
        people.append(replace(person, village=village, household_number=number))
        rows.append(row)
    checked.people, checked.rows = people, rows
    return {
        name: meant
        for name, meant in (*villages.items(), *households.items())
        if isinstance(meant, str) and meant != name
    }


def _households(
    people: Sequence[RosterPerson],
    villages: Mapping[str, str | Question],
    places: Mapping[str, Sequence[str]],
    told: Answers,
) -> dict[str, str | Question]:
    """Return of each ``village/number`` which household is meant."""
    numbers: dict[str, list[str]] = defaultdict(list)
    for person in people:
        village = villages[person.village]
        if isinstance(village, str):
            numbers[village].append(f"{village}/{person.household_number}")
    found: dict[str, str | Question] = {}
    for village, of_file in numbers.items():
        known = {f"{village}/{number}" for number in places.get(village, ())}
        found |= settle(
            "household", of_file, known, lambda name: household_key(name.rpartition("/")[2]), told
        )
    return found
