"""Importing a roster file (花名册、参保底册): every row is checked, every refusal listed.

A refused row never refuses the file, and no row is dropped in silence.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from models.base.errors import BadInput
from models.base.long_work import Progress
from models.people.department_list.number import bare_number
from models.people.duplicates.compare_rows import ListedPerson, record_refused_rows
from models.people.members_named import places_of
from models.people.roster import Merged, RosterPerson, merge_roster
from models.people.roster_answers import record_answers
from models.people.roster_questions import (
    Answers,
    Question,
)
from models.station.desk import Desk
from models.station.rehearse import rehearse
from seed import heading_words as words
from seed.doors import ROSTER, ROSTER_INSURANCE
from seed.roster_places import CheckedRows, ask, head_faults, villages_of_sheets
from seed.roster_row import COLUMNS, RosterReader
from seed.row_reader import at, read_rows
from seed.table_file import Row, RowFault, Table, fault_at, read_layout
from seed.understood import (
    Excluded,
    Explained,
    ReadColumn,
    keep_answers,
    left_faults,
    understand,
    unread_faults,
)

_SETTLED_COLUMNS = {"phone": "手机号码", "name": words.NAME, "relation": "与户主关系"}
_LAYOUTS = {
    "village": COLUMNS,
    # A sheet a village, or the village above its households.
    "sheet": tuple(
        replace(each, is_required=each.is_required and each.name != words.VILLAGE)
        for each in COLUMNS
    ),
}


@dataclass(frozen=True)
class RosterImport:
    """What an import did, or would do.

    ``refused`` rows were left out, save that a category nobody knows leaves the person in;
    ``warnings`` came in all the same. ``questions`` are what the refused rows wait for.
    ``left`` are rows of people who are dead or gone: none became a member, nor was one changed.
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
    left: tuple[RowFault, ...] = ()
    columns: tuple[ReadColumn, ...] = ()
    is_preview: bool = False


def import_roster_file(
    desk: Desk,
    path: Path,
    progress: Progress = lambda done, total: None,
    answers: Answers | None = None,
    explained: Explained | None = None,
    *,
    is_preview: bool = False,
) -> RosterImport:
    """Import a roster (xlsx, xls or csv) into the desk's station in one transaction.

    The same file again changes nothing. ``progress`` is told (rows done, rows in all).
    A village or a household that is nearly one on record is asked about: its rows are refused
    until ``answers`` say which is meant. With ``is_preview`` all is done and nothing is kept.
    Raises BadInput only for a file that is no roster at all, RefusedByRule for a column that
    may say who is no member and is not understood.
    """
    _, whole = read_layout(path, _LAYOUTS)
    explained = explained or Explained(desk.business_date)
    understood = understand(
        whole, ROSTER, explained, {"参保情况": ROSTER_INSURANCE, "备注": ROSTER}
    )
    table, excluded = understood.split(whole)
    checked = _check_rows(desk, table, progress)
    meant = ask(desk, checked, answers or Answers())

    def act() -> Merged:
        with desk.writing("import_roster"):
            keep_answers(desk, "import_roster", understood.layout, explained)
            merged = merge_roster(desk, checked.people, table.file_name)
            record_answers(desk, meant)
            doubtful = checked.repeated + [
                (checked.rows[at_], checked.people[at_]) for at_ in merged.refused
            ]
            record_refused_rows(desk, _listed(table, doubtful), table.file_name)
        return merged

    merged = rehearse(desk, act, "import_roster") if is_preview else act()
    refused = checked.refused + [
        fault_at(checked.rows[position], words.NUMBER, reason)
        for position, reason in merged.refused.items()
    ]
    sheets = {name: position for position, name in enumerate(table.sheets)}
    return RosterImport(
        file=table.file_name,
        rows=len(whole.rows),
        villages=merged.villages,
        households=merged.households,
        people=merged.people,
        changed=merged.changed,
        unchanged=merged.unchanged,
        certifications=merged.certifications,
        refused=tuple(sorted(refused, key=lambda each: (sheets.get(each.sheet, 0), each.row))),
        warnings=(
            *checked.warnings,
            *unread_faults(table, understood.unread),
            *_settled(checked, merged),
        ),
        new_villages=tuple(merged.new_villages),
        questions=tuple(checked.questions.values()),
        left=tuple(_left(desk, excluded)),
        columns=understood.columns,
        is_preview=is_preview,
    )


def _settled(checked: CheckedRows, merged: Merged) -> Iterator[RowFault]:
    """Yield the cells that still say what the counter has put right since."""
    for position, columns in merged.settled.items():
        for each in columns:
            reason = "柜台已改过，名册还是改以前的，没有采用；名册是对的，请在柜台改回"
            yield fault_at(checked.rows[position], _SETTLED_COLUMNS[each], reason)


def _left(desk: Desk, rows: Sequence[tuple[Row, Excluded]]) -> Iterator[RowFault]:
    """Yield people who are dead or gone by their roster, and where they are members of ours."""
    numbers = [bare_number(row.cells[words.NUMBER]) for row, _ in rows]
    places = places_of(desk, numbers)
    for each, number in zip(rows, numbers, strict=True):
        place = places.get(number)
        done = f"本站 {place}有此人，没有改动，请核对后办「变更」" if place else "没有录入"
        yield from left_faults([each], done=done)


def _check_rows(desk: Desk, table: Table, progress: Progress) -> CheckedRows:
    checked, first_rows = CheckedRows(), dict[str, Row]()
    villages = villages_of_sheets(desk, table)
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
        checked.warnings += head_faults(members)
    return checked


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
