"""yiwu-2020 (义政办发〔2020〕54号), rule by rule. The notice states no amount at all."""

from fractions import Fraction

from seed.notice_file import load_notice
from tests.cases import for_each
from tests.levy.asking import day, needs, quote, refusal, shares

YIWU = "yiwu-2020"
ON = "2020-11-20"
HARDSHIP = ("低保", "特困人员", "残疾人", "低保边缘户")
SET = {"medical.personal": "500", "pension.tiers": "100,300", "critical_illness.personal": "70"}


@for_each(
    "insurance, levy_year, need",
    [
        ("pension", 2020, "pension.tiers"),
        ("medical", 2021, "medical.personal"),
        ("critical_illness", 2021, "critical_illness.personal"),
    ],
)
def test_no_amount_is_stated_for_any_of_the_three(
    insurance: str, levy_year: int, need: str
) -> None:
    answer = quote(YIWU, insurance, on=ON, tier=100_00)
    assert need in needs(answer) and answer.levy_year == levy_year
    assert answer.refused is not None and need in answer.refused.needs


def test_filled_in_the_three_are_quoted() -> None:
    """The filled figure is quoted, with benefits from the levy year on."""
    medical = quote(YIWU, on=ON, fill=SET)
    assert (medical.due_now_fen, medical.benefit_from) == (500_00, day("2021-01-01"))
    pension = quote(YIWU, "pension", on=ON, tier=300_00, fill=SET)
    assert (pension.due_now_fen, pension.benefit_from) == (300_00, None)
    assert 11 in pension.interpretations
    illness = quote(YIWU, "critical_illness", on=ON, fill=SET)
    assert (illness.due_now_fen, illness.levy_year) == (70_00, 2021)


@for_each("insurance", ["pension", "medical", "critical_illness"])
@for_each(
    "on, code",
    [
        ("2020-10-31", "window_not_open"),
        ("2020-11-01", None),
        ("2020-11-30", None),
        ("2020-12-15", None),
        ("2020-12-16", None),
        ("2022-01-01", "window_closed"),
    ],
)
def test_collection_runs_from_1_november_and_is_to_be_complete_by_15_december(
    insurance: str, on: str, code: str | None
) -> None:
    """二(一): complete by 2020-12-15 warns afterwards (interpretation 9)."""
    answer = quote(YIWU, insurance, on=on, tier=100_00, fill=SET)
    assert refusal(answer) == code
    assert "二(一)" in answer.clauses
    is_over = on == "2020-12-16"
    assert any("2020-12-15 前完成" in each for each in answer.warnings) == is_over
    assert (9 in answer.interpretations) == is_over


@for_each(
    "born, code",
    [
        ("2004-11-21", "too_young"),
        ("2004-11-20", None),
        ("1960-11-21", None),
        ("1960-11-20", "too_old"),
    ],
)
def test_pension_is_for_ages_16_to_59(born: str, code: str | None) -> None:
    """二(二): 16 from the birthday on, 59 to the day before the 60th."""
    answer = quote(YIWU, "pension", born=born, on=ON, tier=100_00, fill=SET)
    assert refusal(answer) == code
    assert "二(二)" in answer.clauses and 2 in answer.interpretations


def test_medical_has_no_age() -> None:
    for born in ("2020-11-20", "1920-01-01"):
        assert quote(YIWU, on=ON, born=born, fill=SET).due_now_fen == 500_00


@for_each("insurance", ["pension", "medical"])
@for_each("category", HARDSHIP)
def test_hardship_is_subsidised_by_an_amount_the_notice_does_not_state(
    insurance: str, category: str
) -> None:
    """二(二): subsidised enrolment 100 %; neither rate nor funder is given."""
    answer = quote(YIWU, insurance, on=ON, categories=[category], tier=100_00, fill=SET)
    assert needs(answer) == (f"{insurance}.subsidy.{category}",)
    assert "二(二)" in answer.clauses


def test_a_filled_subsidy_is_granted() -> None:
    filled = {**SET, "medical.subsidy.低保": "100%,医疗救助,waived"}
    answer = quote(YIWU, on=ON, categories=["低保"], fill=filled)
    assert (answer.due_now_fen, answer.category) == (0, "低保")
    assert shares(answer) == [("医疗救助", 500_00, "waived")]


def test_each_open_subsidy_of_a_person_is_asked_for() -> None:
    """Which is the highest cannot be said until every figure is there."""
    held = ["残疾人", "低保"]
    assert set(needs(quote(YIWU, on=ON, categories=held, fill=SET))) == {
        "medical.subsidy.低保",
        "medical.subsidy.残疾人",
    }
    one = {**SET, "medical.subsidy.低保": "20%,财政,waived"}
    assert needs(quote(YIWU, on=ON, categories=held, fill=one)) == ("medical.subsidy.残疾人",)
    both = {**one, "medical.subsidy.残疾人": "40%,财政,waived"}
    answer = quote(YIWU, on=ON, categories=held, fill=both)
    assert (answer.category, answer.due_now_fen) == ("残疾人", 300_00)
    assert 3 in answer.interpretations, "the notice does not say how several combine"


def test_critical_illness_has_no_subsidy() -> None:
    """二(二): elective; nothing is granted for it."""
    answer = quote(YIWU, "critical_illness", on=ON, categories=["低保"], fill=SET)
    assert (answer.due_now_fen, answer.category) == (70_00, None)


@for_each("insurance", ["pension", "medical", "critical_illness"])
def test_students_enrol_through_the_education_bureau(insurance: str) -> None:
    """三(二): full-time students."""
    answer = quote(YIWU, insurance, on=ON, born="2003-01-01", in_school=True, fill=SET)
    assert refusal(answer) == "in_school"
    assert "三(二)" in answer.clauses
    assert answer.refused is not None and "教育局" in answer.refused.message


def test_who_collects_critical_illness() -> None:
    """三(二): residents by the tax bureau; employees by where the money comes from."""
    note = load_notice(YIWU).insurances["critical_illness"].collector_note
    assert "税务局" in note and "医保局" in note and "个人账户" in note


def test_goals() -> None:
    """二(二)."""
    goals = {(goal.insurance, goal.group): goal.rate for goal in load_notice(YIWU).goals}
    assert goals == {
        ("pension", "residents"): Fraction(98, 100),
        ("pension", "hardship"): 1,
        ("medical", "residents"): Fraction(9991, 10000),
        ("medical", "permanent_residents"): Fraction(95, 100),
        ("medical", "hardship"): 1,
        ("critical_illness", "residents"): Fraction(85, 100),
    }


@for_each(
    "alias, category",
    [("低保对象", "低保"), ("特困", "特困人员"), ("残疾人员", "残疾人"), ("低边", "低保边缘户")],
)
def test_a_category_is_known_by_its_other_names(alias: str, category: str) -> None:
    assert load_notice(YIWU).category_named(alias).name == category


def test_the_hardship_groups_are_four() -> None:
    """二(二): 低保, 特困人员, 残疾人, 低保边缘户."""
    assert tuple(each.name for each in load_notice(YIWU).categories if each.is_hardship) == HARDSHIP


def test_the_main_part_is_due_by_30_november() -> None:
    """二(一)."""
    ends = [str(phase.ends) for phase in load_notice(YIWU).phases]
    assert ends == ["2020-11-30", "2020-12-15"]
