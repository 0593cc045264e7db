"""What is wrong in a notice although every key and type is right: one line, file and key."""

from seed.notice_file import parse_notice
from tests.cases import for_each
from tests.levy.test_notice_file import PENSION, SOUND, fault

FISHER = 'shares = [{ funder = "渔业局", settlement = "remitted", rate = "30%" }]'
MEDICAL = "insurances.medical"


def fisher(*shares: str) -> str:
    """Return the notice with other shares for the first category."""
    assert FISHER in SOUND
    return SOUND.replace(FISHER, f"shares = [{', '.join(shares)}]", 1)


def share(part: str) -> str:
    return f'{{ funder = "某局", settlement = "waived", {part} }}'


@for_each(
    "shares",
    [
        (share('rate = "60%"'), share('rate = "50%"')),
        (share('rate = "100%"'), share('rate = "0.01%"')),
    ],
)
def test_rates_of_one_subsidy_add_up_to_100_percent_at_most(shares: tuple[str, ...]) -> None:
    message = fault(fisher(*shares))
    assert f"{MEDICAL}.subsidies[0].shares" in message and "100%" in message


def test_rates_of_exactly_100_percent_are_sound() -> None:
    parse_notice(fisher(share('rate = "60%"'), share('rate = "40%"')), "x.toml")


def test_the_rest_comes_last() -> None:
    wrong = fisher(share('part = "rest"'), share('rate = "50%"'))
    assert f"{MEDICAL}.subsidies[0].shares" in fault(wrong)
    parse_notice(fisher(share('rate = "50%"'), share('part = "rest"')), "x.toml")


@for_each(
    "wrong",
    [
        'rate = "10%", amount_yuan = 10',
        'rate = "10%", part = "rest"',
        'part = "rest", amount_yuan = 1',
    ],
)
def test_a_share_is_one_of_rate_amount_and_part(wrong: str) -> None:
    assert f"{MEDICAL}.subsidies[0].shares[0]" in fault(fisher(share(wrong)))


def test_a_share_states_something() -> None:
    nothing = fisher('{ funder = "某局", settlement = "waived" }')
    assert f"{MEDICAL}.subsidies[0].shares[0]" in fault(nothing)


def test_a_subsidy_has_shares_or_is_open_and_not_both() -> None:
    neither = SOUND.replace(FISHER, "", 1)
    assert f"{MEDICAL}.subsidies[0]" in fault(neither)
    both = SOUND.replace(FISHER, f"{FISHER}\nis_open = true", 1)
    assert f"{MEDICAL}.subsidies[0]" in fault(both)
    parse_notice(SOUND.replace(FISHER, "is_open = true", 1), "x.toml")


def test_two_subsidies_of_one_category_overlap() -> None:
    again = SOUND.replace('category = "船工"', 'category = "渔民"', 1)
    assert "渔民" in fault(again)


def test_unless_names_a_category_of_the_notice() -> None:
    wrong = SOUND.replace(FISHER, f'{FISHER}\nunless = ["樵夫"]', 1)
    assert "樵夫" in fault(wrong) and f"{MEDICAL}.subsidies[0]" in fault(wrong)


def test_an_insurance_has_a_standard_or_tiers() -> None:
    both = SOUND.replace("[insurances.medical.standard]", _TIERS + "[insurances.medical.standard]")
    assert MEDICAL in fault(both) and "tiers" in fault(both)
    neither = SOUND.replace('[insurances.medical.standard]\npersonal_yuan = 300\nclause = "二"', "")
    assert MEDICAL in fault(neither) and "standard" in fault(neither)


_TIERS = '[insurances.medical.tiers]\namounts_yuan = [100]\nclause = "二"\n\n'


@for_each("amounts", ["[]", "[200, 100]", "[100, 100]", "[0, 100]"])
def test_tiers_rise_from_above_zero(amounts: str) -> None:
    wrong = (SOUND + PENSION).replace('[100, "250.50"]', amounts)
    assert "insurances.pension.tiers" in fault(wrong)


def test_a_tier_is_written_in_yuan() -> None:
    wrong = (SOUND + PENSION).replace('"250.50"', "250.50")
    assert "insurances.pension.tiers.amounts_yuan" in fault(wrong)


@for_each("waits", ["", "wait_days = 30, wait_months = 1, "])
def test_late_payers_wait_some_days_or_some_months(waits: str) -> None:
    wrong = SOUND + PENSION + f'late = {{ {waits}clause = "五" }}\n'
    assert "insurances.pension.late" in fault(wrong)


def test_the_upper_age_is_not_below_the_lower() -> None:
    wrong = (SOUND + PENSION).replace("max_age = 59", "max_age = 15")
    assert "insurances.pension.eligibility.max_age" in fault(wrong)


def test_one_condition_has_one_rule() -> None:
    rule = '{ condition = "in_school", clause = "七", handled_by = "某局" }'
    wrong = SOUND.replace("late = {", f"exclusions = [{rule}, {rule}]\nlate = {{", 1)
    assert f"{MEDICAL}.exclusions" in fault(wrong)


def test_the_family_rule_is_for_an_insurance_of_the_notice() -> None:
    wrong = SOUND + '\n[family_rule]\ninsurance = "pension"\nclause = "八"\n'
    assert "family_rule.insurance" in fault(wrong)


def test_a_phase_does_not_end_before_it_starts() -> None:
    wrong = '\n[[phases]]\ntitle = "扫尾"\nclause = "四"\nstarts = 2021-12-02\nends = 2021-12-01\n'
    assert "phases[0].ends" in fault(SOUND + wrong)
    parse_notice(SOUND + wrong.replace("12-02", "12-01"), "x.toml")


def test_a_switch_has_only_its_two_positions() -> None:
    wrong = '\n[interpretations]\nrounding = "up"\n'
    assert "interpretations.rounding" in fault(SOUND + wrong)


def targets(rows: str, insurance: str = "medical") -> str:
    return (
        f'\n[[targets]]\ninsurance = "{insurance}"\nclause = "附件"\n'
        f"printed_last_year_people = 1\nprinted_target_people = 1\nrows = [{rows}]\n"
    )


def row(township: str, people: int) -> str:
    return f'{{ township = "{township}", last_year_people = {people}, target_people = 2 }}'


def test_a_township_stands_once_in_an_annex_and_has_no_negative_people() -> None:
    twice = SOUND + targets(f"{row('甲镇', 1)}, {row('甲镇', 2)}")
    assert "targets[0]" in fault(twice) and "甲镇" in fault(twice)
    negative = SOUND + targets(row("乙镇", -1))
    assert "targets[0].rows" in fault(negative) and "乙镇" in fault(negative)
    again = SOUND + targets(row("甲镇", 1)) + targets(row("乙镇", 1))
    assert "targets" in fault(again)


def test_both_columns_that_do_not_agree_are_told() -> None:
    notice = parse_notice(SOUND + targets(f"{row('甲镇', 5)}, {row('乙镇', 6)}"), "x.toml")
    discrepancy = notice.targets[0].discrepancy
    assert discrepancy is not None and "11" in discrepancy and "4" in discrepancy


@for_each(
    "wrong, key",
    [
        ("\n[duties]\nagency_fee_yuan = 1\n", "agency_fee_clause"),
        ("\n[duties]\ndeposit_days = 1\n", "deposit_clause"),
        ('\n[duties]\nreport_every = "half_month"\n', "report_clause"),
        ('\n[duties]\nchannels = ["微信"]\n', "channels_clause"),
        ('\n[duties]\ncertified_by = ["村"]\n', "certified_by_clause"),
    ],
)
def test_duties_name_their_clauses_too(wrong: str, key: str) -> None:
    assert key in fault(SOUND + wrong)


def test_a_combination_rule_names_its_clause() -> None:
    wrong = SOUND.replace(
        'clause = "二"\nwindow', 'clause = "二"\ncombination_clause = ""\nwindow', 1
    )
    assert "combination_clause" in fault(wrong)


def test_the_lowest_tier_is_paid_only_where_there_are_tiers() -> None:
    """Of a standard there is no lowest tier: the subsidy would silently be nothing."""
    assert f"{MEDICAL}.subsidies[0].shares[0]" in fault(fisher(share('part = "lowest_tier"')))


def test_bounds_that_meet_are_sound() -> None:
    """A window of one day, an age of one year, a township of nobody, a tier of one fen."""
    text = (SOUND + PENSION).replace("min_age = 16, max_age = 59", "min_age = 59, max_age = 59")
    text = text.replace("closes = 2021-12-31", "closes = 2021-09-01").replace("[100,", '["0.01",')
    nobody = '{ township = "甲镇", last_year_people = 0, target_people = 0 }'
    parse_notice(text + targets(nobody), "x.toml")
