"""Taking what came back from the villages: counted person by person, previewed by being done.

Nothing is lost in silence: rows that were deleted count as not answered and are named, rows
that were added are kept to be looked at, words that nobody understands and answers that
contradict each other are listed and count for nothing until somebody chooses.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from models.base.errors import BadInput
from models.people.uninsured.read import read_roll
from models.people.uninsured.returned import (
    Asked,
    Matcher,
    ReturnedFile,
    ReturnedRow,
    by_person,
    told,
)
from models.people.uninsured.values import Listed, Roll
from models.station.desk import Desk
from models.station.rehearse import rehearse
from models.store.tables.uninsured import UninsuredAnswer, UninsuredAsked, UninsuredReturn

_ASKINGS = """
SELECT id AS asking_id, mark, village FROM uninsured_asking WHERE station_id = ? ORDER BY id
"""
_LAST = """
SELECT a.return_id, t.village, a.row_id, a.name, a.id_number, a.said, a.note, a.phone
FROM uninsured_answer a
JOIN uninsured_return t ON t.station_id = a.station_id AND t.id = a.return_id
WHERE a.station_id = ? ORDER BY a.id
"""


class _Last(NamedTuple):
    return_id: int
    village: str
    row_id: int | None
    name: str
    id_number: str
    said: str
    note: str
    phone: str


@dataclass(frozen=True)
class FileTaken:
    """What became of a file. People it asked about are counted once, in one of the figures.

    ``answered`` are new, ``unchanged`` said the same before; ``unanswered`` are blank,
    ``deleted`` those whose rows are gone. ``others`` are people of other villages' workbooks,
    ``added`` people whom no list names, ``nobody`` rows that name nobody.
    """

    file: str
    village: str
    is_known: bool
    rows: int
    answered: int = 0
    unchanged: int = 0
    unanswered: int = 0
    conflicting: int = 0
    unclear: int = 0
    deleted: tuple[str, ...] = ()
    others: int = 0
    added: tuple[str, ...] = ()
    nobody: tuple[int, ...] = ()


@dataclass(frozen=True)
class Doubtful:
    """Somebody for whom nothing counts: what was said, and where."""

    key: int
    name: str
    village: str
    said: tuple[str, ...]


@dataclass(frozen=True)
class TakenBack:
    """What became of the files, and who is open because of them."""

    files: tuple[FileTaken, ...]
    conflicts: tuple[Doubtful, ...]
    unclear: tuple[Doubtful, ...]


def take_back(
    desk: Desk, files: Sequence[ReturnedFile], *, is_rehearsal: bool = False
) -> TakenBack:
    """Record what came back, in one transaction; the same file again changes nothing.

    A rehearsal does it all, tells what came of it, and takes it back.
    """
    if is_rehearsal:
        return rehearse(desk, lambda: _take(desk, files), "answer_uninsured")
    with desk.writing("answer_uninsured"):
        return _take(desk, files)


@dataclass(frozen=True)
class _Sorted:
    """A file by whom it is about, with those whose answers are new."""

    file: ReturnedFile
    asking: Asked | None
    about: dict[int, list[ReturnedRow]]
    new: frozenset[int]
    added: tuple[ReturnedRow, ...]
    nobody: tuple[ReturnedRow, ...]


def _take(desk: Desk, files: Sequence[ReturnedFile]) -> TakenBack:
    roll = read_roll(desk)
    askings = desk.store.query(Asked, _ASKINGS, (desk.station_id,))
    asked: dict[int, set[int]] = defaultdict(set)
    for each in desk.store.find(UninsuredAsked, station_id=desk.station_id):
        asked[each.asking_id].add(each.row_id)
    matcher = Matcher(roll, askings, asked)
    if not askings:
        raise BadInput("还没有向各村下发过未参保核查表，请先「下发」")
    done = [_take_one(desk, each, matcher) for each in files]
    after = read_roll(desk)
    people = {row: each for each in after.people for row in each.rows}
    taken = tuple(_counted(each, matcher, people) for each in done)
    touched = {key for each in done if isinstance(each, _Sorted) for key in each.about}
    return TakenBack(
        taken, _doubtful(after, touched, "conflict"), _doubtful(after, touched, "unclear")
    )


def _take_one(desk: Desk, file: ReturnedFile, matcher: Matcher) -> _Sorted | FileTaken:
    asking = matcher.asking_of(file)
    village = asking.village if asking else ""
    own = {"station_id": desk.station_id, "digest": file.digest}
    if desk.store.get(UninsuredReturn, **own) is not None:
        return FileTaken(file.file, village, True, len(file.rows))
    if asking is None:
        raise BadInput(
            f"{file.file}：认不出是哪个村的核查表（行标识列没有了，也没有一个名单上的人），"
            "请用下发的表填写后再交回"
        )
    about, added, nobody = by_person(file, matcher, asking)
    before, added_before = _before(desk, village)
    new = frozenset(
        key
        for key, rows in about.items()
        if told(rows) and {row.content for row in told(rows)} != before.get(key, set())
    )
    fresh = tuple(row for row in added if (row.name, row.number, *row.content) not in added_before)
    sorted_file = _Sorted(file, asking, about, new, fresh, tuple(nobody))
    _write(desk, sorted_file)
    return sorted_file


def _before(
    desk: Desk, village: str
) -> tuple[dict[int, set[tuple[str, str, str]]], set[tuple[str, ...]]]:
    """Return what a village said last about each person, and whom it added."""
    last: dict[int, tuple[int, set[tuple[str, str, str]]]] = {}
    added: set[tuple[str, ...]] = set()
    for each in desk.store.query(_Last, _LAST, (desk.station_id,)):
        if each.village != village:
            continue
        content = (each.said, each.note, each.phone)
        if each.row_id is None:
            added.add((each.name, each.id_number, *content))
            continue
        if last.get(each.row_id, (0, set()))[0] != each.return_id:
            last[each.row_id] = each.return_id, set()
        last[each.row_id][1].add(content)
    return {key: said for key, (_, said) in last.items()}, added


def _write(desk: Desk, each: _Sorted) -> None:
    """Keep the file, and every answer of it that is new."""
    assert each.asking is not None
    kept = desk.store.add(
        UninsuredReturn(
            asking_id=each.asking.asking_id,
            village=each.asking.village,
            file=each.file.file,
            digest=each.file.digest,
            rows=len(each.file.rows),
            business_date=desk.business_date,
            **desk.stamp(),
        )
    )
    answers = [(key, row) for key in sorted(each.new) for row in told(each.about[key])]
    stamp = desk.stamp()
    desk.store.add_all(
        UninsuredAnswer(
            return_id=kept.id,
            place=row.place,
            row_id=key,
            name=row.name,
            id_number=row.number,
            reason=row.reason,
            said=row.said,
            note=row.note,
            phone=row.phone,
            business_date=desk.business_date,
            **stamp,
        )
        for key, row in (*answers, *((None, row) for row in each.added))
    )
    told_of = f"answers {len(answers)} added {len(each.added)}"
    desk.record("answer_uninsured", f"return {kept.id}", told_of)


def _counted(each: _Sorted | FileTaken, matcher: Matcher, people: dict[int, Listed]) -> FileTaken:
    """Return a file's figures, by what counts after all files were taken."""
    if isinstance(each, FileTaken):
        return each
    assert each.asking is not None
    own = matcher.asked_in(each.asking)
    keys = {person.key for person in own}
    figures = {"answered": 0, "unchanged": 0, "unanswered": 0, "conflicting": 0, "unclear": 0}
    for key in keys & set(each.about):
        figures[_figure(each, key, people[key])] += 1
    return FileTaken(
        file=each.file.file,
        village=each.asking.village,
        is_known=False,
        rows=len(each.file.rows),
        deleted=tuple(person.name for person in own if person.key not in each.about),
        others=sum(bool(told(rows)) for key, rows in each.about.items() if key not in keys),
        added=tuple(row.name for row in each.added),
        nobody=tuple(row.place for row in each.nobody),
        **figures,
    )


def _figure(each: _Sorted, key: int, person: Listed) -> str:
    if not any(row.said for row in each.about[key]):
        return "unanswered"
    state = person.standing.state
    if state == "conflict":
        return "conflicting"
    if state == "unclear":
        return "unclear"
    return "answered" if key in each.new else "unchanged"


def _doubtful(roll: Roll, touched: set[int], state: str) -> tuple[Doubtful, ...]:
    return tuple(
        Doubtful(each.key, each.name, each.village, tuple(map(str, each.standing.open)))
        for each in roll.people
        if each.standing.state == state and each.key in touched
    )
