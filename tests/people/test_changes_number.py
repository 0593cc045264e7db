"""Correcting a wrong identity number: one person, found and charged as one."""

import datetime as dt

import pytest
from peewee import DatabaseError

from models.base.errors import BadInput, RefusedByRule
from models.people.changes.arrivals import birth, move_in
from models.people.changes.departures import move_out
from models.people.changes.number import correct_number
from models.people.changes.occasion import Occasion
from models.people.roster import merge_roster
from models.search.find import find_people
from models.station.desk import Desk
from tests.making import found, household_id, made_up_number, pay, person, register_people
from tests.people.families import BECAUSE, changes, day, family, history, row_of, settle_family

_MISTYPED = "431198198202030010"


@pytest.fixture
def right() -> str:
    """The number the person has in truth."""
    return made_up_number("1982-02-03")


def test_both_numbers_find_the_person_and_the_birth_date_follows(desk: Desk, right: str) -> None:
    who = register_people(desk, person())[0]
    row = row_of(desk, who)
    correct_number(desk, row, right, BECAUSE)
    for text in (who.id_number, who.id_number[-4:], right, right[-4:]):
        assert row in {match.person_id for match in find_people(desk, text)}, text
    assert row_of(desk, who) == row
    member = family(desk).members[0]
    assert (member.id_number, member.born.isoformat()) == (right, "1982-02-03")


def test_a_payment_stays_in_force_and_nobody_is_charged_twice(desk: Desk, right: str) -> None:
    who = register_people(desk, person())[0]
    receipt = pay(desk).receipt
    correct_number(desk, row_of(desk, who), right, BECAUSE)
    assert [paid.receipt for paid in family(desk).members[0].paid] == [receipt]
    with pytest.raises(RefusedByRule) as refused:
        pay(desk, trace=2)
    assert refused.value.code == "already_paid"
    with pytest.raises(RefusedByRule):
        pay(desk, trace=2, members=frozenset({right}))


def test_the_database_itself_refuses_a_second_payment(desk: Desk, right: str) -> None:
    who = register_people(desk, person())[0]
    pay(desk)
    correct_number(desk, row_of(desk, who), right, BECAUSE)
    columns = (
        "station_id, payment_id, village_id, household_id, person_id, insurance, levy_year, "
        "business_date, category, standard_fen, subsidy_fen, reimbursed_fen, amount_fen, people, "
        "is_late, benefit_from"
    )
    with pytest.raises(DatabaseError, match="已有有效缴费"), desk.writing("pay"):
        desk.store.run(
            f"INSERT INTO payment_line (id, {columns}, id_number) SELECT 99, {columns}, ? "
            "FROM payment_line",
            (right,),
        )


def test_the_ledger_keeps_the_number_it_was_written_under(sqlite_desk: Desk, right: str) -> None:
    who = register_people(sqlite_desk, person())[0]
    pay(sqlite_desk)
    correct_number(sqlite_desk, row_of(sqlite_desk, who), right, BECAUSE)
    rows = sqlite_desk.store.rows("SELECT id_number FROM payment_line")
    assert rows == [(who.id_number,)]


def test_a_corrected_person_who_has_not_paid_pays_under_the_right_number(
    sqlite_desk: Desk, right: str
) -> None:
    who = register_people(sqlite_desk, person())[0]
    correct_number(sqlite_desk, row_of(sqlite_desk, who), right, BECAUSE)
    assert [line.id_number for line in pay(sqlite_desk).lines] == [right]


def test_somebody_elses_number_is_a_matter_of_duplicates(sqlite_desk: Desk) -> None:
    one, other = settle_family(sqlite_desk)[:2]
    with pytest.raises(RefusedByRule, match=r"李秀英.*重复人员") as refused:
        correct_number(sqlite_desk, row_of(sqlite_desk, one), other.id_number, BECAUSE)
    assert refused.value.code == "number_taken" and changes(sqlite_desk) == []


@pytest.mark.parametrize("wrong", ["", "43119819820203001", _MISTYPED, "431198209902030019"])
def test_a_number_that_is_none_changes_nothing(sqlite_desk: Desk, wrong: str) -> None:
    who = register_people(sqlite_desk, person())[0]
    with pytest.raises(BadInput):
        correct_number(sqlite_desk, row_of(sqlite_desk, who), wrong, BECAUSE)
    assert family(sqlite_desk).members[0].id_number == who.id_number


def test_a_correction_can_itself_be_corrected_back(desk: Desk, right: str) -> None:
    who = register_people(desk, person())[0]
    row = row_of(desk, who)
    correct_number(desk, row, right, BECAUSE)
    correct_number(desk, row, who.id_number, BECAUSE)
    assert family(desk).members[0].id_number == who.id_number
    assert found(desk, right) == found(desk, who.id_number) == {"张三"}
    assert merge_roster(desk, [who], "again").refused == {}


def test_the_history_shows_both_numbers_masked(sqlite_desk: Desk, right: str) -> None:
    who = register_people(sqlite_desk, person())[0]
    correct_number(sqlite_desk, row_of(sqlite_desk, who), right, BECAUSE)
    line = history(sqlite_desk)[0]
    assert f"431198********{right[-4:]}（1982-02-03 出生）" in line
    assert right not in line and who.id_number not in line


def test_a_roster_with_the_old_number_is_told_the_right_one(desk: Desk, right: str) -> None:
    who = register_people(desk, person())[0]
    correct_number(desk, row_of(desk, who), right, BECAUSE)
    merged = merge_roster(desk, [who, person("新来的")], "old roster")
    assert merged.refused == {
        0: f"此号码是张三的旧号码，已于 2019-11-14 更正为 431198********{right[-4:]}，请改用新号码"
    }
    assert merged.people == 1


def test_a_roster_does_not_bring_back_who_has_left(desk: Desk) -> None:
    who = register_people(desk, person())[0]
    move_out(desk, row_of(desk, who), BECAUSE)
    merged = merge_roster(desk, [who], "old roster")
    assert merged.refused == {
        0: "张三已于 2019-11-14 迁出，不再导入；已回来或登记有误的请凭证明办理迁入"
    }
    assert family(desk).members == ()
    assert household_id(desk) > 0


def test_a_child_known_by_the_birth_certificate_gets_its_number_and_stays_the_same(
    desk: Desk,
) -> None:
    settle_family(desk)
    child = birth(desk, household_id(desk), "R430123456", "王小宝", "子女", Occasion(day(2)))
    receipt = pay(desk).receipt
    assert found(desk, "R430123456") == {"王小宝"}
    number = made_up_number("2019-11-02")
    assert child.person_id is not None
    correct_number(desk, child.person_id, number, BECAUSE)
    again = next(each for each in family(desk).members if each.name == "王小宝")
    assert (again.id_number, again.born) == (number, day(2))
    assert [paid.receipt for paid in again.paid] == [receipt]
    assert found(desk, "R430123456") == found(desk, number) == {"王小宝"}


def test_a_permit_moves_in_with_the_birth_date_stated(desk: Desk) -> None:
    settle_family(desk)
    proof = Occasion(proof="居住证 430000")
    with pytest.raises(BadInput, match="出生日期"):
        move_in(desk, household_id(desk), "H1234567890", "陈大文", "", proof)
    move_in(desk, household_id(desk), "H1234567890 1980-01-02", "陈大文", "", proof)
    member = next(each for each in family(desk).members if each.name == "陈大文")
    assert (member.id_number, member.born) == ("H1234567890", dt.date(1980, 1, 2))
    assert found(desk, "h12345") == {"陈大文"}
