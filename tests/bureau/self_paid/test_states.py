"""Files of mere status: the bureau's word enrols, without money, until money or another comes."""

import datetime as dt
from collections import Counter
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from models.base.dates import HalfMonth
from models.base.errors import BadInput, RefusedByRule
from models.bureau.self_paid.state_values import StateFile, StateImport, StateRow
from models.bureau.self_paid.states import import_states, preview_states
from models.counter.differences import find_differences
from models.ledger.agency_fee import agency_fee
from models.ledger.journal import balances
from models.people.changes.departures import death
from models.people.changes.occasion import Occasion
from models.people.households.families import load_household
from models.people.person_meant import person_meant
from models.station.desk import Desk
from models.station.filled_figures import record_figure
from models.station.founding import found_station
from models.store.writing import Store
from reports.progress.gather import gather_progress
from seed.notice_file import load_notice
from seed.paid_states_file import ReadStates, read_bureau_file
from seed.self_paid_file import ReadPaid, WholeFile
from tests.bureau.self_paid.making import PAID_ON, back, bring, everything, paid_csv, row, states
from tests.bureau.self_paid.test_returns import enrolled, entries, is_sound, waiting
from tests.cases import for_each
from tests.making import (
    fixed_number,
    household_id,
    made_up_number,
    pay,
    person,
    register_people,
    reverse,
)
from tui.screens.card import family_quotes, state_words

_NUMBER = fixed_number()


def said(id_number: str, name: str = "张三", **more: object) -> StateRow:
    """Return a row that has somebody as enrolled for medical 2020."""
    given: dict[str, object] = {
        "row": 2, "insurance": "medical", "levy_year": 2020, "is_enrolled": True, **more,
    }  # fmt: skip
    return StateRow(name=name, id_number=id_number, **given)  # type: ignore[arg-type]


def state(desk: Desk, *rows: StateRow, digest: str = "0" * 64) -> StateImport:
    """Import rows as one file."""
    return import_states(desk, StateFile("参保状态.csv", digest, rows))


def kinds(result: StateImport) -> list[str]:
    """Return what each row was found to be."""
    return [each.found for each in result.findings]


def test_who_is_stated_to_be_enrolled_is_enrolled_without_money(desk: Desk) -> None:
    one, other = register_people(desk, person("张三", categories=("低保",)), person("李四"))
    result = state(desk, said(one.id_number), said(other.id_number, "李四", is_enrolled=False))
    assert (kinds(result), result.receipts) == (["posted", "not_enrolled"], ("2019-000001",))
    assert entries(desk) == [("payment", "stated", 0)]
    assert desk.store.rows(
        "SELECT standard_fen, subsidy_fen, amount_fen, people, category FROM payment_line"
    ) == [(0, 0, 0, 1, "低保")]
    assert (balances(desk), enrolled(desk), is_sound(desk)) == ({}, 1, True)


def test_reports_count_the_person_and_no_money(desk: Desk) -> None:
    (one,) = register_people(desk, person("张三", categories=("低保",)))
    state(desk, said(one.id_number))
    report = gather_progress(desk, HalfMonth.parse("2019-11-H1"))
    total = next(each for each in report.insurances if each.insurance == "medical").total
    assert (total.people_to_date, total.personal_fen_to_date, total.hardship_covered) == (1, 0, 1)
    assert (total.subsidised_people_to_date, total.subsidy_fen_to_date) == (0, 0)


def test_nobody_is_charged_again_and_no_difference_is_made_of_it(desk: Desk) -> None:
    (one,) = register_people(desk, person("张三", categories=("低保",)))
    state(desk, said(one.id_number))
    with pytest.raises(RefusedByRule) as refused:
        pay(desk, members=frozenset({one.id_number}))
    assert refused.value.code == "already_paid" and "税务登记已参保" in refused.value.message
    household = load_household(desk, household_id(desk))
    assert state_words(family_quotes(desk, household)[0].members[0]) == "税务登记参保"
    day = dt.date(2019, 11, 20)
    record_figure(desk.on(day), "medical.personal", "280", "省文1号", None, day)
    assert find_differences(desk.refreshed().on(day), "medical") == ()


def test_nobody_collected_it_and_it_is_not_free(store: Store) -> None:
    """卫东 pays a fee for what is collected, and tells who was enrolled for nothing."""
    day = dt.date(2020, 11, 2)
    desk = found_station(store, load_notice("weidong-2020"), "东环路街道", day, "甲")
    (one,) = register_people(desk, person("张三"))
    state(desk, said(one.id_number, levy_year=desk.insurances["medical"].levy_year))
    assert enrolled(desk) == 1
    fee = agency_fee(desk, day, day)
    assert (fee.rows, fee.enrolled_free) == ((), 0)


def test_who_has_paid_is_confirmed_and_nothing_is_written(desk: Desk) -> None:
    (one,) = register_people(desk, person("张三"))
    pay(desk)
    before = everything(desk)
    assert kinds(state(desk, said(one.id_number))) == ["confirmed"]
    assert everything(desk) == before


def test_money_that_comes_later_takes_its_place(desk: Desk) -> None:
    (one,) = register_people(desk, person("张三"))
    state(desk, said(one.id_number))
    assert len(bring(desk, row(one.id_number)).posted) == 1
    assert entries(desk) == [
        ("payment", "stated", 0), ("refund", "stated", 0), ("payment", "alipay", 25000),
    ]  # fmt: skip
    assert (enrolled(desk), waiting(desk), is_sound(desk)) == (1, [], True)


def test_a_wrong_amount_leaves_the_word_standing(desk: Desk) -> None:
    (one,) = register_people(desk, person("张三"))
    state(desk, said(one.id_number))
    assert states(bring(desk, row(one.id_number, amount_fen=28000))) == ["wrong_amount"]
    assert (enrolled(desk), len(entries(desk))) == (1, 1)


def test_a_later_word_takes_it_back_and_an_earlier_one_does_not(desk: Desk) -> None:
    (one,) = register_people(desk, person("张三"))
    state(desk, said(one.id_number, stated_on=dt.date(2019, 11, 8)))
    earlier = said(one.id_number, is_enrolled=False, stated_on=dt.date(2019, 11, 5))
    assert kinds(state(desk, earlier)) == ["superseded"]
    later = replace(earlier, stated_on=dt.date(2019, 11, 12))
    assert kinds(state(desk, later)) == ["withdrawn"]
    assert entries(desk) == [("payment", "stated", 0), ("refund", "stated", 0)]
    assert (enrolled(desk), is_sound(desk)) == (0, True)


def test_that_the_bureau_does_not_know_of_a_payment_is_an_exception(desk: Desk) -> None:
    (one,) = register_people(desk, person("张三"))
    pay(desk)
    before = everything(desk)
    (found,) = state(desk, said(one.id_number, is_enrolled=False)).exceptions
    assert found.found == "contradicted"
    assert "收据 2019-000001（POS刷卡，2019-11-14）是有效缴费" in found.reason
    assert everything(desk) == before


def test_whoever_cannot_be_enrolled_is_told_and_nothing_is_written(desk: Desk) -> None:
    one, two, three = register_people(
        desk, person("张三"), person("李四"), person("王五", enrolment="职工医保")
    )
    death(desk, person_meant(desk, one.id_number), Occasion(PAID_ON, "病故", "证明"))
    before = everything(desk)
    result = state(
        desk,
        said(one.id_number),
        said(two.id_number, "李武"),
        said(three.id_number, "王五"),
        said(made_up_number(), "赵六"),
    )
    assert kinds(result) == ["refused", "name_differs", "refused", "unknown"]
    assert everything(desk) == before


def test_the_same_file_again_and_again_changes_nothing(desk: Desk) -> None:
    people = register_people(desk, person("张三"), person("李四"))
    rows = [said(people[0].id_number), said(people[1].id_number, "李四", is_enrolled=False)]
    state(desk, *rows)
    before = everything(desk)
    assert kinds(state(desk.on(dt.date(2019, 11, 20)), *rows)) == ["known", "known"]
    assert everything(desk) == before


def test_the_file_that_was_taken_back_does_not_enrol_again(desk: Desk) -> None:
    (one,) = register_people(desk, person("张三"))
    state(desk, said(one.id_number))
    reverse(desk, "2019-000001", "void", "税务登记错")
    assert (kinds(state(desk, said(one.id_number))), enrolled(desk)) == (["known"], 0)


def test_it_can_be_refunded_without_money(desk: Desk) -> None:
    (one,) = register_people(desk, person("张三"))
    state(desk, said(one.id_number))
    done = reverse(desk.on(dt.date(2019, 11, 20)), "2019-000001", "refund", "税务登记错")
    assert (done.amount_fen, enrolled(desk), is_sound(desk)) == (0, 0, True)


def test_one_file_that_says_both_is_told(desk: Desk) -> None:
    (one,) = register_people(desk, person("张三"))
    result = state(desk, said(one.id_number), said(one.id_number, is_enrolled=False, row=3))
    assert kinds(result) == ["posted", "contradicted"]
    assert "第 2 行写的是已参保" in result.exceptions[0].reason


def test_a_preview_says_the_same_and_changes_nothing(desk: Desk) -> None:
    people = register_people(desk, person("张三"), person("李四"))
    rows = (said(people[0].id_number), said(people[1].id_number, "李四", is_enrolled=False))
    file = StateFile("x", "0" * 64, rows)
    before = everything(desk)
    preview = preview_states(desk, file)
    assert everything(desk) == before
    assert import_states(desk, file).findings == preview.findings


def test_any_order_of_files_ends_in_the_same_state(sqlite_desk: Desk) -> None:
    """Said to be enrolled, then not, paid and paid back, in every order of four files."""
    people = register_people(sqlite_desk, *[person(f"张{place}") for place in range(24)])
    ends: Counter[object] = Counter()
    for order, one in zip(permutations(range(4)), people, strict=True):
        for place in order:
            if place == 0:
                day = dt.date(2019, 11, 2)
                state(sqlite_desk, said(one.id_number, one.name, stated_on=day))
            elif place == 1:
                day = dt.date(2019, 11, 4)
                no = said(one.id_number, one.name, is_enrolled=False, stated_on=day)
                state(sqlite_desk, no)
            elif place == 2:
                bring(sqlite_desk, row(one.id_number, one.name))
            else:
                bring(sqlite_desk, back(one.id_number, one.name))
        own = sqlite_desk.store.number(
            "SELECT count(*) FROM in_force WHERE id_number = ?", (one.id_number,)
        )
        ends[(own, tuple(waiting(sqlite_desk)))] += 1
    assert ends == {(0, ()): 24}
    assert is_sound(sqlite_desk)


@pytest.mark.parametrize(
    ("header", "line", "whole"),
    [
        ("姓名,身份证号,险种,参保年度,参保状态", "张三,{n},医疗,2020,正常参保", WholeFile()),
        ("姓名,证件号码,是否参保", "张三,{n},是", WholeFile("medical", "", 2020)),
        ("缴费人姓名,证件号码,费种,所属期,已参保,查询日期",
         "张三,{n},居民医保,2020-01-01至2020-12-31,√,2019-11-05", WholeFile()),
    ],
)  # fmt: skip
def test_a_file_without_amounts_is_one_of_status(
    sqlite_desk: Desk, tmp_path: Path, header: str, line: str, whole: WholeFile
) -> None:
    path = paid_csv(tmp_path, line.format(n=_NUMBER), header=header)
    read = read_bureau_file(sqlite_desk, path, whole, lambda done, total: None)
    assert isinstance(read, ReadStates) and read.refused == ()
    day = PAID_ON if "查询日期" in header else None
    assert read.file.rows == (said(_NUMBER, stated_on=day),)


@for_each("words, is_enrolled", [
        ("是", True), ("正常", True), ("已参保", True), ("参保缴费", True),
        ("否", False), ("未参保", False), ("停保", False), ("参保未缴费", False),
    ])  # fmt: skip
def test_the_words_of_status(words: str, is_enrolled: bool) -> None:
    from seed.enrolment_words import is_enrolled as means

    assert means(words) is is_enrolled


@pytest.mark.parametrize(
    ("line", "column", "reason"),
    [
        ("张三,{n},医疗,2020,", "参保状态", "是空的"),
        ("张三,{n},医疗,2020,大概", "参保状态", "不认识"),
        ("张三,{n},医疗,,是", "参保年度", "「整个文件的参保年度」"),
        ("张三,{n},,2020,是", "险种", "「整个文件的险种」"),
        ("张三,,医疗,2020,是", "证件号码", "是空的"),
    ],
)
def test_a_row_that_cannot_be_read_says_why(
    sqlite_desk: Desk, tmp_path: Path, line: str, column: str, reason: str
) -> None:
    header = "姓名,证件号码,险种,参保年度,参保状态"
    path = paid_csv(tmp_path, line.format(n=_NUMBER), header=header)
    read = read_bureau_file(sqlite_desk, path, WholeFile(), lambda done, total: None)
    (fault,) = read.refused
    assert fault.column.split("（")[0] == column and reason in fault.reason


def test_a_file_with_amounts_that_cannot_be_read_is_never_taken_for_one_of_status(
    sqlite_desk: Desk, tmp_path: Path
) -> None:
    header = "姓名,证件号码,险种,参保年度,参保状态,实收金额合计"
    path = paid_csv(tmp_path, f"张三,{_NUMBER},医疗,2020,正常,250", header=header)
    with pytest.raises(BadInput, match="实收金额合计"):
        read_bureau_file(sqlite_desk, path, WholeFile(), lambda done, total: None)


def test_paid_data_without_a_year_are_read_with_the_files(
    sqlite_desk: Desk, tmp_path: Path
) -> None:
    header = "姓名,身份证号,征收项目,实缴金额,缴费方式,入库日期"
    path = paid_csv(tmp_path, f"张三,{_NUMBER},医疗,250,支付宝,2019-11-05", header=header)
    whole = WholeFile(levy_year=2020)
    read = read_bureau_file(sqlite_desk, path, whole, lambda done, total: None)
    assert isinstance(read, ReadPaid) and read.file.rows == (row(_NUMBER),)
