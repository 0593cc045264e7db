"""weidong-2020 (平卫政办〔2020〕15号), rule by rule."""

import pytest

from models.base.errors import BadInput
from seed.notice_file import load_notice
from tests.cases import for_each
from tests.levy.asking import day, quote, refusal, shares

WEIDONG = "weidong-2020"
ON = "2020-11-02"
TIERS = (200, 300, 400, 500, 600, 700, 800, 900, 1000, 1500, 2000, 2500, 3000, 4000, 5000)


def test_medical_is_280() -> None:
    """二(二): 280 per person, for 2020 as the notice prints it."""
    answer = quote(WEIDONG, on=ON)
    assert (answer.standard_fen, answer.due_now_fen, answer.levy_year) == (280_00, 280_00, 2020)
    assert "二(二)" in answer.clauses


@for_each("tier", TIERS)
def test_each_of_the_15_tiers_is_offered(tier: int) -> None:
    """二(二)."""
    answer = quote(WEIDONG, "pension", on=ON, tier=tier * 100)
    assert (answer.levy_year, answer.due_now_fen) == (2020, tier * 100)
    assert "二(二)" in answer.clauses


@for_each("tier", [100_00, 1100_00, 3500_00, 4500_00, 6000_00])
def test_no_other_tier_is_offered(tier: int) -> None:
    """二(二): the lowest is 200 here, the highest 5000."""
    assert refusal(quote(WEIDONG, "pension", on=ON, tier=tier)) == "tier_not_offered"


def test_a_tier_must_be_chosen() -> None:
    assert refusal(quote(WEIDONG, "pension", on=ON)) == "tier_missing"


@for_each(
    "born, code",
    [
        ("2004-11-03", "too_young"),
        ("2004-11-02", None),
        ("1960-01-01", None),
        ("1959-12-31", "too_old"),
    ],
)
def test_pension_is_for_16_to_those_born_in_1960(born: str, code: str | None) -> None:
    """二(一): 16 on the day; born on or after 1960-01-01, though 60 by November."""
    answer = quote(WEIDONG, "pension", born=born, on=ON, tier=200_00)
    assert refusal(answer) == code
    assert "二(一)" in answer.clauses


def test_pupils_and_those_under_employee_pension_do_not_enrol_for_pension() -> None:
    """二(一)."""
    pupil = quote(WEIDONG, "pension", on=ON, born="2003-01-01", in_school=True, tier=200_00)
    assert refusal(pupil) == "in_school"
    employee = quote(WEIDONG, "pension", on=ON, elsewhere=True, tier=200_00)
    assert refusal(employee) == "insured_elsewhere"


def test_pupils_enrol_for_medical_and_employees_do_not() -> None:
    """二(一)2: everybody not under employee medical insurance."""
    assert quote(WEIDONG, on=ON, in_school=True).due_now_fen == 280_00
    assert refusal(quote(WEIDONG, on=ON, elsewhere=True)) == "insured_elsewhere"


@for_each("category", ["低保", "特困", "低保对象", "特困供养对象"])
@for_each("insurance, due", [("medical", 280_00), ("pension", 200_00)])
def test_no_subsidy_is_stated_and_none_is_invented(category: str, insurance: str, due: int) -> None:
    """三(二): 民政 supplies the lists; no rate is given."""
    answer = quote(WEIDONG, insurance, on=ON, categories=[category], tier=200_00)
    assert (answer.due_now_fen, answer.subsidy_fen, answer.category) == (due, 0, None)
    assert shares(answer) == []
    assert any("未载明" in line for line in answer.explanation)


@for_each("insurance", ["medical", "pension"])
@for_each(
    "on, code",
    [
        ("2020-09-20", "window_not_open"),
        ("2020-10-19", "window_not_open"),
        ("2020-10-20", None),
        ("2020-11-30", None),
        ("2020-12-01", "window_closed"),
    ],
)
def test_collection_runs_from_20_october_to_30_november(
    on: str, code: str | None, insurance: str
) -> None:
    """三: the collection phase of the whole period 2020-09-20 to 2020-12-30."""
    assert refusal(quote(WEIDONG, insurance, on=on, tier=200_00)) == code


@for_each(
    "on, is_named",
    [
        ("2020-09-19", False),
        ("2020-09-20", True),
        ("2020-10-19", True),
        ("2020-12-01", True),
        ("2020-12-30", True),
        ("2020-12-31", False),
    ],
)
def test_beside_the_collection_points_people_pay_online_or_in_the_hall(
    on: str, is_named: bool
) -> None:
    """三: 2020-09-20 to 2020-12-30."""
    answer = quote(WEIDONG, on=on)
    assert answer.refused is not None
    assert ("线上缴费、行政服务大厅" in answer.refused.message) == is_named


@for_each(
    "on, is_noted",
    [("2020-09-19", True), ("2020-09-20", False), ("2020-12-20", False), ("2020-12-31", True)],
)
def test_what_the_bureau_has_taken_is_enrolled(on: str, is_noted: bool) -> None:
    """The window binds the counter (interpretation 10); the hall has days of its own."""
    answer = quote(WEIDONG, on=on, bureaus=True, fill={"medical.levy_year": "2020"})
    assert answer.due_now_fen == 280_00 and answer.late is False
    assert any("税务部门已经收下" in each for each in answer.warnings) == is_noted
    assert (10 in answer.interpretations) == is_noted


def test_the_year_of_medical_is_in_doubt_until_a_document_sets_it() -> None:
    """二(二) prints 2020 for what is collected at its end; no benefits are promised back."""
    printed = quote(WEIDONG, on=ON)
    assert (printed.levy_year, printed.benefit_from) == (2020, None)
    assert 11 in printed.interpretations and "2020 有疑" in printed.warnings[0]
    known = quote(WEIDONG, on=ON, fill={"medical.levy_year": "2021"})
    assert (known.levy_year, known.benefit_from) == (2021, day("2021-01-01"))
    assert known.warnings == () and known.interpretations == (1,)
    for wrong in ("2015", "2020.5", "明年"):
        with pytest.raises(BadInput, match=r"医疗\.参保年度"):
            quote(WEIDONG, on=ON, fill={"medical.levy_year": wrong})


def test_the_whole_period_runs_from_20_september_to_30_december() -> None:
    """三."""
    phases = load_notice(WEIDONG).phases
    assert phases[0].starts == day("2020-09-20") and phases[-1].ends == day("2020-12-30")
    assert (phases[1].starts, phases[1].ends) == (day("2020-10-20"), day("2020-11-30"))


def test_one_yuan_a_person_and_payment_for_the_collecting_unit() -> None:
    """四(三)."""
    duties = load_notice(WEIDONG).duties
    assert (duties.agency_fee_fen, duties.agency_fee_clause) == (1_00, "四(三)")


def test_cash_is_deposited_the_same_or_the_next_day() -> None:
    """四(二)."""
    duties = load_notice(WEIDONG).duties
    assert (duties.deposit_days, duties.deposit_clause) == (1, "四(二)")


def test_no_family_rule_is_stated() -> None:
    assert load_notice(WEIDONG).family_rule is None
