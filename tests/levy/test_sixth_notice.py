"""A sixth locality is a file: rules unlike the five work without touching the program."""

import datetime as dt

import pytest

from models.levy.proof import prove_notice
from models.levy.quote import quote_person
from models.levy.values import Applicant, Holding, Quote
from seed.notice_file import parse_notice
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


def test_the_file_proves_sound():
    proof = prove_notice(_NOTICE)
    assert proof.faults == () and proof.open_figures == () and proof.examples == 17


@pytest.mark.parametrize(
    ("category", "first", "second"),
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
def test_each_tier_has_its_own_subsidy(category: str, first: int, second: int):
    assert (due(ask(400, category)), due(ask(775, category))) == (first, second)


def test_a_tier_must_be_chosen():
    applicant = Applicant(born=dt.date(1990, 5, 5), holdings=(Holding(category="特困人员"),))
    answer = quote_person(_NOTICE, "medical", applicant, _IN_TIME)
    assert answer.refused is not None and answer.refused.code == "tier_missing"


def test_a_category_ends_on_the_birthday_of_its_upper_age():
    assert due(ask(400, "事实无人抚养儿童", born="2006-11-12")) == 0
    grown = ask(400, "事实无人抚养儿童", born="2006-11-11")
    assert due(grown) == 400
    assert [each.reason for each in grown.considered] == ["办理当日 18 周岁，已满 18 周岁"]


def test_the_co_payment_stays_with_the_person_in_each_tier():
    for tier in (400, 775):
        answer = ask(tier, born="1964-11-11")
        assert due(answer) == 50
        parts = [(share.funder, share.amount_fen) for share in answer.shares]
        half = tier * 50
        assert parts == [("计生", half), ("财政", tier * 100 - half - 5000)]


def test_late_payers_pay_the_personal_part_and_wait_three_calendar_months():
    answer = ask(400, on=_LATE)
    assert answer.late and due(answer) == 400 and answer.benefit_from == dt.date(2025, 6, 30)
    assert ask(400, on=dt.date(2025, 11, 30)).benefit_from == dt.date(2026, 2, 28)


def test_one_subsidy_a_person_the_highest():
    answer = ask(775, "低保", "在乡复员军人", "低保边缘户")
    assert answer.category == "在乡复员军人" and due(answer) == 0
