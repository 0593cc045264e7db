"""Files that come back from the villages: what each row says, and about whom."""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from models.base.text import mask_id
from models.people.uninsured.reasons import reason_of
from models.people.uninsured.values import Listed, Roll


@dataclass(frozen=True)
class ReturnedRow:
    """A row that came back. ``number`` may be masked, ``key`` missing or of another row."""

    place: int
    key: str
    name: str
    number: str
    said: str
    note: str
    phone: str

    @property
    def reason(self) -> str:
        """The reason that was meant; empty where nobody can be certain."""
        return reason_of(self.said)

    @property
    def content(self) -> tuple[str, str, str]:
        """What is told by it."""
        return self.said, self.note, self.phone


@dataclass(frozen=True)
class ReturnedFile:
    """A file that came back: its rows with something in them."""

    file: str
    rows: tuple[ReturnedRow, ...]

    @property
    def digest(self) -> str:
        """What makes it the same file again, however it was saved and in whatever order."""
        told = sorted([row.key, row.name, row.number, *row.content] for row in self.rows)
        return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


class Asked(NamedTuple):
    """A workbook that went out."""

    asking_id: int
    mark: str
    village: str


class Matcher:
    """Who a row is about: by its key, by the number, by the name and what is seen of the number.

    A key alone is not believed: rows are copied, and keys filled down with them.
    """

    def __init__(self, roll: Roll, askings: Iterable[Asked], asked: dict[int, set[int]]) -> None:
        self._by_key = {row: each for each in roll.people for row in each.rows}
        self._by_number = {
            (each.id_number, each.name): each for each in roll.people if not each.fault
        }
        self._by_name: dict[str, list[Listed]] = defaultdict(list)
        for each in roll.people:
            self._by_name[each.name].append(each)
        self._by_mark = {each.mark: each for each in askings}
        self._asked = asked

    def asking_of(self, file: ReturnedFile) -> Asked | None:
        """Return which workbook a file is: by the marks of its rows, else by whom it names."""
        marks = Counter(row.key.partition("-")[0] for row in file.rows)
        for mark, _ in marks.most_common():
            if mark in self._by_mark:
                return self._by_mark[mark]
        found = [self.person(row, None) for row in file.rows]
        keys = {each.key for each in found if each is not None}
        best, most = None, 0
        for asking in self._by_mark.values():
            common = len(keys & self._asked.get(asking.asking_id, set()))
            if common and common >= most:
                best, most = asking, common
        return best

    def asked_in(self, asking: Asked | None) -> list[Listed]:
        """Return whom a workbook asks about, each once."""
        keys = self._asked.get(asking.asking_id, set()) if asking else set()
        people = {each.key: each for key in sorted(keys) if (each := self._by_key.get(key))}
        return list(people.values())

    def person(self, row: ReturnedRow, asking: Asked | None) -> Listed | None:
        """Return who is meant; None for somebody whom no list names."""
        mark, _, number = row.key.partition("-")
        keyed = self._by_key.get(int(number)) if number.isdecimal() else None
        if keyed and mark in self._by_mark and self._is(keyed, row):
            return keyed
        if (row.number, row.name) in self._by_number:
            return self._by_number[row.number, row.name]
        alike = [
            each
            for each in self._by_name.get(row.name, ())
            if not row.number or row.number in (each.id_number, mask_id(each.id_number))
        ]
        own = {each.key for each in self.asked_in(asking)}
        here = [each for each in alike if each.key in own]
        if len(here) == 1 or not row.number:
            alike = here  # a bare name says somebody only among those who were asked about
        return alike[0] if len(alike) == 1 else None

    @staticmethod
    def _is(each: Listed, row: ReturnedRow) -> bool:
        shown = (each.id_number, mask_id(each.id_number))
        if row.number and row.number not in shown:
            return False
        return row.name == each.name or (bool(row.number) and not row.name)


def by_person(
    file: ReturnedFile, matcher: Matcher, asking: Asked | None
) -> tuple[dict[int, list[ReturnedRow]], list[ReturnedRow], list[ReturnedRow]]:
    """Return a file's rows by whom they are about, of people added, and those of nobody."""
    about: dict[int, list[ReturnedRow]] = defaultdict(list)
    added: list[ReturnedRow] = []
    nobody: list[ReturnedRow] = []
    for row in file.rows:
        person = matcher.person(row, asking)
        if person is not None:
            about[person.key].append(row)
        else:
            (added if row.name else nobody).append(row)
    return about, added, nobody


def told(rows: Sequence[ReturnedRow]) -> list[ReturnedRow]:
    """Return the rows that say something."""
    return [row for row in rows if any(row.content)]
