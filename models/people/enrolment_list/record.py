"""Recording who was enrolled in earlier years: what a list says that was not known yet."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from models.base.long_work import counted
from models.base.terms import Insurance
from models.people.enrolment_list.values import ListedYear, RecordedYears, RefusedYear, YearOf
from models.station.desk import Desk
from models.store.list_digest import digest_of
from models.store.tables.people import EnrolledYear, EnrolmentList

_PEOPLE = "SELECT id AS person_id, id_number, name, born FROM person WHERE station_id = ?"
_FORMER = """
SELECT p.id AS person_id, n.id_number, p.name, p.born FROM former_number n
JOIN person p ON p.station_id = n.station_id AND p.id = n.person_id
WHERE n.station_id = ? ORDER BY n.id
"""
_KNOWN = """
SELECT person_id, insurance, levy_year, is_enrolled, paid_on FROM enrolled_year
WHERE station_id = ? ORDER BY id
"""
_IN_LEDGER = """
SELECT l.person_id, f.insurance, f.levy_year FROM in_force f
JOIN payment_line l ON l.station_id = f.station_id AND l.id = f.line_id
WHERE f.station_id = ?
"""


class _Person(NamedTuple):
    person_id: int
    id_number: str
    name: str
    born: dt.date


class _Known(NamedTuple):
    person_id: int
    insurance: Insurance
    levy_year: int
    is_enrolled: bool
    paid_on: dt.date | None


class _Year(NamedTuple):
    """A person's year of an insurance."""

    person_id: int
    insurance: Insurance
    levy_year: int


class _State(NamedTuple):
    is_enrolled: bool
    paid_on: dt.date | None


def record_enrolment(
    desk: Desk, listed: Sequence[ListedYear], file: str, document: str = ""
) -> RecordedYears:
    """Record a list of earlier years in one transaction; the same list again changes nothing.

    What contradicts an earlier list counts from now on; of a year that a round of the station
    collects nothing is taken, because its ledger knows. A statement about nobody of ours, about
    another name or an enrolment before the birth is refused, and so are those that contradict
    each other.
    """
    with desk.writing("import_enrolment"):
        people = _people(desk)
        refused = dict(_refusals(listed, people))
        of_ledger, unlike = _of_ledger(desk, listed, people, refused)
        said = _Said(people)
        for at, each in enumerate(counted(listed, len(listed))):
            if at not in refused and YearOf(each.insurance, each.levy_year) not in of_ledger:
                said.add(at, each)
        refused |= said.contradictions()
        known = {
            _Year(each.person_id, each.insurance, each.levy_year): _State(
                each.is_enrolled, each.paid_on
            )
            for each in desk.store.stream(_Known, _KNOWN, (desk.station_id,))
        }
        told = {year: _merged(state, known.get(year)) for year, state in said.states()}
        rows = {year: state for year, state in told.items() if known.get(year) != state}
        changed = sum(year in known for year in rows)
        if rows:
            _write(desk, rows, file, document)
            desk.record(
                "import_enrolment",
                file,
                f"new {len(rows) - changed} changed {changed} refused {len(refused)}",
            )
    return RecordedYears(
        new=len(rows) - changed,
        changed=changed,
        unchanged=len(told) - len(rows),
        of_ledger=of_ledger,
        unlike_ledger=unlike,
        refused=refused,
    )


class _Said:
    """What a list says of each person's years, and where it contradicts itself."""

    def __init__(self, people: Mapping[str, _Person]) -> None:
        self._people = people
        self._places: dict[_Year, list[int]] = {}
        self._states: dict[_Year, _State] = {}
        self._doubtful: set[_Year] = set()

    def add(self, at: int, each: ListedYear) -> None:
        """Take a statement: a day of payment is the earliest of those given."""
        who = self._people[each.id_number]
        if each.levy_year < who.born.year:
            return  # not enrolled before the birth: that says nothing
        year = _Year(who.person_id, each.insurance, each.levy_year)
        self._places.setdefault(year, []).append(at)
        before = self._states.setdefault(year, _State(each.is_enrolled, each.paid_on))
        if before.is_enrolled != each.is_enrolled:
            self._doubtful.add(year)
        elif each.paid_on and (before.paid_on is None or each.paid_on < before.paid_on):
            self._states[year] = _State(each.is_enrolled, each.paid_on)

    def states(self) -> Iterator[tuple[_Year, _State]]:
        """Yield what is clear."""
        return ((year, said) for year, said in self._states.items() if year not in self._doubtful)

    def contradictions(self) -> dict[int, RefusedYear]:
        """Return why statements are refused of which others say the contrary."""
        reason = "同一人同一险种 {} 年度在名单里既有参保又有未参保，请核对后只留一种"
        return {
            at: RefusedYear("year", reason.format(year.levy_year))
            for year in self._doubtful
            for at in self._places[year]
        }


def _people(desk: Desk) -> dict[str, _Person]:
    """Return the station's people by number; one somebody holds today comes before a former."""
    former = desk.store.query(_Person, _FORMER, (desk.station_id,))
    present = desk.store.query(_Person, _PEOPLE, (desk.station_id,))
    return {each.id_number: each for each in (*former, *present)}


def _refusals(
    listed: Iterable[ListedYear], people: Mapping[str, _Person]
) -> Iterator[tuple[int, RefusedYear]]:
    for at, each in enumerate(listed):
        person = people.get(each.id_number)
        if person is None:
            reason = "本站没有这个证件号码的人，没有录入；先导入花名册或办理迁入"
            yield at, RefusedYear("number", reason)
        elif each.name and each.name != person.name:
            reason = f"这个证件号码在本站是{person.name}，姓名不符，请核对"
            yield at, RefusedYear("name", reason)
        elif each.is_enrolled and each.levy_year < person.born.year:
            reason = f"{each.levy_year} 年度早于出生的 {person.born.year} 年，请核对"
            yield at, RefusedYear("year", reason)


def _of_ledger(
    desk: Desk,
    listed: Sequence[ListedYear],
    people: Mapping[str, _Person],
    refused: Mapping[int, RefusedYear],
) -> tuple[dict[YearOf, int], dict[YearOf, int]]:
    """Count the statements about years of the station's rounds, and those unlike its ledger."""
    rounds = {
        YearOf(insurance, rules.levy_year)
        for each in desk.refreshed().rounds
        for insurance, rules in each.notice_on(desk.business_date).insurances.items()
    }
    own = [
        each
        for at, each in enumerate(listed)
        if at not in refused and YearOf(each.insurance, each.levy_year) in rounds
    ]
    if not own:
        return {}, {}
    paid = set(desk.store.query(_Year, _IN_LEDGER, (desk.station_id,)))
    counts = Counter(YearOf(each.insurance, each.levy_year) for each in own)
    unlike = Counter(
        YearOf(each.insurance, each.levy_year)
        for each in own
        if each.is_enrolled
        != (_Year(people[each.id_number].person_id, each.insurance, each.levy_year) in paid)
    )
    return dict(counts), dict(unlike)


def _merged(said: _State, known: _State | None) -> _State:
    """Return what a list says, with the day of payment that is known where it gives none."""
    if known is not None and said.paid_on is None and known.is_enrolled == said.is_enrolled:
        return known
    return said


def _write(desk: Desk, rows: Mapping[_Year, _State], file: str, document: str) -> None:
    list_id = desk.store.new_ids(EnrolmentList, desk.station_id)
    listed = [
        EnrolledYear(
            station_id=desk.station_id,
            person_id=year.person_id,
            insurance=year.insurance,
            levy_year=year.levy_year,
            is_enrolled=state.is_enrolled,
            paid_on=state.paid_on,
            list_id=list_id,
        )
        for year, state in rows.items()
    ]
    desk.store.add(
        EnrolmentList(
            id=list_id,
            file=file,
            document=document,
            rows=len(listed),
            digest=digest_of(listed),
            **desk.stamp(),
        )
    )
    desk.store.add_all(listed)
