"""A sixth locality is a file: rules unlike the five work without touching the program."""

import datetime as dt

import pytest

from models.base.errors import BadInput, RefusedByRule
from models.levy.fill import fill_notice, fillable_keys
from models.levy.quote import quote_person
from models.levy.trial import try_notice
from models.levy.values import Applicant, Holding, Quote
from seed.notice_file import parse_notice
from tests.cases import for_each
from tests.levy.sixth import SIXTH

_NOTICE = parse_notice(SIXTH, "sixth.toml")
_IN_TIME, _LATE = dt.date(2024, 11, 11), dt.date(2025, 3, 31)


def ask(tier: int, *categories: str, on: dt.date = _IN_TIME, born: str = "1990-05-05") -> Quote:
    holdings = tuple(Holding(category=each) for each in categories)
    applicant = Applicant(born=dt.date.fromisoformat(born), holdings=holdings)
    return quote_person(_NOTICE, "medical", applicant, on, tier * 100)


def due(answer: Quote) -> int:
    assert answer.due_now_fen is not None
    return answer.due_now_fen // 100


def test_the_file_proves_sound() -> None:
    proof = try_notice(_NOTICE)
    assert proof.faults == () and proof.open_figures == () and proof.examples == 17


@for_each(
    "category, first, second",
    [
        ("特困人员", 0, 775),
        ("孤儿", 0, 375),
        ("重点优抚对象", 0, 375),
        ("低保", 40, 375),
        ("重度残疾人", 120, 775),
        ("低保边缘户", 120, 775),
        ("返贫致贫人口", 120, 775),
        ("在乡复员军人", 400, 0),
    ],
)
def test_each_tier_has_its_own_subsidy(category: str, first: int, second: int) -> None:
    assert (due(ask(400, category)), due(ask(775, category))) == (first, second)


def test_a_tier_must_be_chosen() -> None:
    applicant = Applicant(born=dt.date(1990, 5, 5), holdings=(Holding(category="特困人员"),))
    answer = quote_person(_NOTICE, "medical", applicant, _IN_TIME)
    assert answer.refused is not None and answer.refused.code == "tier_missing"


def test_a_category_ends_on_the_birthday_of_its_upper_age() -> None:
    assert due(ask(400, "事实无人抚养儿童", born="2006-11-12")) == 0
    grown = ask(400, "事实无人抚养儿童", born="2006-11-11")
    assert due(grown) == 400
    assert [each.reason for each in grown.considered] == ["办理当日 18 周岁，已满 18 周岁"]


def test_the_co_payment_stays_with_the_person_in_each_tier() -> None:
    for tier in (400, 775):
        answer = ask(tier, born="1964-11-11")
        assert due(answer) == 50
        parts = [(share.funder, share.amount_fen) for share in answer.shares]
        half = tier * 50
        assert parts == [("计生", half), ("财政", tier * 100 - half - 5000)]


def test_late_payers_pay_the_personal_part_and_wait_three_calendar_months() -> None:
    answer = ask(400, on=_LATE)
    assert answer.late and due(answer) == 400 and answer.benefit_from == dt.date(2025, 6, 30)
    assert ask(400, on=dt.date(2025, 8, 31)).benefit_from == dt.date(2025, 11, 30)
    nothing = ask(400, on=dt.date(2025, 11, 30))
    assert nothing.refused is not None and nothing.refused.code == "no_benefit_left"
    assert "2026-02-28" in nothing.refused.message


def test_one_subsidy_a_person_the_highest() -> None:
    answer = ask(775, "低保", "在乡复员军人", "低保边缘户")
    assert answer.category == "在乡复员军人" and due(answer) == 0


def test_the_tiers_that_are_not_subsidised_are_named_once_and_with_their_clause() -> None:
    """特困人员 is subsidised in the first tier alone."""
    answer = ask(775, "特困人员", "低保")
    assert answer.category == "低保"
    lost = [each for each in answer.considered if not each.is_applied]
    assert [(each.category, each.reason, each.clause, each.amount_fen) for each in lost] == [
        ("特困人员", "只资助 400 元档，所选档次不资助", "三", 0)
    ]


def test_who_is_certified_and_past_the_age_of_every_rule_is_told_the_first_reason() -> None:
    answer = ask(400, "事实无人抚养儿童", "失独老人", born="2000-05-05")
    assert [(each.category, each.reason, each.clause) for each in answer.considered] == [
        ("事实无人抚养儿童", "办理当日 24 周岁，已满 18 周岁", "三(二)"),
        ("失独老人", "办理当日 24 周岁，按年龄不符合", "三(三)"),
    ]


def test_the_subsidy_covers_what_the_co_payment_leaves_and_never_less_than_nothing() -> None:
    """The co-payment may be more than the premium: then there is nothing left to subsidise."""
    text = SIXTH.replace("co_payment_yuan = 50", "co_payment_yuan = 400")
    notice = parse_notice(text, "sixth.toml")
    applicant = Applicant(born=dt.date(1964, 11, 11))
    for tier, subsidy_fen in ((400_00, 0), (775_00, 375_00)):
        answer = quote_person(notice, "medical", applicant, _IN_TIME, tier)
        assert (answer.due_now_fen, answer.subsidy_fen) == (tier - subsidy_fen, subsidy_fen)


TOTAL = SIXTH.replace('pays = "personal"', 'pays = "total"').replace(
    "amounts_yuan = [400, 775]", "amounts_yuan = [400, 775]\ngovernment_yuan = 670"
)


def test_late_payers_of_a_tier_may_owe_the_governments_part_too() -> None:
    notice = parse_notice(TOTAL, "sixth.toml")
    applicant = Applicant(born=dt.date(1990, 5, 5))
    late = quote_person(notice, "medical", applicant, _LATE, 775_00)
    assert (late.standard_fen, late.due_now_fen, late.late) == (1445_00, 1445_00, True)
    assert "政府补助标准 670 元，由本人一并缴纳" in late.explanation
    in_time = quote_person(notice, "medical", applicant, _IN_TIME, 775_00)
    assert (in_time.standard_fen, in_time.due_now_fen) == (775_00, 775_00)


def test_the_governments_part_of_a_tier_may_be_open() -> None:
    """Late payers wait for it; who pays in time does not."""
    notice = parse_notice(TOTAL.replace("government_yuan = 670", ""), "sixth.toml")
    applicant = Applicant(born=dt.date(1990, 5, 5))
    assert fillable_keys(notice) == ("medical.government",)
    late = quote_person(notice, "medical", applicant, _LATE, 400_00)
    assert late.refused is not None and late.refused.needs == ("medical.government",)
    assert late.refused.message.startswith("通知未载明所需数字（二(一)）")
    assert quote_person(notice, "medical", applicant, _IN_TIME, 400_00).due_now_fen == 400_00
    filled = fill_notice(notice, [("medical.government", "670")])
    assert fillable_keys(filled) == ()
    again = quote_person(filled, "medical", applicant, _LATE, 400_00)
    assert again.due_now_fen == 1070_00
    with pytest.raises(BadInput, match=r"医疗\.财政补助"):
        fill_notice(notice, [("medical.government", "许多")])


@for_each("text", [SIXTH, TOTAL])
def test_what_nobody_owes_is_not_asked_for(text: str) -> None:
    """Where late payers owe the personal part alone, the government's is of no interest."""
    assert fillable_keys(parse_notice(text, "sixth.toml")) == ()


def test_a_stated_part_of_the_government_is_final() -> None:
    with pytest.raises(RefusedByRule) as refused:
        fill_notice(parse_notice(TOTAL, "sixth.toml"), [("medical.government", "1")])
    assert refused.value.message == (
        "医疗.财政补助 在通知中已有定数（二(一)），不得擅自提高或降低缴费标准"
    )


def test_a_subsidy_of_one_tier_is_filled_by_category_and_tier() -> None:
    text = SIXTH.replace(
        """shares = [{ funder = "医疗救助", settlement = "remitted", amount_yuan = 775 }]""",
        "is_open = true",
    )
    notice = parse_notice(text, "sixth.toml")
    assert fillable_keys(notice) == ("medical.subsidy.在乡复员军人@775",)
    filled = fill_notice(notice, [("medical.subsidy.在乡复员军人@775", "700,民政,waived")])
    assert fillable_keys(filled) == ()
    rule = next(each for each in filled.insurances["medical"].subsidies if each.tier_fen == 775_00
                and each.category == "在乡复员军人")  # fmt: skip
    assert rule.is_open is False and [each.amount_fen for each in rule.shares] == [700_00]
    with pytest.raises(BadInput) as bad:
        fill_notice(notice, [("medical.subsidy.在乡复员军人@400", "1,民政,waived")])
    assert bad.value.message == (
        "待填数字“医疗.资助.在乡复员军人@400”不认识，可填：医疗.资助.在乡复员军人@775"
    )
    with pytest.raises(BadInput, match=r"可填：无$"):
        fill_notice(filled, [("medical.subsidy.在乡复员军人@400", "1,民政,waived")])
