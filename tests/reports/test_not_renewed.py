"""Who was enrolled last year and is not yet: from lists of earlier years, and from the ledger."""

import datetime as dt
from dataclasses import replace

import pytest
from msgspec.structs import replace as with_fields

from models.people.changes.departures import death
from models.people.changes.occasion import Occasion
from models.people.contacts import record_contact
from models.people.enrolment_list.record import record_enrolment
from models.people.enrolment_list.values import ListedYear
from models.people.households.families import load_household
from models.station.desk import Desk
from models.station.opening import open_round
from reports.listing.text import listing_text
from reports.people_lists.dunning import gather_dunning
from reports.people_lists.not_renewed import Renewal, gather_not_renewed
from reports.people_lists.not_renewed_listing import not_renewed_listing
from tests.making import household_id, pay, person, register_people


@pytest.fixture
def listed(desk: Desk) -> Desk:
    """Six people, of whom five were enrolled in medical insurance in 2019."""
    people = register_people(
        desk,
        person("张三", relation="户主", phone="14200000001"),
        person("李四", categories=("低保",)),
        person("王五", household="0002", village="绿水村"),
        person("赵六", household="0003", enrolment="职工医保"),
        person("孙七", household="0004"),
        person("周八", household="0005"),
    )
    said = [
        ListedYear(each.id_number, each.name, "medical", 2019, each.name != "周八")
        for each in people
    ]
    record_enrolment(desk, said, "2019.xlsx")
    return desk


def _names(desk: Desk, **chosen: object) -> list[tuple[str, str]]:
    found = gather_not_renewed(desk, **chosen)  # type: ignore[arg-type]
    return [(each.name, each.insurance) for each in found.people]


def test_who_was_enrolled_last_year_and_has_not_paid(listed: Desk) -> None:
    pay(listed, "0002")
    people = load_household(listed, household_id(listed, "0004")).members
    death(listed, people[0].person_id, Occasion(reason="死亡"))
    assert _names(listed) == [("张三", "medical"), ("李四", "medical")]
    found = gather_not_renewed(listed)
    assert found.counts["青山村", "medical"] == Renewal(last_year=3, renewed=0, not_asked=1)
    assert found.counts["绿水村", "medical"] == Renewal(last_year=1, renewed=1, not_asked=0)
    total = found.total("medical")
    assert (total.last_year, total.renewed, total.missing, total.not_asked) == (4, 1, 2, 1)
    assert _names(listed, village="绿水村") == []


def test_the_list_says_what_is_due_whom_to_call_and_how_far_each_village_is(listed: Desk) -> None:
    record_contact(listed, household_id(listed), "电话", "愿缴")
    text = listing_text(not_renewed_listing(listed, insurance="medical"))
    assert "上岭桥镇上年参保、今年未缴名单" in text
    assert "医疗保险：2019 年度参保 5 人，已续 0 人，未续 4 人，不必催缴 1 人；续保率 0.00%" in text
    assert "青山村：上年参保的，医疗保险 4 人，已续 0 人，未续 3 人，不必催缴 1 人" in text
    row = next(line for line in text.splitlines() if "张三" in line and "愿缴" in line)
    assert "250.00" in row and "14200000001" in row and "医疗保险 2020" in row


def test_what_nobody_knows_is_said_and_not_printed_as_nothing(listed: Desk) -> None:
    notes = not_renewed_listing(listed).notes
    assert notes[0] == "养老保险：本站不知道 2018 年度谁参保，无从列出；请「导入」往年参保的名单"


@pytest.fixture
def next_year(listed: Desk) -> Desk:
    """The same station in October 2020, in a round of medical insurance 2021 alone."""
    pay(listed, "0001")
    pay(listed, "0005", trace=2)
    bare = listed.rounds[0].bare
    medical = bare.insurances["medical"]
    window = with_fields(medical.window, opens=dt.date(2020, 10, 1), closes=dt.date(2020, 12, 31))
    rules = with_fields(medical, levy_year=2021, window=window)
    later = listed.on(dt.date(2020, 10, 8))
    opened = open_round(
        later, with_fields(bare, id="next", insurances={"medical": rules}, targets=())
    )
    return replace(later, rounds=(*later.rounds, opened)).on(later.business_date)


def test_the_unpaid_of_each_insurance_are_told_by_the_notice_of_its_own_round(
    next_year: Desk,
) -> None:
    told = gather_dunning(next_year, insurance="pension", with_closed=True).families
    assert {str(person) for each in told for person in each.people} >= {"周八（征缴期已过）"}


def test_after_the_next_round_has_opened_last_year_is_the_ledgers(next_year: Desk) -> None:
    assert _names(next_year, insurance="medical") == [
        ("张三", "medical"), ("李四", "medical"), ("周八", "medical"),
    ]  # fmt: skip
    pay(next_year, "0005", trace=3)
    assert _names(next_year, insurance="medical") == [("张三", "medical"), ("李四", "medical")]
    assert gather_not_renewed(next_year).total("medical").renewed == 1


def test_the_number_of_queries_does_not_grow(listed: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    real = listed.store.run

    def counting(sql: str, parameters: tuple[object, ...] = ()) -> object:
        asked.append(sql)
        return real(sql, parameters)

    monkeypatch.setattr(listed.store, "run", counting)
    gather_not_renewed(listed)
    few = len(asked)
    register_people(listed, *(person("丁", household=f"1{each:03d}") for each in range(20)))
    asked.clear()
    gather_not_renewed(listed)
    assert len(asked) == few
