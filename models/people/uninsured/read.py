"""Reading who is listed: the rows of all lists of a year, put together by person, with facts.

The number of queries is constant. Everything joins the lists' rows, so that what is read
follows the lists and not the station.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from models.base.errors import BadInput
from models.base.terms import INSURANCE_TITLES, Insurance
from models.people.uninsured.label import Facts, label_of
from models.people.uninsured.place import Places
from models.people.uninsured.standing import Answer, standing_of
from models.people.uninsured.values import NOWHERE, Added, Listed, Roll
from models.station.desk import Desk
from models.store.tables.uninsured import UninsuredList, UninsuredWithdrawal
from models.villages.division import division_on

_ROWS = """
SELECT r.id, r.list_id, r.name, r.id_number, r.village, r.fault FROM uninsured_row r
JOIN uninsured_list l ON l.station_id = r.station_id AND l.id = r.list_id
WHERE r.station_id = ? AND l.insurance = ? AND l.levy_year = ? AND NOT EXISTS (
 SELECT 1 FROM uninsured_withdrawal w WHERE w.station_id = l.station_id AND w.list_id = l.id)
ORDER BY r.id
"""
_PERSON = """
SELECT DISTINCT r.id_number, p.id AS person_id, p.name, p.left_on, p.left_reason, p.enrolment,
 v.name AS village, h.number AS household,
 coalesce((SELECT q.name FROM person q WHERE q.station_id = h.station_id AND q.household_id = h.id
  AND q.relation = '户主' AND q.left_on IS NULL ORDER BY q.position LIMIT 1), '') AS head
FROM uninsured_row r
"""
_HOME = """
JOIN household h ON h.station_id = p.station_id AND h.id = p.household_id
JOIN village v ON v.station_id = h.station_id AND v.id = h.village_id
WHERE r.station_id = ? AND r.fault = ''
"""
_PEOPLE = f"""
{_PERSON} JOIN former_number n ON n.station_id = r.station_id AND n.id_number = r.id_number
JOIN person p ON p.station_id = n.station_id AND p.id = n.person_id {_HOME}
UNION ALL
{_PERSON} JOIN person p ON p.station_id = r.station_id AND p.id_number = r.id_number {_HOME}
"""
_ENROLLED = """
SELECT r.id_number FROM uninsured_row r JOIN in_force f ON f.id_number = r.id_number
WHERE r.station_id = ? AND f.insurance = ? AND f.levy_year = ?
UNION
SELECT r.id_number FROM uninsured_row r
JOIN former_number n ON n.station_id = r.station_id AND n.id_number = r.id_number
JOIN payment_line l ON l.station_id = n.station_id AND l.person_id = n.person_id
JOIN in_force f ON f.station_id = l.station_id AND f.line_id = l.id
WHERE r.station_id = ? AND f.insurance = ? AND f.levy_year = ?
"""
_AT_BUREAU = """
SELECT r.id_number FROM uninsured_row r
JOIN self_paid_row s ON s.station_id = r.station_id AND s.id_number = r.id_number
LEFT JOIN self_paid_decision d ON d.station_id = s.station_id AND d.row_id = s.id
LEFT JOIN self_paid_return w ON w.station_id = s.station_id AND w.row_id = s.id
WHERE r.station_id = ? AND s.insurance = ? AND s.levy_year = ? AND s.payment_id IS NULL
 AND d.id IS NULL AND w.id IS NULL AND coalesce(s.kind, '') <> 'reversal'
"""
_ELSEWHERE = """
SELECT p.id_number, d.status FROM duplicate d
JOIN person p ON p.station_id = d.station_id AND p.id = d.person_id
LEFT JOIN duplicate_decision x ON x.station_id = d.station_id AND x.duplicate_id = d.id
WHERE d.station_id = ? AND d.kind = 'insured_elsewhere'
 AND coalesce(x.decision, '') <> 'not_elsewhere' ORDER BY d.id
"""
_NAMESAKES = """
SELECT name, id_number FROM person WHERE station_id = ? AND left_on IS NULL
"""
_ANSWERS = """
SELECT a.row_id, a.return_id, coalesce(t.village, '') AS village, coalesce(t.file, '') AS file,
 o.login AS operator, a.place, a.name, a.id_number, a.reason, a.said, a.note, a.phone,
 a.business_date AS "on"
FROM uninsured_answer a
LEFT JOIN uninsured_return t ON t.station_id = a.station_id AND t.id = a.return_id
JOIN operator o ON o.station_id = a.station_id AND o.id = a.operator_id
WHERE a.station_id = ? ORDER BY a.id
"""
_ASKED = """
SELECT q.row_id, k.village, k.business_date AS "on" FROM uninsured_asked q
JOIN uninsured_asking k ON k.station_id = q.station_id AND k.id = q.asking_id
WHERE q.station_id = ? ORDER BY k.id DESC
"""


class _Row(NamedTuple):
    id: int
    list_id: int
    name: str
    id_number: str
    village: str
    fault: str

    @property
    def who(self) -> str:
        """What, with the name, makes two rows one person; without a good number each is its own."""
        return f"#{self.id}" if self.fault else self.id_number


class _Person(NamedTuple):
    id_number: str
    person_id: int
    name: str
    left_on: dt.date | None
    left_reason: str
    enrolment: str
    village: str
    household: str
    head: str


class _Number(NamedTuple):
    id_number: str


class _Status(NamedTuple):
    id_number: str
    status: str


class _Name(NamedTuple):
    name: str
    id_number: str


class _Answer(NamedTuple):
    row_id: int | None
    return_id: int | None
    village: str
    file: str
    operator: str
    place: int
    name: str
    id_number: str
    reason: str
    said: str
    note: str
    phone: str
    on: dt.date

    def answer(self) -> Answer:
        """Return it as the rule sees it."""
        source = f"{self.file} 第 {self.place} 行" if self.file else f"{self.operator} 登记"
        return Answer(
            self.return_id, self.village, source, self.reason, self.said, self.note, self.phone,
            self.on,
        )  # fmt: skip


class _Asked(NamedTuple):
    row_id: int
    village: str
    on: dt.date


def lists_of(desk: Desk) -> tuple[UninsuredList, ...]:
    """Return every list that was not taken back, in the order in which they came."""
    station = desk.station_id
    gone = {each.list_id for each in desk.store.find(UninsuredWithdrawal, station_id=station)}
    every = desk.store.find(UninsuredList, station_id=station)
    return tuple(each for each in every if each.id not in gone)


def read_roll(desk: Desk, insurance: Insurance | None = None, year: int | None = None) -> Roll:
    """Return who is listed for an insurance and year; without them, for those listed last.

    Raises BadInput where no list of the uninsured has come.
    """
    every = lists_of(desk)
    asking = [
        each
        for each in every
        if not each.meaning
        and (insurance is None or each.insurance == insurance)
        and (year is None or each.levy_year == year)
    ]
    if not asking:
        raise BadInput("还没有未参保名单，请先「导入」下发的未参保名单")
    of = asking[-1].insurance, asking[-1].levy_year
    lists = tuple(each for each in every if (each.insurance, each.levy_year) == of)
    return _roll(desk, *of, lists)


def roll_or_empty(desk: Desk) -> Roll:
    """Return who is listed for the present year; nobody where no list has come yet."""
    if any(not each.meaning for each in lists_of(desk)):
        return read_roll(desk)
    insurance, year = year_of(desk)
    return Roll(insurance, year, (), (), (), ())


def year_of(
    desk: Desk, insurance: Insurance | None = None, year: int | None = None
) -> tuple[Insurance, int]:
    """Return which insurance and year a list is about: medical and the present ones by default.

    Raises BadInput for an insurance that the station does not collect, or a year far off.
    """
    default: Insurance = "medical" if "medical" in desk.insurances else "pension"
    of = default if insurance is None else insurance
    if of not in desk.insurances:
        raise BadInput(f"{desk.notice.id} 不征收{INSURANCE_TITLES[of]}，请核对「险种」")
    present = desk.insurances[of].levy_year
    if year is not None and not present - 5 <= year <= present + 1:
        raise BadInput(f"{year} 年度不在 {present - 5} 至 {present + 1} 之间，请核对「年度」")
    return of, year or present


def _roll(desk: Desk, insurance: Insurance, year: int, lists: tuple[UninsuredList, ...]) -> Roll:
    of = (desk.station_id, insurance, year)
    meanings = {each.id: each for each in lists if each.meaning}
    groups: dict[tuple[str, str], list[_Row]] = defaultdict(list)
    stated: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for row in desk.store.query(_Row, _ROWS, of):
        listed = meanings.get(row.list_id)
        if listed is None:
            groups[row.who, row.name].append(row)
        else:
            basis = f"{listed.sender}名单 {listed.business_date}"
            stated[row.who, row.name].insert(0, (listed.meaning, basis))
    facts = _Facts(desk, of, stated)
    division = division_on(desk, desk.business_date)
    names = tuple(each.name for each in division.villages)
    places = Places(names, desk.township)
    answers, asked = _answers(desk), _asked(desk)
    people = []
    for rows in groups.values():
        person = facts.person(rows[0])
        sent = next((row.village for row in rows if row.village), "")
        village = person.village if person else places.named(sent)
        given = sorted((a for row in rows for a in answers.get(row.id, ())), key=lambda a: a[0])
        people.append(
            Listed(
                key=rows[0].id,
                rows=tuple(row.id for row in rows),
                name=rows[0].name,
                id_number=rows[0].id_number,
                fault=rows[0].fault,
                village=village if village in names else NOWHERE,
                sender_village=sent,
                household=person.household if person else "",
                head=person.head if person else "",
                person_id=person.person_id if person else None,
                label=label_of(facts.of(rows[0]), insurance, desk.business_date),
                standing=standing_of([each for _, each in given]),
                asked=tuple(dict.fromkeys(a for row in rows for a in asked.get(row.id, ()))),
            )
        )
    return Roll(insurance, year, lists, tuple(people), _added(desk), names)


class _Facts:
    """What is known of all who are listed, by number."""

    def __init__(
        self,
        desk: Desk,
        of: tuple[int, Insurance, int],
        stated: Mapping[tuple[str, str], Sequence[tuple[str, str]]],
    ) -> None:
        query, station = desk.store.query, desk.station_id
        found = query(_Person, _PEOPLE, (station, station))
        self._people = {each.id_number: each for each in found}
        self._enrolled = {each.id_number for each in query(_Number, _ENROLLED, (*of, *of))}
        self._at_bureau = {each.id_number for each in query(_Number, _AT_BUREAU, of)}
        cases = query(_Status, _ELSEWHERE, (station,))
        self._elsewhere = {each.id_number: each.status for each in cases}
        self._stated, self._day = stated, desk.business_date
        self._numbers: dict[str, set[str]] = defaultdict(set)
        for each in query(_Name, _NAMESAKES, (station,)):
            self._numbers[each.name].add(each.id_number)

    def person(self, row: _Row) -> _Person | None:
        """Return who on the roster has the number and the name: a wrong digit is somebody else."""
        found = self._people.get(row.who)
        return found if found is not None and found.name == row.name else None

    def of(self, row: _Row) -> Facts:
        """Return what is known of one of them."""
        person = self.person(row)
        bearer = self._people.get(row.who) if person is None else None
        has_left = person is not None and person.left_on is not None
        return Facts(
            is_enrolled=row.who in self._enrolled,
            is_at_bureau=row.who in self._at_bureau,
            is_on_roster=person is not None and not has_left,
            left=person.left_reason if person and has_left else "",
            enrolment=person.enrolment if person else "",
            elsewhere=self._elsewhere.get(row.who, ""),
            stated=tuple(self._stated.get((row.who, row.name), ())),
            fault=row.fault,
            bearer=bearer.name if bearer else "",
            namesakes=len(self._numbers.get(row.name, set()) - {row.id_number}),
            born=None if row.fault else _born(row.id_number),
        )


def _born(id_number: str) -> dt.date | None:
    return dt.date.fromisoformat(id_number[6:14]) if len(id_number) == 18 else None


def _answers(desk: Desk) -> dict[int, list[tuple[int, Answer]]]:
    """Return the answers by row, each with its place in the order of all."""
    found: dict[int, list[tuple[int, Answer]]] = defaultdict(list)
    for at, each in enumerate(desk.store.query(_Answer, _ANSWERS, (desk.station_id,))):
        if each.row_id is not None:
            found[each.row_id].append((at, each.answer()))
    return found


def _asked(desk: Desk) -> dict[int, list[tuple[str, dt.date]]]:
    found: dict[int, list[tuple[str, dt.date]]] = defaultdict(list)
    for each in desk.store.query(_Asked, _ASKED, (desk.station_id,)):
        found[each.row_id].append((each.village, each.on))
    return found


def _added(desk: Desk) -> tuple[Added, ...]:
    found = desk.store.query(_Answer, _ANSWERS, (desk.station_id,))
    return tuple(
        Added(
            each.name, each.id_number, each.village, each.said, each.note, each.phone, each.file,
            each.place,
        )
        for each in found
        if each.row_id is None
    )  # fmt: skip
