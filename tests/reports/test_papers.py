"""Papers of one page: proof of payment, registration form, a village's posting of who has paid."""

import datetime as dt

import pytest

from models.base.errors import BadInput
from models.base.text import mask_id
from models.people.categories.certify import certify
from models.people.changes.departures import death
from models.people.changes.occasion import Occasion
from models.station.desk import Desk
from reports.papers.paid_posting import paid_postings
from reports.papers.proof import proof_listing
from reports.papers.registration import registration_listing
from reports.people_lists.roster import roster_listing
from tests.making import household_id, pay, person, register_people, reverse
from tests.reports.stations import Lived

OCTOBER = dt.date(2019, 10, 20)


def two_people(desk: Desk) -> tuple[str, str]:
    """Register a couple; return their numbers."""
    people = register_people(
        desk.on(OCTOBER),
        person("张三", relation="户主", phone="13900000001", ethnicity="汉族"),
        person("李四", relation="配偶"),
    )
    return people[0].id_number, people[1].id_number


def person_id(desk: Desk, name: str) -> int:
    return int(desk.store.rows("SELECT id FROM person WHERE name = ?", (name,))[0][0])


def test_a_proof_states_what_is_in_force(desk: Desk) -> None:
    """Of several insurances and years; what was refunded is gone."""
    first, second = two_people(desk)
    home = household_id(desk)
    with pytest.raises(BadInput, match="没有可证明的"):
        proof_listing(desk, home)
    pay(desk, trace=1)
    pension = pay(
        desk.on(OCTOBER), insurance="pension", trace=2, tiers_fen={first: 10000, second: 20000}
    )
    paper = proof_listing(desk, home)
    assert [row[0:2] + row[2:5] for row in paper.rows] == [
        ("张三", mask_id(first), "养老保险", "2019", 100_00),
        ("张三", mask_id(first), "医疗保险", "2020", 250_00),
        ("李四", mask_id(second), "养老保险", "2019", 200_00),
        ("李四", mask_id(second), "医疗保险", "2020", 250_00),
    ]
    assert paper.rows[0][5:] == (OCTOBER, pension.receipt)
    assert paper.total[4] == 800_00 and paper.notes[0] == "合计大写：捌佰元整"
    assert any("只有税务部门开具的税收票证才是缴费凭证" in note for note in paper.notes)
    assert [row[3] for row in proof_listing(desk, home, None, (2020,)).rows] == ["2020"] * 2
    reverse(desk, pension.receipt, "refund")
    assert proof_listing(desk, home).total[4] == 500_00
    with pytest.raises(BadInput, match="没有 2019 年度有效的缴费"):
        proof_listing(desk, home, None, (2019,))


def test_a_proof_of_one_person_who_may_have_left(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    _, second = two_people(desk)
    pay(desk, trace=1)
    home, who = household_id(desk), person_id(desk, "李四")
    assert [row[0] for row in proof_listing(desk, home, who).rows] == ["李四"]
    death(desk, who, Occasion(on=desk.business_date))
    later = desk.on(dt.date(2019, 12, 2))
    assert [row[0] for row in proof_listing(later, home, who).rows] == ["李四"]
    assert [row[0] for row in proof_listing(later, home).rows] == ["张三"]
    (row,) = proof_listing(later, home, who, show_number=str).rows
    assert row[1] == second
    register_people(desk, person("王五", household="0002"))
    with pytest.raises(BadInput, match="这一户没有这个证件号码的人"):
        proof_listing(desk, home, person_id(desk, "王五"))


def test_a_form_is_filled_with_what_is_known(desk: Desk) -> None:
    """What is unknown is empty, with lines for who is not listed; nobody who has left."""
    first, _ = two_people(desk)
    certify(desk, person_id(desk, "张三"), "低保", certified_by="民政局", paper="1号")
    paper = registration_listing(desk, household_id(desk))
    assert [row[0] for row in paper.rows] == [*range(1, 9)]
    number, name, relation, sex, *rest = paper.rows[0]
    assert (number, name, relation) == (1, "张三", "户主") and sex in ("男", "女")
    assert rest == ["汉族", dt.date(1980, 5, 6), first, "13900000001", "低保", ""]
    assert paper.rows[1][4] == paper.rows[1][7] == "" and set(paper.rows[2][1:]) == {""}
    assert "户主（代办人）签字：" in paper.signatures
    assert {column.heading for column in paper.by_hand} == {"参加险种", "养老档次", "本人签字"}
    death(desk, person_id(desk, "李四"), Occasion(on=desk.business_date))
    left = registration_listing(desk.on(dt.date(2019, 12, 2)), household_id(desk))
    assert [row[1] for row in left.rows if row[1]] == ["张三"]


def test_a_large_family_has_empty_lines_too(sqlite_desk: Desk) -> None:
    register_people(sqlite_desk, *(person(f"张{n}") for n in range(9)))
    rows = tuple(registration_listing(sqlite_desk, household_id(sqlite_desk)).rows)
    assert len(rows) == 12 and [row[1] for row in rows][-3:] == [""] * 3


def test_a_posting_is_by_village_and_household_with_nothing_private(desk: Desk) -> None:
    people = register_people(
        desk.on(OCTOBER),
        person("张三", household="2", village="甲村", phone="13900000001", categories=("低保",)),
        person("李四", household="10", village="甲村"),
        person("王五", household="1", village="乙村"),
        person("赵六", household="3", village="丙村"),
    )
    pay(desk, "10", trace=1)
    pay(desk, "2", trace=2)
    pay(desk.on(OCTOBER), "2", "pension", 3, tiers_fen={people[0].id_number: 10000})
    taken = pay(desk, "3", trace=4)
    pay(desk, "1", trace=5)
    reverse(desk, taken.receipt, "void")
    first, second = paid_postings(desk)
    assert list(first.rows) == [
        ("2", "张三", mask_id(people[0].id_number), "养老保险2019、医疗保险2020"),
        ("10", "李四", mask_id(people[1].id_number), "医疗保险2020"),
    ]
    assert (first.sheet_name, second.sheet_name) == ("甲村", "乙村")
    said = str(first)
    assert not any(word in said for word in ("低保", "13900000001", people[0].id_number))
    (only,) = paid_postings(desk, "甲村", "pension")
    assert [row[1] for row in only.rows] == ["张三"]
    (none,) = paid_postings(desk, "丙村")
    assert none.rows == () and none.sheet_name == "丙村"
    death(desk, person_id(desk, "王五"), Occasion(on=desk.business_date))
    assert [each.sheet_name for each in paid_postings(desk.on(dt.date(2019, 12, 2)))] == ["甲村"]


@pytest.mark.parametrize("number", range(2))
def test_a_posting_is_the_roster_of_the_round_without_who_has_left(
    number: int, lived: Lived
) -> None:
    desk = lived(number).on(dt.date(2019, 11, 30))
    years = {rules.levy_year for rules in desk.insurances.values()}
    wanted = {
        (row[0], row[1], row[2], mask_id(str(row[4])))
        for row in roster_listing(desk).rows
        if row[11] is None and int(str(row[7])) in years
    }
    found = {(each.sheet_name, *row[:3]) for each in paid_postings(desk) for row in each.rows}
    assert found == wanted and found
