"""Contacts with a family: each stays, the last one counts, and wrong ones are one line."""

import datetime as dt

import pytest
from peewee import PeeweeException

from models.base.errors import BadInput
from models.checks.check_store import check_store
from models.people.contacts import contacts_of, last_contacts, record_contact
from models.station.desk import Desk
from tests.making import household_id, person, register_people
from tests.people.families import changes, history

_DAY = dt.date(2019, 11, 14)


@pytest.fixture
def home(desk: Desk) -> int:
    register_people(desk, person("张三"), person("李四", household="0002"))
    return household_id(desk)


def test_a_later_contact_does_not_overwrite_an_earlier_one(desk: Desk, home: int) -> None:
    record_contact(desk, home, "电话", "无人")
    record_contact(desk, home, "电话", "无人")
    record_contact(desk.on(dt.date(2019, 11, 16)), home, "上门", "愿缴", dt.date(2019, 11, 16))
    told = [(each.on.day, each.how, each.result) for each in contacts_of(desk, home)]
    assert told == [(16, "上门", "愿缴"), (14, "电话", "无人"), (14, "电话", "无人")]
    assert contacts_of(desk, household_id(desk, "0002")) == ()
    for sql in ("UPDATE contact SET result = '愿缴'", "DELETE FROM contact"):
        with pytest.raises(PeeweeException, match="只增不改"), desk.writing("pay"):
            desk.store.run(sql)
    assert not check_store(desk.store).broken


def test_the_last_contact_by_a_day_counts(desk: Desk, home: int) -> None:
    record_contact(desk.on(dt.date(2019, 11, 16)), home, "上门", "愿缴")
    record_contact(desk, home, "电话", "无人")  # entered later, for an earlier day
    record_contact(desk, home, "微信", "外出")
    by_day = {day: last_contacts(desk, dt.date(2019, 11, day)) for day in (13, 14, 16)}
    assert by_day[13] == {}
    assert [by_day[day][home].result for day in (14, 16)] == ["外出", "愿缴"]


def test_a_contact_stands_in_the_familys_history(desk: Desk, home: int) -> None:
    record_contact(desk, home, "电话", "愿缴", dt.date(2019, 11, 20), "月底回家")
    assert history(desk)[0] == "2019-11-14  催缴  电话  愿缴，约 2019-11-20，月底回家"
    assert changes(desk) == [] and history(desk, "0002") == []


def test_full_width_letters_become_plain_and_the_audit_names_the_row_only(
    desk: Desk, home: int
) -> None:
    made = record_contact(desk, home, " ＱＱ ", "愿缴", note="张三说")
    assert made.how == "QQ"
    audit = desk.store.rows("SELECT action, subject, detail FROM audit ORDER BY id")[-1]
    assert audit == ("contact", f"household {home}", "2019-11-14")


@pytest.mark.parametrize(
    ("how", "result", "promised_on", "note", "words"),
    [
        ("", "愿缴", None, "", "联系方式"),
        ("电话", "  ", None, "", "联系结果"),
        ("电话", "愿缴", dt.date(2019, 11, 13), "", "早于业务日期"),
        ("电话", "愿\u202e缴", None, "", "不可见字符"),
        ("电话", "愿缴", None, "长" * 101, "超过 100 个字"),
        ("电" * 21, "愿缴", None, "", "超过 20 个字"),
    ],
)
def test_what_is_wrong_is_one_line_and_nothing_is_recorded(
    sqlite_desk: Desk, how: str, result: str, promised_on: dt.date | None, note: str, words: str
) -> None:
    register_people(sqlite_desk, person("张三"))
    with pytest.raises(BadInput, match=words) as refused:
        record_contact(sqlite_desk, household_id(sqlite_desk), how, result, promised_on, note)
    assert "\n" not in refused.value.message
    assert sqlite_desk.store.rows("SELECT count(*) FROM contact") == [(0,)]
    promised = record_contact(sqlite_desk, household_id(sqlite_desk), "电话", "愿缴", _DAY)
    assert promised.promised_on == _DAY
