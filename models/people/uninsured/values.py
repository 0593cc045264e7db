"""Somebody whom lists of the uninsured name, with all that is known; and whole rounds of it."""

import datetime as dt
from dataclasses import dataclass

from models.base.terms import Insurance
from models.people.uninsured.label import Label
from models.people.uninsured.standing import Standing
from models.store.tables.uninsured import UninsuredList

NOWHERE = "村不明"
"""The group of those whom neither the roster nor the sender's words place in a village."""


@dataclass(frozen=True)
class Listed:
    """One person, however many lists and rows name them; ``key`` is the number of the first row.

    ``village`` is the station's own, by the roster before the sender's words, or ``NOWHERE``.
    ``asked`` are the villages asked about them and when, the latest first.
    """

    key: int
    rows: tuple[int, ...]
    name: str
    id_number: str
    fault: str
    village: str
    sender_village: str
    household: str
    head: str
    person_id: int | None
    label: Label
    standing: Standing
    asked: tuple[tuple[str, dt.date], ...]

    @property
    def is_to_ask(self) -> bool:
        """Whether a village has to say something about them: nothing counts, not enrolled."""
        return self.standing.state == "none" and self.label.word != "已参保"

    @property
    def reason(self) -> str:
        """What is reported: enrolled by now, or the answer that counts; empty where none does."""
        return "已参保" if self.label.word == "已参保" else self.standing.reason


@dataclass(frozen=True)
class Added:
    """Somebody whom no list names, but a cadre added to what came back."""

    name: str
    id_number: str
    village: str
    said: str
    note: str
    phone: str
    file: str
    place: int


@dataclass(frozen=True)
class Roll:
    """All who are listed for an insurance and year, in the order of the lists, by whom."""

    insurance: Insurance
    levy_year: int
    lists: tuple[UninsuredList, ...]
    people: tuple[Listed, ...]
    added: tuple[Added, ...]
    villages: tuple[str, ...]

    def by_village(self) -> dict[str, list[Listed]]:
        """Return the people by village, in the order of the station's, ``NOWHERE`` last."""
        found: dict[str, list[Listed]] = {name: [] for name in (*self.villages, NOWHERE)}
        for each in self.people:
            found[each.village].append(each)
        return {name: people for name, people in found.items() if people}
