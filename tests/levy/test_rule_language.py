"""What a notice can say, each shown by a small notice of its own."""

import datetime as dt
from typing import Any

import pytest

from models.base.errors import BadInput
from models.levy.channels import check_channel
from models.levy.notice import Notice
from models.levy.values import Applicant, Holding, Quote
from models.levy.years import quote_years
from seed.notice_file import load_notice, parse_notice
from tests.cases import for_each

HEAD = """
id = "says-2025"
title = "无名区2025年度征缴通知"
document = "无政发〔2024〕1号"
locality = "无名区"
[[categories]]
name = "低保"
clause = "三"
[[categories]]
name = "重度残疾人"
clause = "三"
hardship_for = ["pension"]
"""
MEDICAL = """
[insurances.medical]
levy_year = 2025
clause = "二"
standard = { personal_yuan = 400, clause = "二" }
inclusions = [{ condition = "in_school", clause = "一" }]
"""
WINDOW = 'window = { opens = 2024-09-01, closes = 2024-12-31, clause = "四" }\n'
PHASES = """
[insurances.medical.window]
opens = 2024-09-01
closes = 2025-02-28
clause = "四"
parts = [
  { opens = 2024-09-01, closes = 2024-12-31, benefit_start = "january", clause = "四(一)" },
  { opens = 2025-01-01, closes = 2025-02-28, benefit_start = "payment_date", clause = "四(二)" },
]
"""
PENSION = """
[insurances.pension]
levy_year = 2025
clause = "五"
window = { opens = 2025-01-01, closes = 2025-12-31, clause = "五" }
eligibility = { min_age = 16, max_age = 59, clause = "五(一)" }
arrears = { from_year = 2012, clause = "六", note = "补缴以前年度没有缴费补贴" }
[insurances.pension.tiers]
amounts_yuan = [100, 200, 300, 400, 500, 1000]
clause = "五(二)"
additions = [
  { title = "缴费补贴", funder = "财政", amount_yuan = 30, clause = "五(三)" },
  { title = "缴费补贴", funder = "财政", from_tier_yuan = 300, amount_yuan = 40, clause = "五(三)"},
  { title = "缴费补贴", funder = "财政", from_tier_yuan = 500, amount_yuan = 60, clause = "五(三)"},
  { title = "集体补助", funder = "村集体", amount_yuan = 20, clause = "五(四)", in_arrears = true },
]
"""
BORN = dt.date(1980, 5, 6)


def notice(*parts: str) -> Notice:
    return parse_notice(HEAD + "\n".join(parts), "says.toml")


def ask(rules: Notice, on: str, insurance: str = "medical", **who: Any) -> Quote:
    tier = who.pop("tier", None)
    applicant = Applicant(born=who.pop("born", BORN), **who)
    day = dt.date.fromisoformat(on)
    return quote_years(rules, insurance, applicant, day, tier)  # type: ignore[arg-type]


def fault(*parts: str) -> str:
    with pytest.raises(BadInput) as bad:
        notice(*parts)
    return bad.value.message


@for_each(
    "on, begins, clause",
    [
        ("2024-09-01", "2025-01-01", "四(一)"),
        ("2024-12-31", "2025-01-01", "四(一)"),
        ("2025-01-01", "2025-01-01", "四(二)"),
        ("2025-02-28", "2025-02-28", "四(二)"),
    ],
)
def test_two_phases_of_one_window_with_their_own_starts(on: str, begins: str, clause: str) -> None:
    answer = ask(notice(MEDICAL, PHASES), on)
    assert str(answer.benefit_from) == begins and clause in answer.clauses
    assert f"今天缴，{begins} 起享受待遇" in answer.explanation
    assert not {1, 11} & set(answer.interpretations), "the notice says it itself"


@for_each(
    "wrong, named",
    [
        ("opens = 2024-08-31, closes = 2024-12-31", "分段应在征缴期之内"),
        ("opens = 2024-09-01, closes = 2025-01-01", "互不重叠"),
        ("opens = 2024-09-01, closes = 2024-12-31, wait_days = 1, wait_months = 1", "只能有一个"),
    ],
)
def test_a_phase_lies_in_the_window_and_apart_from_the_others(wrong: str, named: str) -> None:
    text = PHASES.replace("opens = 2024-09-01, closes = 2024-12-31", wrong)
    assert named in fault(MEDICAL, text)


BANDS = """
newborn = [
  { days = 90, clause = "四(三)" },
  { months = 12, benefit_start = "payment_date", wait_days = 30, clause = "四(四)" },
]
"""


BANDS_OF_PRICE = """
newborn = [
  { days = 90, clause = "四(三)" },
  { months = 12, pays = "total", clause = "四(四)" },
]
"""


@for_each(
    "on, begins, clause",
    [
        ("2025-04-01", "2025-01-02", "四(三)"),
        ("2025-04-02", "2025-01-02", "四(三)"),
        ("2025-04-03", "2025-05-03", "四(四)"),
        ("2025-11-01", "2025-12-01", "四(四)"),
    ],
)
def test_newborns_in_bands_each_with_its_own_start(on: str, begins: str, clause: str) -> None:
    """Born 2025-01-02: the 90th day after is 2025-04-02."""
    answer = ask(notice(MEDICAL, WINDOW, BANDS), on, born=dt.date(2025, 1, 2))
    assert answer.is_newborn and str(answer.benefit_from) == begins and clause in answer.clauses


def test_each_phase_and_each_band_has_its_own_price() -> None:
    text = MEDICAL.replace("personal_yuan = 400", "personal_yuan = 400, government_yuan = 670")
    phases = PHASES.replace('start = "payment_date",', 'start = "payment_date", pays = "total",')
    rules = notice(text, BANDS_OF_PRICE, phases)
    due = {on: ask(rules, on).due_now_fen for on in ("2024-12-31", "2025-01-01")}
    assert list(due.values()) == [400_00, 1070_00]
    child = {on: ask(rules, on, born=dt.date(2025, 1, 2)).due_now_fen
             for on in ("2025-04-02", "2025-04-03")}  # fmt: skip
    assert list(child.values()) == [400_00, 1070_00]
    open_text = notice(MEDICAL, BANDS_OF_PRICE, phases)
    waits = ask(open_text, "2025-01-01").refused
    assert waits is not None and waits.needs == ("medical.government",)


def test_exact_days_and_calendar_months_end_on_different_days() -> None:
    for length, last in (("days = 180", "2025-07-01"), ("months = 6", "2025-07-02")):
        rules = notice(MEDICAL, WINDOW, f'newborn = {{ {length}, clause = "四(三)" }}')
        after = str(dt.date.fromisoformat(last) + dt.timedelta(1))
        assert ask(rules, last, born=dt.date(2025, 1, 2)).is_newborn
        assert not ask(rules, after, born=dt.date(2025, 1, 2)).is_newborn
    assert "必须有且只有一个" in fault(MEDICAL, WINDOW, 'newborn = { clause = "四" }')


def test_a_band_of_the_year_of_birth_is_offered_beside_the_rounds_year() -> None:
    rules = notice(MEDICAL, WINDOW, BANDS)
    answer = ask(rules, "2024-10-01", born=dt.date(2024, 3, 1))
    assert answer.levy_year == 2025 and [each.levy_year for each in answer.others] == [2024]
    assert str(answer.others[0].benefit_from) == "2024-10-31"


def test_a_last_day_that_warns_and_one_that_closes() -> None:
    warns = notice(MEDICAL, WINDOW.replace("clause", 'ends = "complete_by", clause'))
    assert ask(warns, "2024-12-31").warnings == ()
    answer = ask(warns, "2025-01-01")
    assert answer.due_now_fen == 400_00 and "2024-12-31 前完成" in answer.warnings[0]
    closed = ask(notice(MEDICAL, WINDOW), "2025-01-01")
    assert closed.refused is not None and closed.refused.code == "window_closed"
    late = 'late = { wait_days = 30, clause = "四(五)" }'
    text = WINDOW.replace("clause", 'ends = "complete_by", clause')
    assert "不能是“前完成”" in fault(MEDICAL, text, late)


def test_other_channels_have_days_of_their_own() -> None:
    phone = '{ channels = ["手机"], opens = 2024-09-01, closes = 2025-02-28, clause = "四(六)" }'
    window = WINDOW.replace("clause", f"other_channels = [{phone}], clause")
    answer = ask(notice(MEDICAL, window), "2025-02-28")
    assert (
        answer.refused is not None
        and "2025-02-28 前可通过手机缴费（四(六)）" in answer.refused.message
    )
    after = ask(notice(MEDICAL, window), "2025-03-01")
    assert after.refused is not None and "手机" not in after.refused.message


@for_each("channel, is_allowed", [("pos", True), ("cash", False), ("no_charge", True)])
def test_a_place_takes_money_by_the_channels_the_notice_names(
    channel: str, is_allowed: bool
) -> None:
    rule = 'counter_channels = { place = "代征点", channels = ["pos"], clause = "四(七)" }'
    refused = check_channel(notice(MEDICAL, WINDOW, rule).insurances["medical"], channel)
    assert (refused is None) == is_allowed
    if refused is not None:
        assert refused.code == "channel_not_allowed"
        assert refused.message == "代征点收取这项费款只能用POS刷卡（四(七)），请不要收现金"


def test_a_channel_nobody_knows_is_a_fault() -> None:
    assert "渠道“支票”不认识" in fault(
        MEDICAL, WINDOW, 'counter_channels = { channels = ["支票"], clause = "四" }'
    )


@for_each("insurance, channel, is_allowed", [
    ("pension", "pos", True), ("pension", "cash", False), ("medical", "cash", True),
])  # fmt: skip
def test_weidong_takes_pension_by_pos_alone(insurance: str, channel: str, is_allowed: bool) -> None:
    """三: medical by POS or in cash against the levy list."""
    rules = load_notice("weidong-2020").insurances[insurance]
    assert (check_channel(rules, channel) is None) == is_allowed


def test_hardship_groups_of_each_insurance() -> None:
    both, one = notice(MEDICAL, WINDOW, PENSION).categories
    assert both.counts_as_hardship("medical") and both.counts_as_hardship("pension")
    assert one.counts_as_hardship("pension") and not one.counts_as_hardship("medical")


@for_each(
    "insurance, groups",
    [
        ("pension", {"建档立卡贫困人口", "低保", "特困供养人员", "重度残疾人"}),
        (
            "medical",
            {"建档立卡贫困人口", "低保", "特困供养人员", "贫困残疾人", "社会保障兜底脱贫对象"},
        ),
    ],
)
def test_lengshuitan_counts_other_groups_for_each_insurance(
    insurance: str, groups: set[str]
) -> None:
    """一(一), 一(二), 二."""
    found = load_notice("lengshuitan-2019").categories
    assert {each.name for each in found if each.counts_as_hardship(insurance)} == groups  # type: ignore[arg-type]


@for_each("tier, added", [(100, 30), (200, 30), (300, 40), (400, 40), (500, 60), (1000, 60)])
def test_what_is_added_to_a_pension_follows_the_tier(tier: int, added: int) -> None:
    """缴费补贴 by tier and the village's help: neither changes what is paid."""
    answer = ask(notice(PENSION), "2025-05-01", "pension", tier=tier * 100)
    assert answer.due_now_fen == tier * 100 and answer.subsidy_fen == 0
    assert [(each.title, each.funder, each.amount_fen) for each in answer.additions] == [
        ("缴费补贴", "财政", added * 100),
        ("集体补助", "村集体", 2000),
    ]
    assert {"五(三)", "五(四)"} <= set(answer.clauses)


def test_arrears_of_pension_years_are_offered_where_history_knows_them() -> None:
    rules = notice(PENSION)
    who: dict[str, Any] = {"history_from": 2020, "insured_years": (2021, 2023)}
    answer = ask(rules, "2025-05-01", "pension", tier=300_00, **who)
    assert [each.levy_year for each in answer.others] == [2024, 2022, 2020]
    for other in answer.others:
        assert (other.due_now_fen, other.late, other.benefit_from) == (300_00, True, None)
        assert [each.title for each in other.additions] == ["集体补助"]
        assert "没有缴费补贴（六）" in other.warnings[0]
    assert ask(rules, "2025-05-01", "pension", tier=300_00).others == ()


def test_arrears_begin_at_the_age_and_at_the_notices_first_year() -> None:
    young = ask(notice(PENSION), "2025-05-01", "pension", tier=300_00, history_from=2000,
                born=dt.date(2006, 3, 1))  # fmt: skip
    assert [each.levy_year for each in young.others] == [2024, 2023, 2022]
    old = ask(notice(PENSION), "2025-05-01", "pension", tier=300_00, history_from=2000)
    assert [each.levy_year for each in old.others] == list(range(2024, 2011, -1))
    three = notice(PENSION.replace("from_year = 2012", "from_year = 2012, years_back = 3"))
    some = ask(three, "2025-05-01", "pension", tier=300_00, history_from=2000)
    assert [each.levy_year for each in some.others] == [2024, 2023, 2022]


def test_a_medical_year_is_bought_back_at_the_standard_of_the_day() -> None:
    rules = notice(MEDICAL, WINDOW, 'arrears = { from_year = 2022, clause = "六" }')
    answer = ask(rules, "2024-11-01", history_from=2020, insured_years=(2020, 2023))
    assert [(each.levy_year, each.due_now_fen) for each in answer.others] == [
        (2024, 400_00),
        (2022, 400_00),
    ]
    assert any("按缴费当年的标准" in each for each in answer.others[0].explanation)


def test_a_co_payment_and_tiers_of_medical_insurance() -> None:
    text = MEDICAL.replace(
        'standard = { personal_yuan = 400, clause = "二" }',
        'tiers = { amounts_yuan = [400, 775], clause = "二" }',
    ) + WINDOW + """
[[insurances.medical.subsidies]]
category = "低保"
clause = "三"
co_payment_yuan = 50
shares = [{ funder = "医疗救助", settlement = "waived", rate = "100%" }]
"""  # fmt: skip
    held = (Holding(category="低保"),)
    for tier in (400_00, 775_00):
        answer = ask(notice(text), "2024-11-01", tier=tier, holdings=held)
        assert (answer.due_now_fen, answer.subsidy_fen) == (50_00, tier - 50_00)


def test_late_payment_by_exact_days_or_calendar_months() -> None:
    for wait, begins in (("wait_days = 30", "2025-03-02"), ("wait_months = 1", "2025-02-28")):
        late = f'late = {{ {wait}, pays = "personal", clause = "四(五)" }}'
        answer = ask(notice(MEDICAL, WINDOW, late), "2025-01-31")
        assert answer.late and str(answer.benefit_from) == begins
