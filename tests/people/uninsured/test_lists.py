"""A sender's list: in as it came, labelled, settled group by group, out in its own columns."""

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from models.base.errors import BadInput, Denied, RefusedByRule
from models.people.changes.departures import death
from models.people.changes.occasion import Occasion
from models.people.changes.rows import present_person
from models.people.duplicates.cases import list_cases
from models.people.history import family_history
from models.people.households.families import household_numbered, load_household
from models.people.uninsured.accept import accept_group, settle_people
from models.people.uninsured.carry import carry_over
from models.people.uninsured.of_people import reasons_of_household
from models.people.uninsured.read import read_roll
from models.people.uninsured.sent_back import list_to_send_back
from models.people.uninsured.values import NOWHERE
from models.people.uninsured.withdraw import withdraw_list
from models.station.desk import Desk
from reports.listing.values import Listing
from reports.people_lists.dunning import gather_dunning
from reports.people_lists.dunning_listing import dunning_listing
from reports.uninsured.figures import uninsured_listing
from reports.uninsured.people import groups_listing, people_listing
from reports.uninsured.sent_back_workbook import write_sent_back
from seed.uninsured_file import UninsuredImport
from tests.making import made_up_number, pay, person, register_people
from tests.people.uninsured.making import HEADINGS, named, police_rows, receive, sent_file


@pytest.fixture
def brought(desk: Desk, tmp_path: Path) -> UninsuredImport:
    """Nine people of two villages, of every kind, on a list of the police."""
    own = [
        person("甲已缴", household="0001"),
        person("乙在校", household="0002", born="2000-05-06", enrolment="在校学生"),
        person("丙职工", household="0003", enrolment="职工医保"),
        person("丁未缴", household="0004"),
        person("戊未缴", household="0005", village="白塘村"),
        person("己死亡", household="0006"),
    ]
    register_people(desk, *own)
    pay(desk, "0001")
    (dead,) = load_household(desk, household_numbered(desk, "0006")).members
    death(desk, dead.person_id, Occasion(dt.date(2019, 10, 1)))
    rows = police_rows(own)
    rows += [
        [7, "庚外来", made_up_number(), "冷水滩区上岭桥镇白塘村2组", "", "所里"],
        [8, "丁未缴", made_up_number("1990-01-01"), "蔡市镇石头村", "", "所里"],
        [9, "辛错号", "43119819800101", "青山村", "", "所里"],
        [10, "壬婴儿", made_up_number("2019-09-01"), "青山村", "", "所里"],
        [11, "乙在校", own[1].id_number, "青山村", "", "再列"],
    ]
    return receive(desk, sent_file(tmp_path, rows))


def _row(listing: Listing, first: str) -> dict[str, object]:
    (found,) = (row for row in listing.rows if row[0] == first)
    return dict(zip((column.heading for column in listing.columns), found, strict=True))


def test_a_list_comes_in_as_it_is_and_again_changes_nothing(
    desk: Desk, brought: UninsuredImport, tmp_path: Path
) -> None:
    got = brought.received
    assert (got.rows, got.people, got.repeated, got.nowhere) == (11, 10, 1, 1)
    assert got.labels == {
        "已参保": 1, "在校": 1, "职工": 1, "名册未缴": 2, "死亡未销户": 1, "不在名册": 1,
        "同名不同号": 1, "号码有误": 1, "未出生登记": 1,
    }  # fmt: skip
    assert brought.answer_column == "未参保原因" and not brought.refused
    (warning,) = brought.warnings
    assert warning.row == 11 and "14 位" in warning.reason and "800101" not in warning.reason
    places = {each.name: each.village for each in read_roll(desk).people}
    assert places["庚外来"] == "白塘村" and places["己死亡"] == "青山村"
    again = receive(desk, tmp_path / "公安未参保.xlsx").received
    assert again.is_known and again.list_id == got.list_id
    assert len(read_roll(desk).lists) == 1
    groups = {row[0]: row[1:] for row in groups_listing(desk).rows}
    assert groups["在校"] == (1, 1, "在校") and groups["不在名册"] == (1, 1, None)


def test_a_group_is_settled_with_one_reason_and_the_rest_stays(
    desk: Desk, brought: UninsuredImport
) -> None:
    assert accept_group(desk, "在校").people == 1
    assert accept_group(desk, "职工", reason="职工社保").reason == "职工"
    with pytest.raises(BadInput, match="要问过才知道原因"):
        accept_group(desk, "名册未缴")
    assert accept_group(desk, "名册未缴", "白塘村", "拒参", "上门问过").people == 1
    with pytest.raises(BadInput, match="没有还没定的人"):
        accept_group(desk, "在校")
    with pytest.raises(BadInput, match="没有“在学校”这一组"):
        accept_group(desk, "在学校")
    reasons = {each.name: each.reason for each in read_roll(desk).people}
    assert reasons["乙在校"] == "在校" and reasons["戊未缴"] == "拒参"
    assert reasons["甲已缴"] == "已参保"  # the ledger says so, nobody has to
    settle_people(desk, [named(desk, "戊未缴").key], "外地参保")
    assert named(desk, "戊未缴").reason == "异地"
    with pytest.raises(BadInput, match="没有编号 999"):
        settle_people(desk, [999], "在校")


def test_only_those_who_were_looked_at_are_settled(desk: Desk, brought: UninsuredImport) -> None:
    seen = {named(desk, "戊未缴").key}
    assert accept_group(desk, "名册未缴", reason="拒参", seen=seen).people == 1


def test_the_reasons_are_counted_by_village(desk: Desk, brought: UninsuredImport) -> None:
    accept_group(desk, "在校")
    accept_group(desk, "名册未缴", "白塘村", "拒参")
    listing = uninsured_listing(desk)
    here = _row(listing, "青山村")
    assert (here["名单人数"], here["已明确"], here["在校"], here["已参保"]) == (7, 2, 1, 1)
    assert here["未答复"] == 5 and _row(listing, "白塘村")["拒参"] == 1
    assert _row(listing, NOWHERE)["名单人数"] == 1
    assert listing.total is not None and listing.total[:3] == ("合计", 10, 3)
    for row in (*listing.rows, listing.total):  # the settled by reason, the rest by what is open
        assert row[1] == sum(row[3:]) and row[2] == sum(row[3:-3])  # type: ignore[arg-type]
    people = people_listing(desk, "名册未缴")
    assert [row[1] for row in people.rows] == ["丁未缴", "戊未缴"]
    assert [row[1] for row in people_listing(desk, village="白塘村", is_open=True).rows] == [
        "庚外来"
    ]


def test_a_list_goes_back_in_its_own_columns(
    desk: Desk, brought: UninsuredImport, tmp_path: Path
) -> None:
    accept_group(desk, "在校")
    sent = list_to_send_back(desk)
    write_sent_back(sent, tmp_path / "报回.xlsx", desk.business_date)
    lines = list(openpyxl.load_workbook(tmp_path / "报回.xlsx").active.values)
    assert lines[0] == HEADINGS
    came = list(openpyxl.load_workbook(tmp_path / "公安未参保.xlsx").active.values)[2:]
    for before, after in zip(came, lines[1:], strict=True):
        assert [str(cell or "") for cell in (*before[:4], before[5])] == [
            str(cell or "") for cell in (*after[:4], after[5])
        ]
    reasons = [row[4] or "" for row in lines[1:]]
    assert reasons == ["已参保", "在校", *[""] * 8, "在校"]  # the repeated row is answered as well
    assert (sent.answered, sent.unanswered, sent.own) == (3, 8, 0)
    with pytest.raises(BadInput, match="没有这份未参保名单"):
        list_to_send_back(desk, 99)


def test_a_list_without_a_column_gets_one_and_what_stood_there_stays(
    desk: Desk, tmp_path: Path
) -> None:
    one, two = person("甲", household="0001"), person("乙", household="0002")
    register_people(desk, one, two)
    plain = sent_file(
        tmp_path, [["甲", one.id_number], ["乙", two.id_number]], ("姓名", "证件号码"), "省.xlsx"
    )
    assert receive(desk, plain, "省下发数据").answer_column == ""
    accept_group(desk, "名册未缴", reason="拒参")
    assert list_to_send_back(desk).headings == ("姓名", "证件号码", "未参保原因")
    rows = [["甲", one.id_number, "外出"], ["乙", two.id_number, ""]]
    half = sent_file(tmp_path, rows, ("姓名", "*证件号码", "核 实\n情况"), "税.xlsx")
    assert receive(desk, half, "税务").answer_column == "核实情况"
    sent = list_to_send_back(desk)
    assert sent.headings == ("姓名", "*证件号码", "核实情况")
    assert [row[2] for row in sent.rows] == ["外出", "拒参"] and sent.own == 1


def test_a_list_that_states_a_reason_labels_those_whom_another_asks_about(
    desk: Desk, brought: UninsuredImport, tmp_path: Path
) -> None:
    one = next(each for each in read_roll(desk).people if each.label.word == "名册未缴")
    rows = [[one.name, one.id_number], ["路人", made_up_number()], ["错", "123"]]
    path = sent_file(tmp_path, rows, ("姓名", "身份证号"), "学校.xlsx")
    got = receive(desk, path, "教育局", "在校")
    assert (got.received.people, got.received.strangers) == (1, 1)
    assert [each.row for each in got.refused] == [5]
    after = next(each for each in read_roll(desk).people if each.key == one.key)
    assert after.label.word == "在校" and "教育局名单" in after.label.basis
    assert "教育局名单" not in named(desk, "庚外来").label.basis
    assert len(read_roll(desk).people) == 10  # whom it names beside is not asked about
    # A sender called by a reason states it.
    dead = sent_file(tmp_path, [[one.name, one.id_number]], ("姓名", "身份证号"), "死.xlsx")
    assert receive(desk, dead, "死亡名单").received.meaning == "死亡未销户"
    with pytest.raises(BadInput, match="名单说明的情况“没见过”不认识"):
        receive(desk, dead, "民政", "没见过")


def test_answers_are_carried_into_the_roster_once(desk: Desk, brought: UninsuredImport) -> None:
    people = {each.name: each for each in read_roll(desk).people if each.person_id}
    for name, reason in (("丁未缴", "在校"), ("戊未缴", "职工"), ("丙职工", "职工"),
                         ("乙在校", "死亡")):  # fmt: skip
        settle_people(desk, [people[name].key], reason)
    settle_people(desk, [named(desk, "壬婴儿").key], "新生儿")
    preview = carry_over(desk, is_rehearsal=True)
    done = carry_over(desk)
    assert done == preview
    assert done.statuses == ["青山村 0004 户 丁未缴 在校学生"]
    assert done.cases == ["白塘村 0005 户 戊未缴 职工医保"]
    assert done.departures == ["青山村 0002 户 乙在校 死亡"]
    assert done.arrivals == ["青山村 壬婴儿"]
    person_id = people["丁未缴"].person_id
    assert person_id and present_person(desk, person_id).enrolment == "在校学生"
    assert [case.name for case in list_cases(desk)] == ["戊未缴"]
    again = carry_over(desk)
    assert (again.statuses, again.cases) == ([], [])


def test_the_card_tells_and_the_dunning_list_leaves_out_who_is_excused(
    desk: Desk, brought: UninsuredImport
) -> None:
    def dunned() -> dict[str, str]:
        families = gather_dunning(desk, insurance="medical").families
        return {who.name: who.answered for each in families for who in each.people}

    assert dunned() == {"丁未缴": "", "戊未缴": ""}
    (one,) = (each for each in read_roll(desk).people if each.household == "0004")
    settle_people(desk, [one.key], "在校", "学生证")
    accept_group(desk, "名册未缴", "白塘村", "拒参")
    assert dunned() == {"戊未缴": "拒参"}
    listing = dunning_listing(desk, insurance="medical")
    assert any("不必催缴的 1 人没有列入" in note for note in listing.notes)
    assert [row[4] for row in listing.rows] == ["戊未缴（拒参）"]
    (known,) = reasons_of_household(desk, household_numbered(desk, "0004"))
    assert (known.name, known.reason, known.on) == ("丁未缴", "在校", desk.business_date)
    told = [str(line) for line in family_history(desk, household_numbered(desk, "0004"))]
    assert any(line.endswith("未参保  丁未缴 在校（学生证）  test 认定") for line in told)
    earlier = desk.on(desk.business_date - dt.timedelta(1))
    assert reasons_of_household(earlier, household_numbered(desk, "0004")) == ()


def test_a_number_that_is_anothers_here_is_no_match(desk: Desk, tmp_path: Path) -> None:
    one, two = person("甲", household="0001"), person("乙", household="0002")
    register_people(desk, one, two)
    pay(desk, "0001")
    rows = [["乙", one.id_number, "青山村"], ["甲", one.id_number, "青山村"]]
    receive(desk, sent_file(tmp_path, rows, ("姓名", "证件号码", "村")))
    found, right = read_roll(desk).people
    assert right.reason == "已参保"
    assert found.label.word == "号码有误" and found.label.basis == "名册上这个号码是甲"
    assert found.person_id is None and found.reason == ""
    # Nor does a list that states a reason speak of somebody with another name.
    dead = sent_file(tmp_path, [["丙", one.id_number]], ("姓名", "证件号码"), "死.xlsx")
    assert receive(desk, dead, "死亡").received.people == 0  # no name of the list


def test_a_list_needs_a_sender_rows_and_the_right(desk: Desk, tmp_path: Path) -> None:
    from dataclasses import replace

    path = sent_file(tmp_path, [["甲", made_up_number()]], ("姓名", "证件号码"))
    with pytest.raises(BadInput, match="请写明名单从哪里来"):
        receive(desk, path, " ")
    with pytest.raises(BadInput, match="名单里没有人"):
        receive(desk, sent_file(tmp_path, [], ("姓名", "证件号码"), "空.xlsx"))
    with pytest.raises(BadInput, match="还没有未参保名单"):
        read_roll(desk)
    with pytest.raises(Denied):
        receive(replace(desk, operator="stranger"), path)


def test_a_list_that_came_by_mistake_is_taken_back_and_may_come_again(
    desk: Desk, brought: UninsuredImport, tmp_path: Path
) -> None:
    assert read_roll(desk).people
    first = brought.received.list_id
    with pytest.raises(BadInput, match="撤回的原因"):
        withdraw_list(desk, first, " ")
    withdraw_list(desk, first, "导错了文件")
    with pytest.raises(BadInput, match="还没有未参保名单"):
        read_roll(desk)
    with pytest.raises(RefusedByRule) as refused:
        withdraw_list(desk, first, "再撤一次")
    assert refused.value.code == "no_such_list"
    again = receive(desk, tmp_path / brought.file)
    assert not again.received.is_known and again.received.list_id != first
    assert read_roll(desk).people
