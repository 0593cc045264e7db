"""Every kind of file in every layout: exactly the right rows in, every bad one named.

A preview says what is then done, and doing it twice changes nothing.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from models.base.identity import parse_identity_number
from models.bureau.reconciliation.arrive import receive_statement
from models.bureau.self_paid.record import import_paid, preview_paid
from models.people.department_list.apply import apply_list, preview_list
from models.people.department_list.values import DepartmentList
from models.people.roster import RosterPerson, merge_roster
from models.station.desk import Desk
from seed.county_file import import_county_file
from seed.department_list import read_list_file
from seed.elsewhere_file import import_elsewhere_file
from seed.people_file import ListImport
from seed.roster_file import import_roster_file
from seed.statement_file import read_statement
from seed.table_file import RowFault
from tests.built import Built, open_copy
from tests.bureau.self_paid.making import read_paid_file
from tests.cases import for_each
from tests.layouts import plants
from tests.layouts.layout import LAYOUTS, Door, Layout, Written, fits, write

_PEOPLE = "SELECT p.name, p.id_number FROM person p WHERE p.station_id = 1"


def _fitting(door: Door) -> list[Layout]:
    return [each for each in LAYOUTS if fits(each, door)]


def _written(folder: Path, layout: Layout, door: Door) -> Written:
    """Return what is planted at a door as a file of a layout, in a folder of its own."""
    own = folder / str(LAYOUTS.index(layout))
    own.mkdir()
    return write(own, layout, door)


@contextmanager
def _station(built: Built, written: Written, *, with_people: bool = True) -> Iterator[Desk]:
    """Open a station that has everybody who is planted, or nobody yet."""
    people = built.folder("layouts", lambda folder: _begin(built, folder)) if with_people else None
    desk = open_copy(people or built.founded(), written.path.parent)
    yield desk
    desk.store.close()


def _begin(built: Built, folder: Path) -> None:
    """Make a station that has everybody who is planted."""
    desk = open_copy(built.founded(), folder)
    merge_roster(desk, list(map(_of_roster, plants.PEOPLE)), "roster")
    desk.store.close()


def _of_roster(person: tuple[str, str, object]) -> RosterPerson:
    name, number, _ = person
    born = parse_identity_number(number).born
    return RosterPerson("青山村", number[-4:], name, number, born)


def _assert_named(found: Iterable[RowFault], written: Written) -> None:
    """Assert that every bad row is named with sheet, row and column, and no other is."""
    told = {(each.sheet, each.row, each.column): each.reason for each in found}
    bad = {each.fault: each.plant.reason for each in written.places if each.plant.reason}
    otherwise = {
        place: (bad.get(place, ""), told.get(place, ""))
        for place in bad.keys() | told.keys()
        if place not in bad or bad[place] not in told.get(place, "")
    }
    assert otherwise == {}


@for_each("layout", _fitting(plants.ROSTER))
def test_a_roster(built: Built, tmp_path: Path, layout: Layout) -> None:
    written = _written(tmp_path, layout, plants.ROSTER)
    with _station(built, written, with_people=False) as desk:
        preview = import_roster_file(desk, written.path, is_preview=True)
        assert not desk.store.rows(_PEOPLE)
        done = import_roster_file(desk, written.path)
        assert replace(preview, is_preview=False) == done
        _assert_named(done.refused, written)
        good = sum(each.plant.is_good for each in written.places)
        assert (done.rows, done.people, done.changed) == (len(written.places), good, 0)
        assert {(name, number) for name, number, _ in plants.PEOPLE} <= set(
            desk.store.rows(_PEOPLE)
        )
        homes = {each.plant.home for each in written.places if each.plant.is_good}
        assert (done.villages, done.households) == (len({v for v, _ in homes}), len(homes))
        again = import_roster_file(desk, written.path)
        assert (again.people, again.changed, again.unchanged) == (0, 0, good)
        assert again.refused == done.refused


@for_each("layout", _fitting(plants.COUNTY))
def test_a_county_roster(built: Built, tmp_path: Path, layout: Layout) -> None:
    _compare(import_county_file, built, _written(tmp_path, layout, plants.COUNTY))


@for_each("layout", _fitting(plants.ELSEWHERE))
def test_a_list_of_people_insured_elsewhere(built: Built, tmp_path: Path, layout: Layout) -> None:
    _compare(import_elsewhere_file, built, _written(tmp_path, layout, plants.ELSEWHERE))


def _compare(bring: Callable[[Desk, Path], ListImport], built: Built, written: Written) -> None:
    with _station(built, written) as desk:
        done = bring(desk, written.path)
        _assert_named(done.refused, written)
        assert (done.rows, done.new_cases) == (len(written.places), len(plants.PEOPLE))
        assert (done.strangers, done.agreeing, done.known_cases) == (0, 0, 0)
        again = bring(desk, written.path)
        assert again == replace(done, new_cases=0, known_cases=done.new_cases)


@for_each("layout", _fitting(plants.DEPARTMENT_LIST))
def test_a_department_list(built: Built, tmp_path: Path, layout: Layout) -> None:
    written = _written(tmp_path, layout, plants.DEPARTMENT_LIST)
    read = read_list_file(written.path)
    faulty = [each for each in read.entries if each.fault]
    _assert_named(
        [RowFault(each.row, each.column, each.fault, each.sheet) for each in faulty], written
    )
    named = [(each.name, each.number) for each in read.entries if not each.fault]
    assert sorted(named) == sorted((name, number) for name, number, _ in plants.PEOPLE)
    with _station(built, written) as desk:
        listing = DepartmentList(
            "低保", "民政", read.file, desk.business_date, read.rows, read.entries
        )
        preview = preview_list(desk, listing)
        assert len(preview.newly_in) == len(plants.PEOPLE)
        done = apply_list(desk, listing, "核对过")
        assert (done.preview, done.is_recorded) == (preview, True)
        again = apply_list(desk, listing, "核对过")
        assert again.preview.is_nothing and not again.is_recorded


@for_each("layout", _fitting(plants.PAID))
def test_a_file_of_paid_data(built: Built, tmp_path: Path, layout: Layout) -> None:
    written = _written(tmp_path, layout, plants.PAID)
    with _station(built, written) as desk:
        read = read_paid_file(desk, written.path)
        _assert_named(read.refused, written)
        amounts = {(each.id_number, each.amount_fen, str(each.paid_on)) for each in read.file.rows}
        assert amounts == {(number, 25000, "2019-11-05") for _, number, _ in plants.PEOPLE}
        preview = preview_paid(desk, read.file)
        done = import_paid(desk, read.file)
        assert done == replace(preview, receipts=done.receipts)
        assert len(done.receipts) == len(done.posted) == len(plants.PEOPLE)
        again = import_paid(desk, read.file)
        assert (again.known, again.posted) == (len(plants.PEOPLE), ())


@for_each("layout", _fitting(plants.STATEMENT))
def test_a_statement(built: Built, tmp_path: Path, layout: Layout) -> None:
    written = _written(tmp_path, layout, plants.STATEMENT)
    statement, _, refused = read_statement(written.path)
    _assert_named(refused, written)
    lines = {(each.day.isoformat(), each.time, each.amount_fen) for each in statement.lines}
    assert lines == {("2019-11-14", "09:30:11", 25000)}
    assert sorted(each.trace for each in statement.lines) == plants.TRACES
    with _station(built, written, with_people=False) as desk:
        preview = receive_statement(desk, statement, is_preview=True)
        done = receive_statement(desk, statement)
        assert preview == done
        assert (done.new, done.known) == (len(plants.TRACES), 0)
        again = receive_statement(desk, statement)
        assert (again.new, again.known) == (0, len(plants.TRACES))


def test_there_are_twenty_layouts_for_every_door() -> None:
    for door in plants.DOORS:
        assert len(_fitting(door)) >= 20
