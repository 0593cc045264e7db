"""Who is meant by a row of a village's list: by number, or by household and name."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from models.base.text import mask_id
from models.counter.village.values import Kind, ListedRow
from models.levy.family import Household, Member
from models.station.desk import Desk

_ELSEWHERE = (
    "SELECT v.name AS village, h.number FROM person p "
    "JOIN household h ON h.station_id = p.station_id AND h.id = p.household_id "
    "JOIN village v ON v.station_id = h.station_id AND v.id = h.village_id "
    "WHERE p.station_id = ? AND p.id_number = ?"
)


class _Elsewhere(NamedTuple):
    village: str
    number: str


@dataclass(frozen=True)
class Meant:
    """Whom a row means; ``members`` is None for all of the household.

    ``fault`` is what is wrong with it, with a note; a household may be known all the same.
    """

    row: ListedRow
    home: Household | None = None
    members: tuple[Member, ...] | None = ()
    fault: Kind | None = None
    note: str = ""


@dataclass(frozen=True)
class _Register:
    """The people of a village by their numbers, whole or masked, and its households by theirs."""

    by_person: Mapping[str, list[tuple[Household, Member]]] = field(default_factory=dict)
    by_number: Mapping[str, list[Household]] = field(default_factory=dict)

    def home(self, number: str) -> Household | None:
        """Return the household of this number, with or without leading zeros."""
        found = self.by_number.get(number) or self.by_number.get(number.lstrip("0"), [])
        return found[0] if len(found) == 1 else None


def meant_by(desk: Desk, homes: Sequence[Household], rows: Sequence[ListedRow]) -> list[Meant]:
    """Return whom each row of a list of these households means."""
    by_person: dict[str, list[tuple[Household, Member]]] = defaultdict(list)
    by_number: dict[str, list[Household]] = defaultdict(list)
    for home in homes:
        for key in {home.number, home.number.lstrip("0")}:
            by_number[key].append(home)
        for member in home.members:
            for number in {member.id_number, mask_id(member.id_number)}:
                by_person[number].append((home, member))
    register = _Register(by_person, by_number)
    return [_meant(desk, register, row) for row in rows]


def _meant(desk: Desk, register: _Register, row: ListedRow) -> Meant:
    home = register.home(row.household) if row.household else None
    if row.fault:
        return Meant(row, home, fault="bad_row", note=row.fault)
    if row.id_number:
        return _by_number(desk, register, row)
    if home is None:
        if not row.household:
            return Meant(row, fault="unclear", note="没有证件号码，也没有户编号，请补填")
        return Meant(row, fault="unknown", note=f"本村没有 {row.household} 户，请核对户编号")
    if not row.name:
        return Meant(row, home, None)
    namesakes = tuple(each for each in home.members if each.name == row.name)
    if len(namesakes) == 1:
        return Meant(row, home, namesakes)
    if namesakes:
        return Meant(row, home, fault="unclear", note="这一户有两人同名，请补填证件号码")
    known = "、".join(each.name for each in home.members)
    return Meant(row, home, fault="name_differs", note=f"{home.number} 户是 {known}，请核对")


def _by_number(desk: Desk, register: _Register, row: ListedRow) -> Meant:
    found = register.by_person.get(row.id_number, [])
    if len(found) > 1:
        found = [each for each in found if each[1].name == row.name]
    if len(found) != 1:
        if "*" in row.id_number:
            return Meant(row, fault="unclear", note="证件号码不全，对不上一个人，请写完整")
        others = desk.store.query(_Elsewhere, _ELSEWHERE, (desk.station_id, row.id_number))
        if others:
            where = f"{others[0].village} {others[0].number} 户"
            return Meant(row, fault="other_village", note=f"花名册上在 {where}")
        return Meant(row, fault="unknown", note="花名册上没有这个证件号码，请核对，或先办变更")
    home, member = found[0]
    if row.name and member.name != row.name:
        return Meant(row, home, (member,), "name_differs", f"花名册上是 {member.name}，请核对")
    return Meant(row, home, (member,))
