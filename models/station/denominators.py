"""What an enrolment rate (参保率) is of: a number of people, or its parts, each by its document.

A bureau states either the people to enrol (应参保人数), or the registered people (户籍人口) and
who of them is not to enrol here. Where both are known, what was stated last counts. Permanent
residents (常住人口) are counted beside the registered, where a notice asks for their rate too.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from models.base.errors import BadInput
from models.base.terms import Insurance
from models.station.desk import Desk
from models.store.acts import days_of_acts
from models.store.tables.station import DenominatorPart

WHOLE, REGISTERED, PERMANENT = "应参保人数", "户籍人口", "常住人口"
LESS = (
    "职工参保", "异地参保", "在校参保", "服役", "服刑", "死亡", "迁出", "失踪", "其他不参保",
)  # fmt: skip
"""Who of the registered people is not to enrol here."""
ADDED = ("非本地户籍应参保",)
"""Who is to enrol here without being registered here."""
PARTS = (WHOLE, REGISTERED, *LESS, *ADDED, PERMANENT)
MOST_PEOPLE = 99_999_999


class NotSettable(BadInput):
    """A target or a part that cannot be; ``field`` is the column or blank it stands in."""

    def __init__(self, message: str, field: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class Stated:
    """A part as a document states it."""

    people: int
    document: str


@dataclass(frozen=True)
class Denominator:
    """What is known of a village, or of the township: the parts that count.

    ``whole_is_last``: the whole was stated after the parts, and counts instead of them.
    """

    parts: Mapping[str, Stated]
    whole_is_last: bool = True

    @property
    def of_parts(self) -> int | None:
        """The registered people less who is not to enrol here; None where they are not stated."""
        if REGISTERED not in self.parts:
            return None
        more = sum(self._people(each) for each in (REGISTERED, *ADDED))
        return more - sum(self._people(each) for each in LESS)

    @property
    def people(self) -> int | None:
        """How many are to enrol; None where nobody has stated it."""
        whole, of_parts = self.parts.get(WHOLE), self.of_parts
        if whole is not None and (self.whole_is_last or of_parts is None):
            return whole.people
        return of_parts

    @property
    def permanent(self) -> int | None:
        """The permanent residents; None where nobody has stated them."""
        stated = self.parts.get(PERMANENT)
        return stated.people if stated else None

    @property
    def contradiction(self) -> int | None:
        """By how many people the whole differs from its parts; None where it does not."""
        whole, of_parts = self.parts.get(WHOLE), self.of_parts
        if whole is None or of_parts is None or whole.people == of_parts:
            return None
        return whole.people - of_parts

    def _people(self, part: str) -> int:
        stated = self.parts.get(part)
        return stated.people if stated else 0


NOTHING = Denominator({})


def denominator_of(rows: Iterable[DenominatorPart]) -> Denominator:
    """Return what rows of one village, insurance and year say, in the order of recording."""
    parts: dict[str, Stated] = {}
    last = {"whole": 0, "parts": 0}
    for row in rows:
        parts[row.part] = Stated(row.people, row.document)
        if row.part != PERMANENT:
            last["whole" if row.part == WHOLE else "parts"] = row.id
    return Denominator(parts, whole_is_last=last["whole"] > last["parts"])


def read_denominators(
    desk: Desk, insurance: Insurance, levy_year: int, recorded_by: dt.date | None = None
) -> dict[int | None, Denominator]:
    """Return what is known by village (None: the township), recorded by a business date."""
    rows = desk.store.find(
        DenominatorPart, station_id=desk.station_id, insurance=insurance, levy_year=levy_year
    )
    if recorded_by is not None and rows:
        days = days_of_acts(desk.store, desk.station_id, DenominatorPart)
        rows = [each for each in rows if days.get(each.id, recorded_by) <= recorded_by]
    by_village: dict[int | None, list[DenominatorPart]] = {}
    for row in rows:
        by_village.setdefault(row.village_id, []).append(row)
    return {village_id: denominator_of(own) for village_id, own in by_village.items()}


def check_parts(parts: Mapping[str, int]) -> None:
    """Raise BadInput for an unknown part, an impossible number, or deductions beyond the whole."""
    for name, people in parts.items():
        if name not in PARTS:
            known = "、".join(PARTS)
            raise NotSettable(f"“{name[:20]}”不是应参保人数的一部分，可用：{known}", name)
        check_people(people, name)


def check_people(people: int, title: str) -> int:
    """Return a number of people; raises BadInput for one that cannot be."""
    if not 0 <= people <= MOST_PEOPLE:
        raise NotSettable(f"{title} {people} 应在 0 到 {MOST_PEOPLE} 之间，请核对", title)
    return people


def refuse_negative(known: Denominator, place: str) -> None:
    """Raise BadInput where more people are taken off than are registered."""
    if known.of_parts is not None and known.of_parts < 0:
        more = -known.of_parts
        raise NotSettable(f"{place}不参保的人加起来比户籍人口多 {more} 人，请核对", REGISTERED)


class PartLine(NamedTuple):
    """A part as kept: of a village, or (no village) of the whole township."""

    insurance: Insurance
    levy_year: int
    village: str
    part: str
    people: int
    document: str


def list_denominators(desk: Desk) -> tuple[PartLine, ...]:
    """Return the parts that count now, the township's first, then the villages in order."""
    rows = desk.store.query(
        PartLine,
        "SELECT d.insurance, d.levy_year, coalesce(v.name, '') AS village, d.part, d.people, "
        "d.document FROM denominator_part d "
        "LEFT JOIN village v ON v.station_id = d.station_id AND v.id = d.village_id "
        "WHERE d.station_id = ? AND NOT EXISTS (SELECT 1 FROM denominator_part l "
        "WHERE l.station_id = d.station_id AND l.insurance = d.insurance "
        "AND l.levy_year = d.levy_year AND l.part = d.part AND l.id > d.id "
        "AND coalesce(l.village_id, 0) = coalesce(d.village_id, 0)) "
        "ORDER BY d.insurance, d.levy_year, coalesce(v.position, 0), d.id",
        (desk.station_id,),
    )
    return tuple(rows)
