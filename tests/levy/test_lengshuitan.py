"""lengshuitan-2019 (冷政办函〔2019〕27号), medical 2020: the station's own notice."""

from seed.notice_file import load_notice
from tests.cases import for_each
from tests.levy.asking import day, quote, refusal, shares

LENGSHUITAN = "lengshuitan-2019"
ON = "2019-11-14"


def test_medical_2020_is_250_and_provisional() -> None:
    """二: 250, until the provincial bureau's document decides."""
    answer = quote(LENGSHUITAN, on=ON)
    assert (answer.levy_year, answer.standard_fen, answer.due_now_fen) == (2020, 250_00, 250_00)
    assert "二" in answer.clauses and answer.interpretations == (1,)
    assert any("初定" in line and "省医保局" in line for line in answer.explanation)


def test_the_final_standard_may_be_filled_in() -> None:
    """二: the provincial document decides, and subsidies follow the new figure."""
    answer = quote(LENGSHUITAN, on=ON, categories=["低保"], fill={"medical.personal": "280"})
    assert (answer.due_now_fen, answer.reimbursed_fen) == (280_00, 84_00)
    assert not any("初定" in line for line in answer.explanation)


@for_each(
    "on, code",
    [
        ("2019-09-30", "window_not_open"),
        ("2019-10-01", None),
        ("2019-12-31", None),
        ("2020-01-01", "window_closed"),
    ],
)
def test_collection_runs_from_october_to_december(on: str, code: str | None) -> None:
    """二: 2019-10-01 to 2019-12-31; late payment is not stated, not even for newborns."""
    assert refusal(quote(LENGSHUITAN, on=on, born="2019-09-30")) == code


def test_benefits_begin_with_2020() -> None:
    assert quote(LENGSHUITAN, on="2019-10-01").benefit_from == day("2020-01-01")


def test_the_specially_supported_pay_nothing() -> None:
    """二, 参保范围(六): 特困供养 in full by 医疗救助, transferred to the township."""
    answer = quote(LENGSHUITAN, on=ON, categories=["特困供养人员"])
    assert (answer.due_now_fen, answer.reimbursed_fen) == (0, 0)
    assert shares(answer) == [("医疗救助", 250_00, "remitted")]
    assert "参保范围(六)" in answer.clauses


def test_the_safety_net_pays_nothing_half_from_each_funder() -> None:
    """二: 社会保障兜底脱贫对象, 50 % by 医疗救助 and the rest by 财政."""
    answer = quote(LENGSHUITAN, on=ON, categories=["社会保障兜底脱贫对象"])
    assert answer.due_now_fen == 0
    assert shares(answer) == [("医疗救助", 125_00, "remitted"), ("财政", 125_00, "remitted")]


def test_dibao_pays_all_and_gets_30_percent_back() -> None:
    """二, 参保范围(六): 先征后补, 75 of 250."""
    answer = quote(LENGSHUITAN, on=ON, categories=["低保"])
    assert (answer.due_now_fen, answer.subsidy_fen, answer.reimbursed_fen) == (250_00, 75_00, 75_00)
    assert shares(answer) == [("医疗救助", 75_00, "reimbursed")]
    assert any("75" in line and "退回" in line for line in answer.explanation)


def test_jiandang_lika_pays_half() -> None:
    """二, 参保范围(六): 建档立卡 not also 低保, 50 % transferred by 扶贫."""
    answer = quote(LENGSHUITAN, on=ON, categories=["建档立卡贫困人口"])
    assert (answer.due_now_fen, answer.reimbursed_fen) == (125_00, 0)
    assert shares(answer) == [("扶贫", 125_00, "remitted")]


@for_each("order", [["建档立卡", "低保"], ["低保", "建档立卡"]])
def test_someone_both_jiandang_lika_and_dibao_is_treated_as_dibao(order: list[str]) -> None:
    """二: "建档立卡贫困人口中的非低保对象" get 50 %; those of 低保 only their 30 %."""
    answer = quote(LENGSHUITAN, on=ON, categories=order)
    assert (answer.category, answer.due_now_fen, answer.reimbursed_fen) == ("低保", 250_00, 75_00)
    lost = [each for each in answer.considered if not each.is_applied]
    assert [each.category for each in lost] == ["建档立卡贫困人口"] and "低保" in lost[0].reason


@for_each("dibao", ["低保@2010-01-01..2019-11-13", "低保@2019-11-15"])
def test_dibao_takes_the_place_of_jiandang_lika_only_while_it_is_held(dibao: str) -> None:
    """Expired the day before, or starting the day after, it is not held."""
    answer = quote(LENGSHUITAN, on=ON, categories=["建档立卡贫困人口", dibao])
    assert (answer.category, answer.due_now_fen) == ("建档立卡贫困人口", 125_00)


@for_each(
    "held, category, due",
    [
        (["低保", "特困供养人员"], "特困供养人员", 0),
        (["建档立卡", "社会保障兜底脱贫对象"], "社会保障兜底脱贫对象", 0),
        (["社会保障兜底脱贫对象", "特困供养人员"], "特困供养人员", 0),
        (["低保", "建档立卡", "特困供养人员"], "特困供养人员", 0),
    ],
)
def test_of_several_categories_the_highest_counts(held: list[str], category: str, due: int) -> None:
    """The notice is silent (interpretation 3); equal amounts: the one it names first."""
    answer = quote(LENGSHUITAN, on=ON, categories=held)
    assert (answer.category, answer.due_now_fen) == (category, due)
    assert 3 in answer.interpretations


@for_each("category", ["贫困残疾人", "重度残疾人"])
def test_no_rate_is_stated_for_the_disabled(category: str) -> None:
    """一(二): counted as hardship; no medical subsidy is invented."""
    answer = quote(LENGSHUITAN, on=ON, categories=[category])
    assert (answer.due_now_fen, answer.subsidy_fen, answer.category) == (250_00, 0, None)
    assert [(each.category, each.is_applied) for each in answer.considered] == [(category, False)]
    assert any(category in line for line in answer.explanation)


def test_the_poor_disabled_are_a_hardship_group() -> None:
    """一(二): all of them are to be covered."""
    hardship = {each.name for each in load_notice(LENGSHUITAN).categories if each.is_hardship}
    assert {"建档立卡贫困人口", "特困供养人员", "低保", "贫困残疾人"} <= hardship


def test_a_certificate_renewed_counts_whichever_period_the_day_falls_in() -> None:
    """Two periods of one category, whose order in the file says nothing."""
    periods = ["特困供养人员@2019-01-01..2019-12-31", "特困供养人员@2020-01-01"]
    assert quote(LENGSHUITAN, on=ON, categories=periods).due_now_fen == 0
    assert quote(LENGSHUITAN, on=ON, categories=periods[::-1]).due_now_fen == 0


def test_a_certificate_given_again_after_a_gap_counts() -> None:
    periods = ["特困供养人员@2019-06-01", "特困供养人员@2010-01-01..2015-12-31"]
    assert quote(LENGSHUITAN, on=ON, categories=periods).due_now_fen == 0
    assert quote(LENGSHUITAN, on=ON, categories=periods[::-1]).due_now_fen == 0


def test_students_of_colleges_enrol_through_their_college() -> None:
    """参保范围(三)."""
    answer = quote(LENGSHUITAN, on=ON, born="2000-02-01", in_school=True)
    assert refusal(answer) == "in_school" and "参保范围(三)" in answer.clauses


def test_children_at_school_enrol_with_their_family() -> None:
    """参保范围(二), (三): all members; only college students are excepted."""
    assert quote(LENGSHUITAN, on=ON, born="2009-02-01", in_school=True).due_now_fen == 250_00


def test_nobody_is_insured_twice() -> None:
    """参保范围(四)."""
    answer = quote(LENGSHUITAN, on=ON, elsewhere=True)
    assert refusal(answer) == "insured_elsewhere" and "参保范围(四)" in answer.clauses


def test_all_members_of_a_family_enrol_for_medical() -> None:
    """参保范围(二), 六(二): by household, medical only."""
    rule = load_notice(LENGSHUITAN).family_rule
    assert rule is not None and rule.insurance == "medical"
    assert "参保范围(二)" in rule.clause and "六(二)" in rule.clause


def test_every_station_reports_each_half_month() -> None:
    """六(四)."""
    duties = load_notice(LENGSHUITAN).duties
    assert (duties.report_every, duties.report_clause) == ("half_month", "六(四)")


@for_each(
    "alias, category",
    [
        ("建档立卡", "建档立卡贫困人口"),
        ("城乡低保对象", "低保"),
        ("特困人员", "特困供养人员"),
        ("兜底脱贫对象", "社会保障兜底脱贫对象"),
        ("重残", "重度残疾人"),
    ],
)
def test_a_category_is_known_by_its_other_names(alias: str, category: str) -> None:
    assert load_notice(LENGSHUITAN).category_named(alias).name == category


@for_each("dibao", ["低保@2010-01-01..2019-11-14", "低保@2019-11-14"])
def test_dibao_takes_its_place_on_its_first_and_last_day(dibao: str) -> None:
    answer = quote(LENGSHUITAN, on=ON, categories=["建档立卡贫困人口", dibao])
    assert (answer.category, answer.reimbursed_fen) == ("低保", 75_00)


def test_a_student_of_exactly_16_is_one_of_a_college() -> None:
    """The program's reading of 参保范围(三): pupils under 16 enrol with their family."""
    assert refusal(quote(LENGSHUITAN, on=ON, born="2003-11-14", in_school=True)) == "in_school"
    assert refusal(quote(LENGSHUITAN, on=ON, born="2003-11-15", in_school=True)) is None


def test_the_explanation_ends_with_what_is_due_and_from_when_it_counts() -> None:
    due, benefit = quote(LENGSHUITAN, on=ON).explanation[-2:]
    assert "250" in due and "退回" not in due and "2020-01-01" in benefit
