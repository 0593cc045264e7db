"""xiaoxue-2019, clause 三(一): newborns, and those who come after the window."""

from models.levy.values import Applicant
from models.levy.years import quote_years, ticked_year
from seed.notice_file import load_notice
from tests.cases import for_each
from tests.levy.asking import day, needs, quote, refusal, shares

XIAOXUE = "xiaoxue-2019"
STATE_SHARE = {"medical.government": "520"}


def test_a_newborn_of_2020_pays_250_and_is_covered_from_birth() -> None:
    """三(一): within six months, whatever the window."""
    answer = quote(XIAOXUE, born="2020-03-10", on="2020-06-01")
    assert (answer.due_now_fen, answer.late, answer.levy_year) == (250_00, False, 2020)
    assert answer.benefit_from == day("2020-03-10")
    assert "三(一)" in answer.clauses and answer.interpretations == (7,)


def test_a_newborn_may_enrol_on_the_day_of_birth() -> None:
    assert quote(XIAOXUE, born="2020-03-10", on="2020-03-10").benefit_from == day("2020-03-10")


@for_each(
    "born, last_day, day_after",
    [
        ("2020-03-10", "2020-09-10", "2020-09-11"),
        ("2020-03-31", "2020-09-30", "2020-10-01"),
        ("2020-02-29", "2020-08-29", "2020-08-30"),
        ("2019-08-31", "2020-02-29", "2020-03-01"),
    ],
)
def test_the_last_day_of_the_six_months(born: str, last_day: str, day_after: str) -> None:
    """三(一), interpretation 7: calendar months."""
    year = day(born).year
    in_time = quote(XIAOXUE, born=born, on=last_day, levy_year=year)
    assert (in_time.due_now_fen, in_time.late) == (250_00, False)
    assert in_time.benefit_from == day(born)
    assert quote(XIAOXUE, born=born, on=day_after, fill=STATE_SHARE).others == ()
    late = quote(XIAOXUE, born=born, on=day_after, fill=STATE_SHARE)
    assert (late.due_now_fen, late.late) == (770_00, True)
    assert needs(quote(XIAOXUE, born=born, on=day_after)) == ("medical.government",)


def test_a_newborn_enrols_for_the_year_of_birth() -> None:
    """三(一): born 2019 and enrolled before the window opens: for 2019."""
    answer = quote(XIAOXUE, born="2019-09-01", on="2019-11-07")
    assert (refusal(answer), answer.levy_year) == ("window_not_open", 2020)
    assert [each.levy_year for each in answer.others] == [2019]
    assert answer.others[0].benefit_from == day("2019-09-01")
    assert ticked_year(answer) == 2019


def test_the_year_after_birth_is_paid_in_the_normal_window() -> None:
    """三(一), 四."""
    answer = quote(XIAOXUE, born="2019-09-01", on="2019-11-08")
    assert (answer.levy_year, answer.due_now_fen) == (2020, 250_00)
    assert answer.benefit_from == day("2020-01-01") and ticked_year(answer) == 2020


def test_the_year_of_birth_is_on_offer_in_the_window_too() -> None:
    """三(一): whatever the window, while the six months last, and once only."""
    answer = quote(XIAOXUE, born="2019-09-01", on="2019-11-08")
    (birth,) = answer.others
    assert (birth.levy_year, birth.due_now_fen, birth.late) == (2019, 250_00, False)
    assert birth.is_newborn and birth.benefit_from == day("2019-09-01")
    assert quote(XIAOXUE, born="2019-05-07", on="2019-11-08").others == ()
    assert quote(XIAOXUE, born="2018-12-31", on="2019-05-01").others == ()
    paid = Applicant(born=day("2019-09-01"), enrolled_years=(2019,))
    assert quote_years(load_notice(XIAOXUE), "medical", paid, day("2019-11-08")).others == ()


def test_after_the_window_the_year_of_birth_is_ticked_and_the_other_is_late() -> None:
    """三(一): 2020 costs both shares now, 2019 the personal part."""
    answer = quote(XIAOXUE, born="2019-09-01", on="2020-01-10", fill=STATE_SHARE)
    assert (answer.levy_year, answer.due_now_fen, answer.late) == (2020, 770_00, True)
    assert [each.due_now_fen for each in answer.others] == [250_00]
    assert ticked_year(answer) == 2019


def test_a_year_that_nobody_sells_is_refused() -> None:
    assert refusal(quote(XIAOXUE, on="2019-11-20", levy_year=2019)) == "window_closed"
    assert refusal(quote(XIAOXUE, on="2019-11-20", levy_year=2021)) == "window_not_open"


def test_the_villages_no_longer_collect_what_is_late() -> None:
    """三(二)1: said before the money is taken; newborns are not meant."""
    late = quote(XIAOXUE, on="2020-03-01", fill=STATE_SHARE)
    assert len(late.warnings) == 1 and "由本人自行缴纳（三(二)1）" in late.warnings[0]
    assert late.warnings[0].startswith("补缴") and "三(二)1" in late.clauses
    assert quote(XIAOXUE, on="2019-12-20").warnings == ()
    assert quote(XIAOXUE, born="2020-03-10", on="2020-06-01").warnings == ()


def test_who_was_born_too_long_ago_waits_for_the_window() -> None:
    assert refusal(quote(XIAOXUE, born="2018-12-31", on="2019-05-01")) == "window_not_open"


def test_an_exempt_newborn_pays_nothing() -> None:
    """三(一): a subsidy covers `personal`, which is what newborns owe."""
    answer = quote(XIAOXUE, born="2020-03-10", on="2020-06-01", categories=["低保"])
    assert (answer.due_now_fen, answer.benefit_from) == (0, day("2020-03-10"))
    assert shares(answer) == [("财政", 250_00, "waived")]


def test_late_payers_owe_both_shares_and_wait_30_days() -> None:
    """三(一): `personal` + `government`, benefits 30 days after payment."""
    answer = quote(XIAOXUE, on="2020-03-01", fill=STATE_SHARE)
    assert (answer.standard_fen, answer.due_now_fen, answer.late) == (770_00, 770_00, True)
    assert answer.benefit_from == day("2020-03-31")
    assert "三(一)" in answer.clauses and answer.interpretations == ()


def test_the_day_after_the_window_is_late() -> None:
    """四: afterwards villages no longer collect."""
    answer = quote(XIAOXUE, on="2019-12-21", fill=STATE_SHARE)
    assert (answer.levy_year, answer.due_now_fen) == (2020, 770_00)
    assert answer.benefit_from == day("2020-01-20")


def test_newborns_past_six_months_are_late_like_everybody() -> None:
    """三(一) says so expressly."""
    answer = quote(XIAOXUE, born="2020-03-10", on="2020-09-11", fill=STATE_SHARE)
    assert (answer.levy_year, answer.due_now_fen) == (2020, 770_00)
    assert answer.benefit_from == day("2020-10-11") and 7 in answer.interpretations


@for_each("held", [["低保"], ["孤儿", "重度残疾人"]])
def test_the_exempt_who_come_late_owe_the_late_amount_in_full(held: list[str]) -> None:
    """Interpretation 5: a subsidy covers `personal` within the window only."""
    answer = quote(XIAOXUE, on="2020-03-01", categories=held, fill=STATE_SHARE)
    assert (answer.due_now_fen, answer.subsidy_fen, answer.category) == (770_00, 0, None)
    assert 5 in answer.interpretations and 3 not in answer.interpretations


def test_the_year_is_over_on_new_years_eve() -> None:
    """三(一): late payment is for the current year's premium, with benefits after 30 days."""
    last = quote(XIAOXUE, on="2020-12-01", fill=STATE_SHARE)
    assert (last.levy_year, last.late, last.benefit_from) == (2020, True, day("2020-12-31"))
    assert refusal(quote(XIAOXUE, on="2021-01-01", fill=STATE_SHARE)) == "window_closed"


@for_each("on", ["2020-12-02", "2020-12-31"])
def test_a_payment_that_buys_nothing_is_for_a_second_operator(on: str) -> None:
    """Benefits would begin in 2021, when the year paid for is over."""
    answer = quote(XIAOXUE, on=on, fill=STATE_SHARE)
    assert refusal(answer) == "no_benefit_left"
    assert answer.refused is not None and answer.refused.override == "second_operator"
    allowed = quote(XIAOXUE, on=on, fill=STATE_SHARE, overridden=("no_benefit_left",))
    assert (allowed.due_now_fen, allowed.late) == (770_00, True)
    assert any("缴了也没有待遇" in each for each in allowed.warnings)


def test_a_newborn_of_late_2020_may_enrol_into_2021() -> None:
    """三(一): six months from birth, for the year of birth."""
    answer = quote(XIAOXUE, born="2020-11-30", on="2021-05-30")
    assert (answer.levy_year, answer.due_now_fen) == (2020, 250_00)
    assert answer.benefit_from == day("2020-11-30")
    assert refusal(quote(XIAOXUE, born="2020-11-30", on="2021-05-31")) == "window_closed"


def test_a_child_of_2021_belongs_to_another_notice() -> None:
    assert refusal(quote(XIAOXUE, born="2021-01-01", on="2021-01-02")) == "window_closed"
