"""Lawful exceptions to "all members enrol": named from the notice, with the clause."""

import msgspec
import pytest

from models.base.terms import Condition
from models.levy.excuses import excused_reasons, why_missing
from models.levy.family import FamilyQuote, Household, quote_family
from models.levy.notice import Exclusion, Notice
from seed.notice_file import load_notice
from tests.levy.asking import day
from tests.levy.test_family import family, member


def excepting(*conditions: Condition) -> Notice:
    """Return 冷水滩's notice with more exceptions than it has."""
    notice = load_notice("lengshuitan-2019")
    rules = notice.insurances["medical"]
    more = tuple(
        Exclusion(condition=each, clause=f"附则({each})", handled_by="由所在单位办理")
        for each in conditions
    )
    changed = msgspec.structs.replace(rules, exclusions=(*rules.exclusions, *more))
    return msgspec.structs.replace(notice, insurances={**notice.insurances, "medical": changed})


def asked(notice: Notice, *statuses: str) -> FamilyQuote:
    """Return the quote of a family with one adult of each status."""
    members = tuple(
        member(position, "1990-01-01", enrolment=status) for position, status in enumerate(statuses)
    )
    household = Household(
        household_id=1, number="1", village_id=1, village="青山村", members=members
    )
    return quote_family(notice, "medical", household, day("2019-11-14"))


def test_whom_the_notice_excepts_is_named_with_status_and_clause():
    answer = family(
        member(1),
        member(2, "2000-01-01", enrolment="在校大学生"),
        member(3, enrolment="未参保、异地医保、职工养老"),
    )
    assert excused_reasons(answer) == (
        ("甲2", "在校大学生（参保范围(三)）"),
        ("甲3", "异地医保（参保范围(四)）"),
    )


def test_several_statuses_of_one_meaning_are_all_named():
    answer = family(member(1, enrolment="职工医保、异地医保"))
    assert excused_reasons(answer) == (("甲1", "职工医保、异地医保（参保范围(四)）"),)


@pytest.mark.parametrize(
    ("condition", "status"), [("in_service", "现役军人"), ("imprisoned", "服刑人员")]
)
def test_soldiers_and_prisoners_are_excepted_only_where_a_clause_does(
    condition: Condition, status: str
):
    silent = asked(load_notice("lengshuitan-2019"), status, "")
    assert excused_reasons(silent) == ()
    assert [why_missing(each) for each in silent.missing_after()] == [
        f"{status}：通知未列为可不参保的情形",
        "尚未缴费",
    ]
    answer = asked(excepting(condition), status, "")
    assert excused_reasons(answer) == (("甲0", f"{status}（附则({condition})）"),)
    assert [each.member.name for each in answer.missing_after()] == ["甲1"]


def test_each_exception_is_for_its_own_condition():
    answer = asked(excepting("in_service", "imprisoned"), "现役军人", "服刑人员", "职工医保")
    assert [reason for _, reason in excused_reasons(answer)] == [
        "现役军人（附则(in_service)）",
        "服刑人员（附则(imprisoned)）",
        "职工医保（参保范围(四)）",
    ]


def test_who_is_refused_is_missing_for_the_reason_of_the_refusal():
    answer = family(member(1), on="2020-01-01")
    assert why_missing(answer.members[0]).startswith("征缴期已于 2019-12-31 结束")
