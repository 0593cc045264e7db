"""Students, soldiers, prisoners, insured elsewhere: from a day, until a day, by the notice."""

import dataclasses

import msgspec
import pytest

from models.base.errors import BadInput, RefusedByRule
from models.levy.excuses import excused_reasons
from models.levy.family import quote_family
from models.levy.notice import Notice
from models.levy.who import Exclusion
from models.people.changes.occasion import Occasion
from models.people.changes.status import set_status
from models.people.households.families import load_household
from models.people.roster import merge_roster
from models.station.desk import Desk
from tests.making import household_id, made_up_number, person, register_people
from tests.people.families import BECAUSE, changes, day, family, history, missing, row_of


@pytest.fixture
def young(desk: Desk) -> int:
    """Somebody of twenty, alone in household 0001."""
    return row_of(desk, register_people(desk, person("李明", born="1999-01-01"))[0])


def _since(number: int) -> Occasion:
    return Occasion(on=day(number), reason="入学", proof="学生证")


def _excused(desk: Desk) -> tuple[tuple[str, str], ...]:
    family_quote = quote_family(
        desk.notices["medical"], "medical", family(desk), desk.business_date
    )
    return excused_reasons(family_quote)


def test_a_student_is_excused_from_the_day_with_the_notices_clause(desk: Desk, young: int) -> None:
    set_status(desk, young, "在校大学生", _since(5))
    assert _excused(desk) == (("李明", "在校大学生（参保范围(三)）"),)
    assert _excused(desk.on(day(5))) and missing(desk) == {}
    assert _excused(desk.on(day(4))) == () and missing(desk.on(day(4))) == {"李明": "尚未缴费"}
    assert history(desk)[0] == "2019-11-05  情况变更  李明 为在校大学生  原因：入学  凭证：学生证"


def test_a_status_ends(desk: Desk, young: int) -> None:
    set_status(desk, young, "职工医保", _since(3))
    set_status(desk, young, "职工医保", _since(8), is_ending=True)
    held = [family(desk.on(day(each))).members[0].enrolment for each in (2, 3, 7, 8, 14)]
    assert held == ["", "职工医保", "职工医保", "", ""]


def test_changes_recorded_in_any_order_give_the_same_days(desk: Desk, young: int) -> None:
    set_status(desk, young, "现役军人", _since(10))
    set_status(desk, young, "在校学生", _since(5))
    set_status(desk, young, "在校学生", _since(7), is_ending=True)
    held = [family(desk.on(day(each))).members[0].enrolment for each in (4, 5, 7, 10)]
    assert held == ["", "在校学生", "", "现役军人"]


@pytest.mark.parametrize("status", ["现役军人", "服刑人员"])
def test_a_soldier_or_prisoner_of_whom_no_rule_speaks_is_waited_for_and_not_charged(
    desk: Desk, young: int, status: str
) -> None:
    set_status(desk, young, status, _since(5))
    assert missing(desk)["李明"].startswith(f"{status}：通知没有规定是否参保")
    assert _excused(desk) == ()


@pytest.mark.parametrize(
    ("status", "condition"), [("现役军人", "in_service"), ("服刑人员", "imprisoned")]
)
def test_a_notice_may_except_them(desk: Desk, young: int, status: str, condition: str) -> None:
    set_status(desk, young, status, _since(5))
    clause = Exclusion(condition=condition, clause="三(九)", handled_by="由所在单位办理")  # type: ignore[arg-type]
    notice = _excepting(desk.notice, clause)
    other = dataclasses.replace(desk, notice=notice, notices=dict.fromkeys(desk.notices, notice))
    assert _excused(other) == (("李明", f"{status}（三(九)）"),) and missing(other) == {}
    assert missing(other.on(day(4))) == {"李明": "尚未缴费"}


def _excepting(notice: Notice, clause: Exclusion) -> Notice:
    rules = notice.insurances["medical"]
    rules = msgspec.structs.replace(rules, exclusions=(*rules.exclusions, clause))
    return msgspec.structs.replace(notice, insurances={**notice.insurances, "medical": rules})


def test_what_is_so_already_or_was_never_so_is_refused(sqlite_desk: Desk) -> None:
    who = row_of(sqlite_desk, register_people(sqlite_desk, person(enrolment="未参保"))[0])
    set_status(sqlite_desk, who, "服刑人员", _since(5))
    refusals = [("服刑人员", 6, False), ("在校学生", 6, True), ("服刑人员", 4, False)]
    codes = []
    for status, number, is_ending in refusals:
        with pytest.raises(RefusedByRule) as refused:
            set_status(sqlite_desk, who, status, _since(number), is_ending=is_ending)
        codes.append(refused.value.code)
    assert codes == ["held", "not_held", "later_change"]
    assert family(sqlite_desk).members[0].enrolment == "服刑人员"
    assert family(sqlite_desk.on(day(4))).members[0].enrolment == "未参保"


@pytest.mark.parametrize("status", ["", "出国", "未参保"])
def test_a_status_from_which_nothing_follows_is_not_taken(sqlite_desk: Desk, status: str) -> None:
    who = row_of(sqlite_desk, register_people(sqlite_desk, person())[0])
    with pytest.raises(BadInput, match="现役军人"):
        set_status(sqlite_desk, who, status, BECAUSE)


def test_a_roster_that_says_otherwise_leaves_earlier_days_as_they_were(desk: Desk) -> None:
    before = person("李明", born="1999-01-01", id_number=made_up_number("1999-01-01"))
    register_people(desk, before)
    after = dataclasses.replace(before, enrolment="在校学生")
    merge_roster(desk, [after], "花名册.xlsx")
    merge_roster(desk, [after], "花名册.xlsx")
    assert family(desk).members[0].enrolment == "在校学生"
    assert family(desk.on(day(13))).members[0].enrolment == ""
    assert changes(desk) == ["情况变更"]


def test_reading_a_household_takes_the_same_queries_whatever_its_history(
    sqlite_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    who = row_of(sqlite_desk, register_people(sqlite_desk, person())[0])
    home, store = household_id(sqlite_desk), sqlite_desk.store
    asked: list[str] = []
    run = store.run
    monkeypatch.setattr(store, "run", lambda sql, *rest: (asked.append(sql), run(sql, *rest))[1])
    counts = []
    for status in ("在校学生", "现役军人"):
        set_status(sqlite_desk, who, status, BECAUSE)
        asked.clear()
        load_household(sqlite_desk.on(day(1)), home)
        counts.append(len(asked))
    assert counts == [7, 7]
