"""The eleven points the program decides itself: each is named, and each is a switch."""

from typing import Any

from msgspec.structs import replace

from models.base.terms import Condition
from models.levy.interpretations import Interpretations
from models.levy.values import Quote
from seed.notice_file import load_notice, parse_notice
from tests.cases import for_each
from tests.levy.asking import ALL_NOTICES, MADE_UP, day, made_up, quote, refusal, shares, switched

ODD = {"medical.personal": "250.01"}
STATE_SHARE = {"medical.government": "520"}
PENSION = """
id = "nowhere-2021"
title = "无名县养老征缴通知"
document = "无政发〔2021〕2号"
locality = "无名县"
[insurances.pension]
levy_year = 2021
clause = "二"
window = { opens = 2021-09-01, closes = 2021-12-31, clause = "四" }
tiers = { amounts_yuan = [100, 300], clause = "二" }
"""
TWO_TIERS = {"pension.tiers": "100,300", "pension.subsidy.低保": "100,财政,waived"}


def says(answer: Quote, words: str) -> bool:
    return any(words in line for line in answer.explanation)


@for_each("notice", ALL_NOTICES)
def test_every_notice_starts_from_the_defaults(notice: str) -> None:
    """Guangzhou alone says that its assisted never pay (五 表5), late ones too."""
    defaults = Interpretations(
        benefit_start="january",
        age_bound="inclusive",
        combination="highest",
        tier_above_subsidy="pay_rest",
        late_subsidy="none",
        rounding="half_up",
        months="calendar",
        silence="protect",
        deadline="warns",
        bureau_money="enrolled",
        benefit_date="stated",
    )
    otherwise = {"late_subsidy": "on_personal"} if notice == "guangzhou-2026" else {}
    assert load_notice(notice).interpretations == replace(defaults, **otherwise)


def test_the_switches_stand_in_the_notice_file() -> None:
    text = MADE_UP.replace("STANDARD", "personal_yuan = 300")
    notice = parse_notice(text + '\n[interpretations]\nbenefit_start = "payment_date"\n', "x.toml")
    assert quote(notice, on="2021-10-05").benefit_from == day("2021-10-05")


def test_1_benefits_begin_on_1_january_of_the_levy_year() -> None:
    answer = quote("lengshuitan-2019", on="2019-10-05")
    assert answer.benefit_from == day("2020-01-01") and 1 in answer.interpretations
    other = quote(switched("lengshuitan-2019", benefit_start="payment_date"), on="2019-10-05")
    assert other.benefit_from == day("2019-10-05")
    assert not says(other, "1 月 1 日起")


def test_2_16_and_over_includes_16() -> None:
    asked: dict[str, Any] = {
        "insurance": "pension",
        "on": "2019-10-31",
        "born": "2003-10-31",
        "tier": 100_00,
    }
    answer = quote("lengshuitan-2019", **asked)
    assert refusal(answer) is None and 2 in answer.interpretations
    other = quote(switched("lengshuitan-2019", age_bound="exclusive"), **asked)
    assert refusal(other) == "too_young"
    seventeen = {**asked, "born": "2002-10-31"}
    older = quote(switched("lengshuitan-2019", age_bound="exclusive"), **seventeen)
    assert refusal(older) is None


def test_2_70_and_over_includes_70() -> None:
    asked: dict[str, Any] = {"on": "2019-11-20", "born": "1949-11-20"}
    assert quote("xiaoxue-2019", **asked).due_now_fen == 0
    assert quote(switched("xiaoxue-2019", age_bound="exclusive"), **asked).due_now_fen == 250_00


def test_2_switched_the_quote_does_not_say_that_n_is_included() -> None:
    notice = switched("xiaoxue-2019", age_bound="exclusive")
    assert not says(quote(notice, on="2019-11-20", born="1940-01-01"), "含 N 周岁")


def test_3_of_several_categories_the_highest_counts() -> None:
    asked: dict[str, Any] = {"on": "2021-10-05", "categories": ["渔民", "船工"]}
    answer = quote(made_up(), **asked)
    assert (answer.category, answer.subsidy_fen) == ("船工", 250_00)
    assert 3 in answer.interpretations
    other = quote(switched(made_up(), combination="first_named"), **asked)
    assert (other.category, other.subsidy_fen) == ("渔民", 90_00)


def test_3_switched_the_quote_does_not_say_that_the_highest_counted() -> None:
    notice = switched(made_up(), combination="first_named")
    answer = quote(notice, on="2021-10-05", categories=["渔民", "船工"])
    assert not says(answer, "资助最高")
    assert not any("最高" in each.reason for each in answer.considered)


def test_3_does_not_touch_a_notice_that_says_itself_how_they_combine() -> None:
    """songyang 三(七): the highest. Half for minorities is named before 残疾人员."""
    notice = switched("songyang-2020", combination="first_named")
    answer = quote(notice, on="2020-11-20", categories=["少数民族", "残疾人员"])
    assert (answer.category, answer.due_now_fen) == ("残疾人员", 0)


def test_4_a_higher_tier_is_allowed_and_the_rest_is_paid() -> None:
    asked: dict[str, Any] = {
        "insurance": "pension",
        "on": "2019-10-31",
        "categories": ["低保"],
        "tier": 300_00,
    }
    answer = quote("lengshuitan-2019", **asked)
    assert answer.due_now_fen == 200_00 and 4 in answer.interpretations
    strict = switched("lengshuitan-2019", tier_above_subsidy="not_offered")
    assert refusal(quote(strict, **asked)) == "tier_not_offered"
    assert quote(strict, **{**asked, "tier": 100_00}).due_now_fen == 0
    assert quote(strict, **{**asked, "categories": []}).due_now_fen == 300_00


def test_4_also_holds_for_a_fixed_amount_filled_in() -> None:
    """A fixed-amount pension subsidy, whether it is the lowest tier or so many yuan."""
    asked: dict[str, Any] = {
        "insurance": "pension",
        "on": "2020-11-20",
        "categories": ["低保"],
        "tier": 300_00,
    }
    answer = quote("yiwu-2020", **asked, fill=TWO_TIERS)
    assert answer.due_now_fen == 200_00 and 4 in answer.interpretations
    strict = switched("yiwu-2020", tier_above_subsidy="not_offered")
    assert refusal(quote(strict, **asked, fill=TWO_TIERS)) == "tier_not_offered"


def test_5_a_late_payer_owes_the_late_amount_in_full() -> None:
    asked: dict[str, Any] = {"on": "2020-03-01", "categories": ["低保"], "fill": STATE_SHARE}
    answer = quote("xiaoxue-2019", **asked)
    assert answer.due_now_fen == 770_00 and 5 in answer.interpretations
    other = quote(switched("xiaoxue-2019", late_subsidy="on_personal"), **asked)
    assert (other.standard_fen, other.due_now_fen, other.subsidy_fen) == (770_00, 520_00, 250_00)
    assert shares(other) == [("财政", 250_00, "waived")]


def test_5_is_not_named_for_a_late_payer_without_a_category() -> None:
    answer = quote("xiaoxue-2019", on="2020-03-01", fill=STATE_SHARE)
    assert 5 not in answer.interpretations


def test_6_shares_are_rounded_to_the_fen_half_up() -> None:
    """Half of 250.01 is 125.005: 扶贫 pays 125.01, the person 125.00."""
    asked: dict[str, Any] = {"on": "2019-11-14", "categories": ["建档立卡"], "fill": ODD}
    answer = quote("lengshuitan-2019", **asked)
    assert (answer.subsidy_fen, answer.due_now_fen) == (125_01, 125_00)
    assert 6 in answer.interpretations
    other = quote(switched("lengshuitan-2019", rounding="down"), **asked)
    assert (other.subsidy_fen, other.due_now_fen) == (125_00, 125_01)


def test_6_switched_the_quote_does_not_say_half_up() -> None:
    notice = switched("lengshuitan-2019", rounding="down")
    answer = quote(notice, on="2019-11-14", categories=["建档立卡"], fill=ODD)
    assert not says(answer, "四舍五入")


def test_6_the_last_funder_absorbs_the_rounding() -> None:
    asked: dict[str, Any] = {"on": "2019-11-14", "categories": ["兜底脱贫"], "fill": ODD}
    answer = quote("lengshuitan-2019", **asked)
    assert shares(answer) == [("医疗救助", 125_01, "remitted"), ("财政", 125_00, "remitted")]
    assert answer.due_now_fen == 0


def test_6_is_not_named_where_nothing_was_rounded() -> None:
    answer = quote("lengshuitan-2019", on="2019-11-14", categories=["低保"])
    assert 6 not in answer.interpretations


def test_7_six_months_are_calendar_months() -> None:
    asked: dict[str, Any] = {"born": "2020-03-31", "fill": STATE_SHARE}
    answer = quote("xiaoxue-2019", on="2020-09-30", **asked)
    assert answer.late is False and 7 in answer.interpretations
    days = switched("xiaoxue-2019", months="thirty_days")
    assert quote(days, on="2020-09-27", **asked).late is False
    assert quote(days, on="2020-09-28", **asked).late is True


def test_7_switched_the_quote_does_not_say_calendar_months() -> None:
    days = switched("xiaoxue-2019", months="thirty_days")
    assert not says(quote(days, on="2020-06-01", born="2020-03-10"), "日历月")


def test_an_interpretation_is_explained_in_words() -> None:
    answer = quote("xiaoxue-2019", on="2019-11-20", born="1940-01-01", categories=["低保"])
    assert answer.interpretations == (1, 3)
    assert says(answer, "本程序解释 1") and says(answer, "本程序解释 3")


def test_4_is_about_tiers_only() -> None:
    """A fixed amount towards a standard leaves no tier to choose."""
    answer = quote(made_up(), on="2021-10-05", categories=["船工"])
    assert answer.due_now_fen == 200_00 and 4 not in answer.interpretations


@for_each("insurance", ["medical", "pension"])
@for_each("who", ["in_service", "imprisoned"])
def test_8_of_whom_all_documents_are_silent_is_refused_for_now(
    insurance: str, who: Condition
) -> None:
    told: dict[str, Any] = {f"is_{who}": True}
    asked: dict[str, Any] = {"insurance": insurance, "on": "2019-10-05", "tier": 100_00, **told}
    answer = quote("lengshuitan-2019", **asked)
    assert refusal(answer) == who and 8 in answer.interpretations
    assert answer.refused is not None and "通知没有规定" in answer.refused.message
    assert answer.refused.override == "reason"
    allowed = quote("lengshuitan-2019", **asked, overridden=(who,))
    assert allowed.due_now_fen is not None and "通知没有规定" in allowed.warnings[0]
    other = quote(switched("lengshuitan-2019", silence="allow"), **asked)
    assert other.due_now_fen == allowed.due_now_fen and other.warnings == ()


def test_8_a_notice_that_rests_on_nothing_protects_everybody() -> None:
    """The made-up notice says nothing of who belongs."""
    for told in ({"elsewhere": True}, {"in_school": True}, {"is_in_service": True}):
        answer = quote(made_up(), on="2021-10-05", **told)  # type: ignore[arg-type]
        assert refusal(answer) is not None and 8 in answer.interpretations
    assert quote(made_up(), on="2021-10-05", born="2020-01-01").due_now_fen == 300_00


@for_each(
    "born, code",
    [("2005-10-06", "too_young"), ("2005-10-05", None), ("1961-10-06", None),
     ("1961-10-05", "too_old")],
)  # fmt: skip
def test_8_a_pension_is_for_ages_16_to_59_where_nobody_says(born: str, code: str | None) -> None:
    pension = parse_notice(PENSION, "nowhere.toml")
    answer = quote(pension, "pension", on="2021-10-05", born=born, tier=100_00)
    assert refusal(answer) == code and (8 in answer.interpretations) == (code is not None)
    assert refusal(quote(switched(pension, silence="allow"), "pension", on="2021-10-05",
                         born=born, tier=100_00)) is None  # fmt: skip


def test_8_a_rule_cannot_be_overridden() -> None:
    answer = quote(
        "xiaoxue-2019", on="2019-11-20", elsewhere=True, overridden=("insured_elsewhere",)
    )
    assert refusal(answer) == "insured_elsewhere"
    assert answer.refused is not None and answer.refused.override == "none"


def test_9_complete_by_a_day_warns_and_switched_it_closes() -> None:
    answer = quote("songyang-2020", on="2020-12-16")
    assert answer.due_now_fen == 480_00 and 9 in answer.interpretations
    closing = switched("songyang-2020", deadline="closes")
    assert refusal(quote(closing, on="2020-12-16")) == "window_closed"


def test_9_is_not_for_a_window_that_the_notice_closes() -> None:
    assert refusal(quote("lengshuitan-2019", on="2020-01-01")) == "window_closed"


@for_each("on", ["2020-11-02", "2021-03-01"])
def test_10_what_the_bureau_has_is_enrolled_and_switched_the_window_binds_it(on: str) -> None:
    closing = switched("songyang-2020", deadline="closes")
    answer = quote(closing, on=on, bureaus=True)
    assert answer.due_now_fen == 480_00 and 10 in answer.interpretations
    assert any("税务部门已经收下" in each for each in answer.warnings)
    bound = switched("songyang-2020", deadline="closes", bureau_money="by_window")
    assert refusal(quote(bound, on=on, bureaus=True)) in ("window_not_open", "window_closed")


def test_10_is_about_the_window_alone() -> None:
    """Money of somebody insured elsewhere stays refused."""
    answer = quote("xiaoxue-2019", on="2019-11-20", elsewhere=True, bureaus=True)
    assert refusal(answer) == "insured_elsewhere"


def test_11_no_day_is_promised_that_no_rule_gives() -> None:
    asked: dict[str, Any] = {"insurance": "pension", "on": "2019-10-31", "tier": 100_00}
    answer = quote("lengshuitan-2019", **asked)
    assert answer.benefit_from is None and 11 in answer.interpretations
    assert not says(answer, "1 月 1 日") and not says(answer, "自 2")
    other = quote(switched("lengshuitan-2019", benefit_date="assumed"), **asked)
    assert other.benefit_from == day("2019-01-01") and 11 not in other.interpretations
