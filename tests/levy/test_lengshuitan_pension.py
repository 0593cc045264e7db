"""lengshuitan-2019, pension 2019: tiers, ages, the paid lowest tier."""

from tests.cases import for_each
from tests.levy.asking import quote, refusal, shares

LENGSHUITAN = "lengshuitan-2019"
ON = "2019-10-31"
TIERS = (100, 200, 300, 400, 500, 600, 700, 800, 900, 1000, 1500, 2000, 2500, 3000)


@for_each("tier", TIERS)
def test_each_of_the_14_tiers_is_offered(tier: int) -> None:
    """二: from 100 to 3000."""
    answer = quote(LENGSHUITAN, "pension", on=ON, tier=tier * 100)
    assert (answer.levy_year, answer.due_now_fen) == (2019, tier * 100)
    assert "二" in answer.clauses


def test_that_the_notice_does_not_list_the_tiers_is_said() -> None:
    """二 gives only "100-3000, 14 tiers"."""
    answer = quote(LENGSHUITAN, "pension", on=ON, tier=100_00)
    assert any("14" in line and "未逐档列出" in line for line in answer.explanation)


@for_each("tier", [0, 50_00, 100_01, 1100_00, 3100_00, -100_00])
def test_no_other_tier_is_offered(tier: int) -> None:
    answer = quote(LENGSHUITAN, "pension", on=ON, tier=tier)
    assert refusal(answer) == "tier_not_offered"


def test_a_tier_must_be_chosen() -> None:
    answer = quote(LENGSHUITAN, "pension", on=ON)
    assert refusal(answer) == "tier_missing"
    assert answer.refused is not None and "3,000" in answer.refused.message


@for_each(
    "on, code",
    [
        ("2018-12-31", "window_not_open"),
        ("2019-01-01", None),
        ("2019-10-31", None),
        ("2019-11-01", "window_closed"),
    ],
)
def test_collection_runs_from_january_to_october(on: str, code: str | None) -> None:
    """二: 2019-01-01 to 2019-10-31."""
    assert refusal(quote(LENGSHUITAN, "pension", on=on, tier=100_00)) == code


def test_from_16_years_on_until_the_pension_begins() -> None:
    """参保范围(一): 16 and over, from the birthday on. Of an end 国发〔2014〕8号 七 speaks."""
    assert refusal(quote(LENGSHUITAN, "pension", on=ON, born="2003-10-31", tier=100_00)) is None
    young = quote(LENGSHUITAN, "pension", on=ON, born="2003-11-01", tier=100_00)
    assert refusal(young) == "too_young"
    assert "参保范围(一)" in young.clauses and 2 in young.interpretations
    assert quote(LENGSHUITAN, "pension", on=ON, born="1959-11-01", tier=100_00).due_now_fen
    old = quote(LENGSHUITAN, "pension", on=ON, born="1959-10-31", tier=100_00)
    assert refusal(old) == "too_old" and "国发〔2014〕8号 七" in old.clauses
    assert old.refused is not None and old.refused.override == "reason"
    proven = quote(
        LENGSHUITAN, "pension", on=ON, born="1930-01-01", tier=100_00, overridden=("too_old",)
    )
    assert proven.due_now_fen == 100_00 and "缴费年限证明" in proven.warnings[0]


@for_each("told, code", [("in_school", "in_school"), ("elsewhere", None)])
def test_not_at_school_and_not_under_employee_pension(told: str, code: str | None) -> None:
    """参保范围(一)."""
    answer = quote(LENGSHUITAN, "pension", on=ON, tier=100_00, **{told: True})  # type: ignore[arg-type]
    assert refusal(answer) == (code or "insured_elsewhere")
    assert "参保范围(一)" in answer.clauses


@for_each("category", ["建档立卡贫困人口", "低保", "特困人员", "重度残疾人"])
def test_the_district_pays_the_lowest_tier_for_hardship(category: str) -> None:
    """一(一): 区财政 pays 100."""
    answer = quote(LENGSHUITAN, "pension", on=ON, categories=[category], tier=100_00)
    assert (answer.due_now_fen, answer.subsidy_fen) == (0, 100_00)
    assert shares(answer) == [("财政", 100_00, "waived")]
    assert "一(一)" in answer.clauses and 4 not in answer.interpretations


@for_each("category", ["贫困残疾人", "社会保障兜底脱贫对象"])
def test_nobody_else_has_the_lowest_tier_paid(category: str) -> None:
    """一(一) does not name them."""
    answer = quote(LENGSHUITAN, "pension", on=ON, categories=[category], tier=100_00)
    assert (answer.due_now_fen, answer.category) == (100_00, None)


def test_who_chooses_a_higher_tier_pays_the_rest() -> None:
    """Interpretation 4."""
    answer = quote(LENGSHUITAN, "pension", on=ON, categories=["低保"], tier=500_00)
    assert (answer.standard_fen, answer.subsidy_fen, answer.due_now_fen) == (
        500_00, 100_00, 400_00,
    )  # fmt: skip
    assert 4 in answer.interpretations


def test_both_jiandang_lika_and_dibao_has_it_paid_once() -> None:
    """一(一): either category has the same 100; never 200."""
    held = ["低保", "建档立卡贫困人口"]
    answer = quote(LENGSHUITAN, "pension", on=ON, categories=held, tier=200_00)
    assert (answer.due_now_fen, answer.category) == (100_00, "建档立卡贫困人口")


def test_the_levy_year_is_2019_and_no_day_is_promised() -> None:
    """二 says nothing of when a pension begins (interpretation 11)."""
    answer = quote(LENGSHUITAN, "pension", on=ON, tier=100_00)
    assert (answer.levy_year, answer.benefit_from) == (2019, None)
    assert 11 in answer.interpretations and 1 not in answer.interpretations


def test_critical_illness_is_not_collected_here() -> None:
    answer = quote(LENGSHUITAN, "critical_illness", on=ON)
    assert refusal(answer) == "insurance_not_collected" and answer.levy_year is None


def test_hardship_without_a_chosen_tier_gets_the_lowest() -> None:
    """一(一): the tier the district pays is known without asking."""
    answer = quote(LENGSHUITAN, "pension", on=ON, categories=["重度残疾人"])
    assert (answer.standard_fen, answer.due_now_fen) == (100_00, 0)
    medical_only = quote(LENGSHUITAN, "pension", on=ON, categories=["贫困残疾人"])
    assert refusal(medical_only) == "tier_missing"
