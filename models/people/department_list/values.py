"""What a department's list says, and what it would change: frozen values."""

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True)
class ListEntry:
    """One name on a list, with where it stands (``row``, ``column``, as a spreadsheet shows it).

    ``number`` is a valid identity number, or what stands there if ``fault`` says why it
    (or another cell of the entry) cannot be used. ``starts`` and ``until`` are the entry's
    own dates, where the list has them; ``paper`` is the certificate or document, ``part`` the
    part of the category that its row or sheet states. ``out`` says why its own row takes the
    person off the list (停发, 死亡): then he is on it only to be named.
    """

    row: int
    column: str
    name: str
    number: str
    fault: str = ""
    village: str = ""
    starts: dt.date | None = None
    until: dt.date | None = None
    paper: str = ""
    sheet: str = ""
    part: str = ""
    out: str = ""

    @property
    def lacks_number(self) -> bool:
        """There is a name and no identity number at all."""
        return not self.number


@dataclass(frozen=True)
class DepartmentList:
    """A full list of one category, or of a part of it, in force from ``listed_on``.

    ``part`` is the part it was said to be; None where that is to be found.
    """

    category: str
    department: str
    file: str
    listed_on: dt.date
    rows: int
    entries: tuple[ListEntry, ...]
    part: str | None = None


class Villager(NamedTuple):
    """A person of the station, as far as lists are compared with people."""

    person_id: int
    name: str
    id_number: str
    village: str
    household: str
    left_on: dt.date | None = None


class Held(NamedTuple):
    """A certification of the list's category that the station has on record.

    ``part`` is the part of the category in whose list the person stands; None for nobody's.
    """

    certification_id: int
    person_id: int
    starts: dt.date | None
    until: dt.date | None
    certified_by: str
    paper: str
    confirmed_by: str
    is_from_list: bool
    part: str | None = None

    def covers(self, day: dt.date) -> bool:
        """The certification holds on a day; unstated ends are open."""
        return (self.starts or dt.date.min) <= day <= (self.until or dt.date.max)

    def overlaps(self, starts: dt.date | None, until: dt.date | None) -> bool:
        """The certification shares a day with another span."""
        return (self.starts or dt.date.min) <= (until or dt.date.max) and (
            (starts or dt.date.min) <= (self.until or dt.date.max)
        )

    @property
    def span(self) -> str:
        """From when until when, in words."""
        return f"{self.starts or '起始不详'} 至 {self.until or '长期'}"

    @property
    def source(self) -> str:
        """How it came to be on record: by a list, from the roster, or entered by hand."""
        if self.is_from_list:
            return "部门名单"
        return "花名册" if self.certified_by == "花名册" else "手工登记"


class Previous(NamedTuple):
    """A list of the same category that was applied before."""

    listed_on: dt.date
    file: str
    rows: int
    people: int
    part: str = ""
    department: str = ""


@dataclass(frozen=True)
class Joining:
    """Somebody newly in: certified from ``starts`` until ``until``."""

    row: int
    column: str
    villager: Villager
    starts: dt.date
    until: dt.date | None
    paper: str
    part: str = ""


@dataclass(frozen=True)
class Changing:
    """Somebody still in, of whom the list says more; ``changes`` tells what, in words."""

    row: int
    column: str
    villager: Villager
    certification_id: int
    starts: dt.date | None
    until: dt.date | None
    paper: str
    is_ending: bool
    is_confirming: bool
    changes: tuple[str, ...]
    part: str | None = None


@dataclass(frozen=True)
class Leaving:
    """Somebody no longer on the list; the certification ends on ``until``.

    ``stated`` is what the list itself says of it, if it does.
    """

    villager: Villager
    certification_id: int
    starts: dt.date | None
    until: dt.date
    source: str
    part: str = ""
    stated: str = ""


@dataclass(frozen=True)
class Kept:
    """Somebody whom the list does not clearly name, kept as certified until it is checked."""

    villager: Villager
    reason: str


@dataclass(frozen=True)
class Candidate:
    """A person of the station whom an entry may mean, and what they have in common."""

    villager: Villager
    likeness: str


@dataclass(frozen=True)
class Doubtful:
    """An entry that is not applied, why, and whom of the station it may mean."""

    row: int
    column: str
    name: str
    number: str
    reason: str
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True)
class Adopted:
    """A certification that comes to stand in a part without any other change."""

    certification_id: int
    part: str


@dataclass(frozen=True)
class PartCount:
    """One part that a list stands for: its people on the list, and who held it before.

    ``left`` counts those whom the list takes off itself.
    """

    part: str
    rows: int
    people: int
    left: int
    holders: int
    previous: Previous | None
    latest_on: dt.date | None


@dataclass(frozen=True)
class ListPreview:
    """What a list would change, and everything in it that would change nothing.

    ``people`` counts the station's people the list names by a valid number, ``holders``
    those who hold the category on the day of the list; ``left`` are its rows that take people
    off it themselves. ``incomplete`` says why the list
    looks incomplete; empty if it does not. ``part`` is what the list stands for, as it is shown,
    ``parts`` each part of it with its counts, ``hints`` what to know about them; ``unclear`` says
    why somebody has to say which part it is.
    """

    people: int
    holders: int
    previous: Previous | None
    unchanged: int
    newly_in: tuple[Joining, ...]
    changed: tuple[Changing, ...]
    gone: tuple[Leaving, ...]
    kept: tuple[Kept, ...]
    unmatched: tuple[Doubtful, ...]
    conflicting: tuple[Doubtful, ...]
    faults: tuple[Doubtful, ...]
    left: tuple[Doubtful, ...]
    incomplete: tuple[str, ...]
    part: str = ""
    parts: tuple[PartCount, ...] = ()
    adopted: tuple[Adopted, ...] = ()
    hints: tuple[str, ...] = ()
    unclear: str = ""

    @property
    def is_nothing(self) -> bool:
        """The list changes nobody."""
        return not (self.newly_in or self.changed or self.gone)
