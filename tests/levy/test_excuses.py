"""Lawful exceptions to "all members enrol": named from the notice, with the clause."""

import msgspec

from models.base.terms import Condition
from models.levy.excuses import excused_reasons, why_missing
from models.levy.family import FamilyQuote, Household, quote_family
from models.levy.notice import Notice
from models.levy.who import Exclusion
from seed.notice_file import load_notice
from tests.cases import for_each
from tests.levy.asking import day, switched
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


def test_whom_the_notice_excepts_is_named_with_status_and_clause() -> None:
    answer = family(
        member(1),
        member(2, "2000-01-01", enrolment="在校大学生"),
        member(3, enrolment="未参保、异地医保、职工养老"),
    )
    assert excused_reasons(answer) == (
        ("甲2", "在校大学生（参保范围(三)）"),
        ("甲3", "异地医保（参保范围(四)）"),
    )


def test_several_statuses_of_one_meaning_are_all_named() -> None:
    answer = family(member(1, enrolment="职工医保、异地医保"))
    assert excused_reasons(answer) == (("甲1", "职工医保、异地医保（参保范围(四)）"),)


@for_each("condition, status", [("in_service", "现役军人"), ("imprisoned", "服刑人员")])
def test_soldiers_and_prisoners_are_excepted_only_where_a_clause_does(
    condition: Condition, status: str
) -> None:
    silent = asked(load_notice("lengshuitan-2019"), status, "")
    assert excused_reasons(silent) == ()
    assert [why_missing(each) for each in silent.missing_after()] == [
        f"{status}：通知没有规定是否参保，所依据的文件也没有规定，请先不要收费；"
        "确应参保的，写明理由和凭据后办理",
        "尚未缴费",
    ]
    assert [each.state for each in silent.members] == ["refused", "due"]
    answer = asked(excepting(condition), status, "")
    assert excused_reasons(answer) == (("甲0", f"{status}（附则({condition})）"),)
    assert [each.member.name for each in answer.missing_after()] == ["甲1"]


@for_each("status", ["现役军人", "服刑人员"])
def test_whom_silence_lets_in_the_family_rule_still_waits_for(status: str) -> None:
    answer = asked(switched("lengshuitan-2019", silence="allow"), status)
    assert [each.state for each in answer.members] == ["due"]
    assert [why_missing(each) for each in answer.members] == [f"{status}：通知未列为可不参保的情形"]


def test_each_exception_is_for_its_own_condition() -> None:
    answer = asked(excepting("in_service", "imprisoned"), "现役军人", "服刑人员", "职工医保")
    assert [reason for _, reason in excused_reasons(answer)] == [
        "现役军人（附则(in_service)）",
        "服刑人员（附则(imprisoned)）",
        "职工医保（参保范围(四)）",
    ]


def test_who_is_refused_is_missing_for_the_reason_of_the_refusal() -> None:
    answer = family(member(1), on="2020-01-01")
    assert why_missing(answer.members[0]).startswith("征缴期已于 2019-12-31 结束")
