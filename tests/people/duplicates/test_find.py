"""Finding cases: each once, never changing anything, decided once and for all."""

import pytest
from peewee import DatabaseError

from models.base.errors import BadInput
from models.people.duplicates.cases import find_case, list_cases, open_cases_of
from models.people.duplicates.find import find_duplicates
from models.people.duplicates.resolve import resolve
from models.people.person_meant import person_meant
from models.station.desk import Desk
from models.station.founding import found_station
from seed.notice_file import load_notice
from tests.making import BUSINESS_DATE, household_id, made_up_number, pay, person, register_people
from tests.people.duplicates.making import alike_case, near_number, settle_alike

_PEOPLE = ("person", "household", "search_key", "certification")


def _kept(desk: Desk) -> list[list[tuple[object, ...]]]:
    return [desk.store.rows(f"SELECT * FROM {table} ORDER BY 1, 2, 3") for table in _PEOPLE]


def test_finding_records_a_case_and_changes_nobody(desk: Desk) -> None:
    settle_alike(desk)
    before = _kept(desk)
    found = find_duplicates(desk)
    assert (found.new, found.known) == (1, 0)
    assert _kept(desk) == before
    (case,) = list_cases(desk)
    assert (case.kind, case.name, case.place) == ("look_alike", "曾国强", "青山村 0001 户")
    assert (case.other_name, case.other_place) == ("曾国强", "白塘村 0002 户")


def test_the_same_case_is_recorded_once(desk: Desk) -> None:
    settle_alike(desk)
    find_duplicates(desk)
    tables = ("duplicate", "audit")
    before = [desk.store.rows(f"SELECT * FROM {table}") for table in tables]
    again = find_duplicates(desk)
    assert (again.new, again.known) == (0, 1)
    assert [desk.store.rows(f"SELECT * FROM {table}") for table in tables] == before


def test_a_decided_case_is_not_found_again(desk: Desk) -> None:
    settle_alike(desk)
    case = alike_case(desk)
    resolve(desk, case.case_id, "different", "同名同日")
    assert find_duplicates(desk).new == 0
    assert list_cases(desk) == ()
    (decided,) = list_cases(desk, only_open=False)
    assert decided.decision == "different"


def test_a_number_that_is_corrected_does_not_bring_the_case_back(desk: Desk) -> None:
    one, _ = settle_alike(desk)
    resolve(desk, alike_case(desk).case_id, "different", "同名同日")
    corrected = near_number(one.id_number, 1, "5")
    desk.store.run(
        "UPDATE person SET id_number = ? WHERE id_number = ?", (corrected, one.id_number)
    )
    assert find_duplicates(desk).new == 0


def test_who_has_left_is_not_compared(desk: Desk) -> None:
    one, _ = settle_alike(desk)
    desk.store.run("UPDATE person SET left_on = '2019-11-01' WHERE id_number = ?", (one.id_number,))
    assert find_duplicates(desk).new == 0


def test_a_case_whose_person_has_left_meanwhile_is_not_open(desk: Desk) -> None:
    one, _ = settle_alike(desk)
    assert alike_case(desk)
    desk.store.run("UPDATE person SET left_on = '2019-11-14' WHERE id_number = ?", (one.id_number,))
    assert list_cases(desk) == () and len(list_cases(desk, only_open=False)) == 1


def test_one_number_in_two_stations_is_a_case_of_each(desk: Desk) -> None:
    """A county's shared store: each station decides for its own roster."""
    number = made_up_number()
    register_people(desk, person("张三", id_number=number))
    other = found_station(
        desk.store, load_notice("lengshuitan-2019"), "蔡市镇", BUSINESS_DATE, "there"
    )
    register_people(other, person("章三", id_number=number, village="大塘村"))
    for here, name, there in ((desk, "章三", "蔡市镇 大塘村"), (other, "张三", "上岭桥镇 青山村")):
        assert find_duplicates(here).new == 1
        (line,) = list_cases(here)
        assert (line.kind, line.other_name) == ("same_number", name)
        assert line.other_place == f"{there} 0001 户"
        case = find_case(here, line.case_id)
        assert (case.one.is_ours, case.other.is_ours) == (True, False)
        assert case.other.place == there and case.differs == "证件号码相同"


def test_both_sides_are_shown_in_full(desk: Desk) -> None:
    number = made_up_number()
    register_people(
        desk,
        person(
            "曾国强", id_number=number, relation="户主", phone="14200000011",
            categories=("低保",), enrolment="职工养老",
        ),
        person("曾国强", id_number=near_number(number, 8, "7"), household="0002"),
    )  # fmt: skip
    receipt = pay(desk, "0001").receipt
    case = find_case(desk, alike_case(desk).case_id)
    one = case.one
    assert (one.name, one.place, one.household) == ("曾国强", "青山村", "0001")
    assert (one.relation, one.masked_phone, one.enrolment) == ("户主", "142****0011", "职工养老")
    assert one.categories == ("低保",)
    assert [(each.insurance, each.levy_year, each.receipt) for each in one.payments] == [
        ("medical", 2020, receipt)
    ]
    assert number not in one.masked_number and case.other.payments == ()
    assert case.differs == "证件号码第 8 位不同"


def test_a_household_knows_how_many_open_cases_it_has(desk: Desk) -> None:
    one, other = settle_alike(desk)
    people = [person_meant(desk, each.id_number) for each in (one, other)]
    assert [open_cases_of(desk, [each]) for each in people] == [0, 0]
    case = alike_case(desk)
    assert [open_cases_of(desk, [each]) for each in people] == [1, 1]
    assert open_cases_of(desk, people) == 1 and open_cases_of(desk, []) == 0
    resolve(desk, case.case_id, "different", "同名同日")
    assert open_cases_of(desk, people) == 0


def test_an_open_case_refuses_nothing(desk: Desk) -> None:
    settle_alike(desk)
    assert alike_case(desk)
    assert pay(desk, "0001").amount_fen == 25000
    assert household_id(desk, "0002")


def test_an_unknown_case_says_where_to_look(desk: Desk) -> None:
    with pytest.raises(BadInput, match="「列出待核查的」"):
        find_case(desk, 7)


@pytest.mark.parametrize("table", ["duplicate", "duplicate_decision"])
@pytest.mark.parametrize(
    "change", ["UPDATE {} SET station_id = station_id", "DELETE FROM {}"], ids=["update", "delete"]
)
def test_cases_and_decisions_only_grow(desk: Desk, table: str, change: str) -> None:
    settle_alike(desk)
    resolve(desk, alike_case(desk).case_id, "different", "同名同日")
    with pytest.raises(DatabaseError), desk.writing("pay"):
        desk.store.run(change.format(table))


def test_the_number_of_queries_does_not_grow_with_the_cases(
    sqlite_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    run = sqlite_desk.store.run
    monkeypatch.setattr(
        sqlite_desk.store, "run", lambda sql, *rest: (asked.append(sql), run(sql, *rest))[1]
    )
    counts = set()
    for turn in range(3):
        register_people(
            sqlite_desk, person("曾国强", household=f"{turn}a", id_number=made_up_number())
        )
        find_duplicates(sqlite_desk)
        asked.clear()
        cases = list_cases(sqlite_desk, only_open=False)
        if cases:
            find_case(sqlite_desk, cases[0].case_id)
            counts.add(len(asked))
    assert len(cases) == 3 and counts == {5}  # the list; the case, its people in three
