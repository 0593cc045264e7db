"""xiaoxue-2019 (小雪街道), medical 2020: the standard, the exempt, the window."""

from seed.notice_file import load_notice
from tests.cases import for_each
from tests.levy.asking import day, needs, quote, refusal, shares

XIAOXUE = "xiaoxue-2019"
ON = "2019-11-20"
EXEMPT = ("低保", "五保", "城镇三无", "孤儿", "重度残疾人", "建档立卡贫困人口")
DAUGHTERS = ("独女户父母", "双女户父母")


def test_medical_2020_is_250() -> None:
    """二: personal 250; the government's share is not stated."""
    answer = quote(XIAOXUE, on=ON)
    assert (answer.levy_year, answer.due_now_fen) == (2020, 250_00)
    assert (answer.benefit_from, answer.interpretations) == (day("2020-01-01"), (1,))
    assert {"二", "四"} <= set(answer.clauses)
    standard = load_notice(XIAOXUE).insurances["medical"].standard
    assert standard is not None and standard.government_fen is None


@for_each("category", EXEMPT)
def test_these_are_exempt(category: str) -> None:
    """三(一): in full by 财政."""
    answer = quote(XIAOXUE, on=ON, categories=[category])
    assert (answer.due_now_fen, answer.category) == (0, category)
    assert shares(answer) == [("财政", 250_00, "waived")]
    assert "三(一)" in answer.clauses


def test_the_70th_birthday_exempts_and_the_day_before_does_not() -> None:
    """三(一): 70 and over, without any certificate (interpretation 2)."""
    old = quote(XIAOXUE, on=ON, born="1949-11-20")
    assert (old.due_now_fen, old.category) == (0, "70周岁以上老人")
    assert shares(old) == [("财政", 250_00, "waived")] and 2 in old.interpretations
    younger = quote(XIAOXUE, on=ON, born="1949-11-21")
    assert (younger.due_now_fen, younger.category) == (250_00, None)


def test_who_is_70_and_dibao_is_exempt_once() -> None:
    """Equal amounts: the notice names 低保 first."""
    answer = quote(XIAOXUE, on=ON, born="1940-01-01", categories=["低保"])
    assert (answer.category, answer.subsidy_fen) == ("低保", 250_00)
    assert 3 in answer.interpretations


def test_a_certificate_does_not_make_anybody_70() -> None:
    """三(一): age follows from the birth date; the quote says why it does not count."""
    answer = quote(XIAOXUE, on=ON, born="1960-01-01", categories=["70周岁以上"])
    assert answer.due_now_fen == 250_00
    assert [(each.category, each.is_applied) for each in answer.considered] == [
        ("70周岁以上老人", False)
    ]


@for_each("category", DAUGHTERS)
def test_parents_of_daughters_are_exempt_if_determined_before_22_january_2016(
    category: str,
) -> None:
    """三(一)."""
    before = quote(XIAOXUE, on=ON, categories=[f"{category}@2016-01-21"])
    assert (before.due_now_fen, before.category) == (0, category)
    assert shares(before) == [("财政", 250_00, "waived")]
    after = quote(XIAOXUE, on=ON, categories=[f"{category}@2016-01-22"])
    assert (after.due_now_fen, after.category) == (250_00, None)


@for_each("category", DAUGHTERS)
def test_a_further_birth_from_22_january_2016_on_ends_it(category: str) -> None:
    """三(一)."""
    held = [f"{category}@2010-01-01"]
    kept = quote(XIAOXUE, on=ON, categories=held, later_birth="2016-01-21")
    assert kept.due_now_fen == 0
    lost = quote(XIAOXUE, on=ON, categories=held, later_birth="2016-01-22")
    assert lost.due_now_fen == 250_00
    assert any("再生育" in line for line in lost.explanation)


def test_a_further_birth_takes_nothing_from_other_categories() -> None:
    """三(一): only the parents of daughters lose theirs."""
    held = ["独女户父母@2010-01-01", "低保"]
    answer = quote(XIAOXUE, on=ON, categories=held, later_birth="2018-05-05")
    assert (answer.due_now_fen, answer.category) == (0, "低保")


def test_parents_of_daughters_without_a_date_are_not_exempt_and_are_told() -> None:
    """三(一): the date decides, so it must be known."""
    answer = quote(XIAOXUE, on=ON, categories=["独女户父母"])
    assert answer.due_now_fen == 250_00
    assert any("认定日期" in line for line in answer.explanation)


@for_each(
    "on, code, late",
    [
        ("2019-11-07", "window_not_open", False),
        ("2019-11-08", None, False),
        ("2019-12-20", None, False),
        ("2019-12-21", None, True),
    ],
)
def test_collection_runs_from_8_november_to_20_december(
    on: str, code: str | None, late: bool
) -> None:
    """四; afterwards as a late payer, 三(一)."""
    answer = quote(XIAOXUE, on=on, fill={"medical.government": "520"})
    assert (refusal(answer), answer.late) == (code, late)


def test_the_three_phases() -> None:
    """四: to 11-25 collection, to 12-10 sweep-up, to 12-20 posting."""
    phases = load_notice(XIAOXUE).phases
    assert [(str(each.starts), str(each.ends)) for each in phases] == [
        ("2019-11-08", "2019-11-25"),
        ("2019-11-26", "2019-12-10"),
        ("2019-12-11", "2019-12-20"),
    ]


def test_nobody_is_insured_twice() -> None:
    """一."""
    answer = quote(XIAOXUE, on=ON, elsewhere=True, categories=["低保"])
    assert refusal(answer) == "insured_elsewhere" and "一" in answer.clauses


def test_students_enrol_here() -> None:
    """一: students of colleges and vocational schools are among the insured."""
    assert quote(XIAOXUE, on=ON, born="2001-01-01", in_school=True).due_now_fen == 250_00


def test_families_enrol_by_household() -> None:
    """三(二)."""
    rule = load_notice(XIAOXUE).family_rule
    assert rule is not None and (rule.insurance, rule.clause) == ("medical", "三(二)")


@for_each("insurance", ["pension", "critical_illness"])
def test_nothing_but_medical_is_collected(insurance: str) -> None:
    assert refusal(quote(XIAOXUE, insurance, on=ON)) == "insurance_not_collected"


@for_each(
    "alias, category",
    [
        ("农村五保", "五保"),
        ("城镇“三无”", "城镇三无"),
        ("城乡低保", "低保"),
        ("建档立卡", "建档立卡贫困人口"),
        ("农村双女户", "双女户父母"),
    ],
)
def test_a_category_is_known_by_its_other_names(alias: str, category: str) -> None:
    assert load_notice(XIAOXUE).category_named(alias).name == category


def test_the_state_share_is_asked_for_only_when_it_is_needed() -> None:
    """三(一): late payment needs it, payment in the window does not."""
    assert refusal(quote(XIAOXUE, on="2019-12-20")) is None
    assert needs(quote(XIAOXUE, on="2019-12-21")) == ("medical.government",)
