"""Importing a roster file (花名册、参保底册): every row is checked, every refusal listed.

A refused row never refuses the file, and no row is dropped in silence.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from models.base.errors import BadInput
from models.base.long_work import Progress
from models.people.duplicates.compare_rows import ListedPerson, record_refused_rows
from models.people.roster import Merged, RosterPerson, merge_roster
from models.people.roster_answers import known_answers, known_places, record_answers
from models.people.roster_questions import (
    Answers,
    Question,
    household_key,
    settle,
    village_key,
)
from models.station.desk import Desk
from seed import heading_words as words
from seed.roster_row import COLUMNS, RosterReader
from seed.row_reader import at, read_rows, unread_faults
from seed.table_file import Row, RowFault, Table, fault_at, read_layout
from seed.table_row import village_named

_LAYOUTS = {
    "village": COLUMNS,
    # A sheet a village, or the village above its households.
    "sheet": tuple(
        replace(each, is_required=each.is_required and each.name != words.VILLAGE)
        for each in COLUMNS
    ),
}
_HEAD = "户主"
_LAST = 20


@dataclass(frozen=True)
class RosterImport:
    """What an import did, or would do.

    ``refused`` rows were left out, save that a category nobody knows leaves the person in;
    ``warnings`` came in all the same. ``questions`` are what the refused rows wait for.
    """

    file: str
    rows: int
    villages: int
    households: int
    people: int
    changed: int
    unchanged: int
    certifications: int
    refused: tuple[RowFault, ...]
    warnings: tuple[RowFault, ...]
    new_villages: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    is_preview: bool = False


class _Undo(Exception):
    """Ends the transaction of a preview without keeping anything."""


@dataclass
class _Checked:
    people: list[RosterPerson] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    refused: list[RowFault] = field(default_factory=list)
    warnings: list[RowFault] = field(default_factory=list)
    repeated: list[tuple[Row, RosterPerson]] = field(default_factory=list)
    questions: dict[str, Question] = field(default_factory=dict)


def import_roster_file(
    desk: Desk,
    path: Path,
    progress: Progress = lambda done, total: None,
    answers: Answers | None = None,
    *,
    is_preview: bool = False,
) -> RosterImport:
    """Import a roster (xlsx, xls or csv) into the desk's station in one transaction.

    The same file again changes nothing. ``progress`` is told (rows done, rows in all).
    A village or a household that is nearly one on record is asked about: its rows are refused
    until ``answers`` say which is meant. With ``is_preview`` all is done and nothing is kept.
    Raises BadInput only for a file that is no roster at all.
    """
    _, table = read_layout(path, _LAYOUTS)
    checked = _check_rows(desk, table, progress)
    meant = _ask(desk, checked, answers or Answers())
    merged = Merged()
    try:
        with desk.writing("import_roster"):
            merged = merge_roster(desk, checked.people, table.file_name)
            record_answers(desk, meant)
            doubtful = checked.repeated + [
                (checked.rows[at_], checked.people[at_]) for at_ in merged.refused
            ]
            record_refused_rows(desk, _listed(table, doubtful), table.file_name)
            if is_preview:
                raise _Undo
    except _Undo:
        pass
    refused = checked.refused + [
        fault_at(checked.rows[position], words.NUMBER, reason)
        for position, reason in merged.refused.items()
    ]
    sheets = {name: position for position, name in enumerate(table.sheets)}
    return RosterImport(
        file=table.file_name,
        rows=len(table.rows),
        villages=merged.villages,
        households=merged.households,
        people=merged.people,
        changed=merged.changed,
        unchanged=merged.unchanged,
        certifications=merged.certifications,
        refused=tuple(sorted(refused, key=lambda each: (sheets.get(each.sheet, 0), each.row))),
        warnings=(*checked.warnings, *unread_faults(table)),
        new_villages=tuple(merged.new_villages),
        questions=tuple(checked.questions.values()),
        is_preview=is_preview,
    )


def _check_rows(desk: Desk, table: Table, progress: Progress) -> _Checked:
    checked, first_rows = _Checked(), dict[str, Row]()
    villages = _villages_of_sheets(desk, table)
    heads: dict[tuple[str, str], list[tuple[Row, str, RosterPerson]]] = defaultdict(list)

    def read(reader: RosterReader) -> RosterPerson:
        person = reader.read(villages.get(reader.row.sheet, ""))
        reader.column = words.NUMBER
        first = first_rows.setdefault(person.id_number, reader.row)
        if first is not reader.row:
            checked.repeated.append((reader.row, person))
            raise BadInput(f"与{at(first, reader.row)}证件号码重复")
        checked.refused += reader.unread
        checked.warnings += reader.warnings
        heads[person.village, person.household_number].append((reader.row, reader.head, person))
        return person

    checked.people, checked.rows, refused = read_rows(
        table,
        lambda row: RosterReader(table, row, desk.category_named, desk.business_date),
        read,
        progress,
    )
    checked.refused += refused
    for members in heads.values():
        checked.warnings += _head_faults(members)
    return checked


def _villages_of_sheets(desk: Desk, table: Table) -> dict[str, str]:
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


def _head_faults(members: Sequence[tuple[Row, str, RosterPerson]]) -> Iterator[RowFault]:
    """Yield one hint for a household with two heads, or with one who is not there."""
    of_relation = [(row, each) for row, _, each in members if each.relation == _HEAD]
    first = members[0][2]
    where = f"{first.village} {first.household_number} 户"
    if len(of_relation) > 1:
        named = "、".join(each.name for _, each in of_relation[:_LAST])
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


def _ask(desk: Desk, checked: _Checked, answers: Answers) -> dict[str, str]:
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
        number = meant.partition("/")[2]
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


def _listed(table: Table, rows: Sequence[tuple[Row, RosterPerson]]) -> list[ListedPerson]:
    """Return refused rows as they are compared with who holds their numbers."""
    return [
        ListedPerson(
            name=person.name,
            id_number=person.id_number,
            source=f"{table.file_name} {f'{row.sheet}表 ' if row.sheet else ''}第 {row.number} 行",
            village=person.village,
            household=person.household_number,
        )
        for row, person in rows
    ]
