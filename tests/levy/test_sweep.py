"""The sweep: which days and people a notice is asked about, and what it is caught at."""

import datetime as dt

import pytest
from msgspec.structs import replace

from models.base.dates import add_months
from models.base.terms import Fault
from models.levy import sweep, sweep_waits
from models.levy.notice import Notice
from models.levy.quote import quote_person
from models.levy.sweep import sweep_faults
from models.levy.values import Applicant, Considered, Quote, Refusal, ShareAmount
from seed.notice_file import load_notice, parse_notice
from tests.levy.asking import ALL_NOTICES, made_up
from tests.levy.sixth import SIXTH
from tests.levy.test_waiting import HEAD, OWN

Asked = tuple[str, Applicant, dt.date, int | None]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Asked]:
    """Return the list that every question of a sweep is noted in."""
    found: list[Asked] = []

    def note(
        notice: Notice, insurance: str, who: Applicant, on: dt.date, tier_fen: int | None
    ) -> Quote:
        found.append((insurance, who, on, tier_fen))
        return quote_person(notice, insurance, who, on, tier_fen)  # type: ignore[arg-type]

    for module in (sweep, sweep_waits):
        monkeypatch.setattr(module, "quote_person", note)
    return found


@pytest.mark.parametrize("notice_id", ALL_NOTICES)
def test_every_question_is_counted_and_nothing_is_wrong(notice_id: str, asked: list[Asked]) -> None:
    questions, faults = sweep_faults(load_notice(notice_id))
    assert (questions, faults) == (len(asked), [])
    assert {each[0] for each in asked} == set(load_notice(notice_id).insurances)


def test_an_ordinary_adult_asks_on_every_day(asked: list[Asked]) -> None:
    """From a year before the window opens to the end of the year after it, or of the levy year."""
    sweep_faults(made_up())
    adult = Applicant(born=dt.date(1981, 9, 1))
    days = [on for _, who, on, _ in asked if who == adult]
    wanted = [dt.date(2020, 8, 31) + dt.timedelta(days=number) for number in range(853)]
    assert days[: len(wanted)] == wanted and wanted[-1] == dt.date(2022, 12, 31)


def test_a_levy_year_that_ends_later_is_asked_to_its_end(asked: list[Asked]) -> None:
    notice = made_up()
    rules = replace(notice.insurances["medical"], levy_year=2023)
    sweep_faults(replace(notice, insurances={"medical": rules}))
    assert max(each[2] for each in asked) == dt.date(2023, 12, 31)


def test_every_kind_of_person_asks_on_the_days_that_matter(asked: list[Asked]) -> None:
    """The first and the last day of the window and the day after it."""
    sweep_faults(made_up())
    questions = [each for each in asked if each[1].holdings]
    assert {each[2] for each in questions} == {
        dt.date(2021, 9, 1), dt.date(2021, 12, 31), dt.date(2022, 1, 1)
    }  # fmt: skip
    assert {tuple(one.category for one in each[1].holdings) for each in questions} == {
        ("渔民",), ("船工",), ("渔民", "船工")
    }  # fmt: skip
    assert {one.certified_from for each in questions for one in each[1].holdings} == {
        dt.date(2000, 1, 1)
    }


def test_people_on_both_sides_of_every_age_ask(asked: list[Asked]) -> None:
    """The sixth notice speaks of 18 and of 60; 20 and 40 are asked anyway, and 3 months."""
    notice = parse_notice(SIXTH, "sixth.toml")
    sweep_faults(notice)
    opens = notice.insurances["medical"].window.opens
    births = {who.born for _, who, on, _ in asked if on == opens}
    ages = {rule.from_age for rule in notice.insurances["medical"].subsidies}
    ages |= {rule.below_age for rule in notice.insurances["medical"].subsidies}
    assert ages >= {18, 60}
    birthdays = {add_months(opens, -12 * age) for age in (20, 40, *(ages - {None}))}
    newborn = {dt.date(2024, 7, 1), dt.date(2024, 6, 30)}
    expected = birthdays | {each + dt.timedelta(days=1) for each in birthdays} | {opens} | newborn
    assert opens == dt.date(2024, 10, 1) and births == expected


def test_the_ages_of_those_who_may_enrol_are_asked_too(asked: list[Asked]) -> None:
    sweep_faults(load_notice("yiwu-2020"))
    opens = dt.date(2020, 11, 1)
    births = {who.born for name, who, on, _ in asked if name == "pension" and on == opens}
    for age in (16, 59):
        assert {add_months(opens, -12 * age), add_months(opens, -12 * age) + _DAY} <= births
    adults = {who.born for name, who, on, _ in asked if name == "medical" and on == opens}
    assert add_months(opens, -12 * 16) not in adults


def test_the_lowest_and_highest_tier_and_each_with_a_rule_are_asked(asked: list[Asked]) -> None:
    sweep_faults(parse_notice(SIXTH, "sixth.toml"))
    assert {each[3] for each in asked} == {400_00, 775_00}
    asked.clear()
    sweep_faults(load_notice("lengshuitan-2019"))
    assert {each[3] for each in asked if each[0] == "pension"} == {100_00, 3000_00}
    assert {each[3] for each in asked if each[0] == "medical"} == {None}
    ruled = parse_notice(SIXTH.replace("[400, 775]", "[300, 400, 500, 775]"), "sixth.toml")
    asked.clear()
    sweep_faults(ruled)
    assert {each[3] for each in asked} == {300_00, 400_00, 775_00}


_DAY = dt.timedelta(days=1)


def caught(monkeypatch: pytest.MonkeyPatch, **lies: object) -> list[str]:
    """Return what a sweep names when every answer within the window is changed like this."""

    def lie(
        notice: Notice, insurance: str, who: Applicant, on: dt.date, tier_fen: int | None
    ) -> Quote:
        answer = quote_person(notice, insurance, who, on, tier_fen)  # type: ignore[arg-type]
        return answer if answer.refused else replace(answer, **lies)

    monkeypatch.setattr(sweep, "quote_person", lie)
    questions, faults = sweep_faults(made_up())
    assert questions > 800 and {each.key for each in faults} <= {"insurances.medical"}
    return [each.message for each in faults]


def considered(category: str, *, is_applied: bool) -> Considered:
    return Considered(
        category=category, is_applied=is_applied, amount_fen=1, reason="", clause="三"
    )


def test_an_answer_that_does_not_add_up_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = "现在应缴与各方资助之和不等于标准"
    first = caught(monkeypatch, standard_fen=1)
    assert first == [f"{wrong}（2021-09-01 办理，1981-09-01 出生，无类别）"]
    share = ShareAmount(funder="财政", amount_fen=1, settlement="waived")
    assert wrong in caught(monkeypatch, shares=(share,))[0]
    assert wrong in caught(monkeypatch, due_now_fen=None)[0]


def test_what_comes_back_later_is_not_part_of_the_sum(monkeypatch: pytest.MonkeyPatch) -> None:
    share = ShareAmount(funder="财政", amount_fen=1, settlement="reimbursed")
    found = caught(monkeypatch, shares=(share,), due_now_fen=300_00, standard_fen=300_00)
    assert found == []


def test_two_subsidies_at_once_are_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    both = (considered("渔民", is_applied=True), considered("船工", is_applied=True))
    assert "同时享受两项资助" in caught(monkeypatch, considered=both)[0]


def test_a_category_that_both_wins_and_loses_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    both = (considered("渔民", is_applied=True), considered("渔民", is_applied=False))
    assert [each.partition("（")[0] for each in caught(monkeypatch, considered=both)] == [
        "同一类别既享受又不享受"
    ]
    apart = (considered("渔民", is_applied=True), considered("船工", is_applied=False))
    assert caught(monkeypatch, considered=apart) == []


def test_a_late_payment_not_taken_as_late_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = "征缴期外的缴费没有按补缴办理"
    assert wrong in caught(monkeypatch, late=False)[0]
    assert wrong in caught(monkeypatch, late=True)[0]


def test_a_refusal_for_the_window_within_it_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    for code in ("window_not_open", "window_closed"):
        refused = Refusal(code=code, message="不在征缴期")
        found = caught(monkeypatch, refused=refused)
        assert [each.partition("（")[0] for each in found] == ["征缴期内被当作不在征缴期"]
    other = Refusal(code="too_young", message="太小")
    assert caught(monkeypatch, refused=other) == []


def test_each_kind_of_fault_is_named_once_with_its_first_case(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    both = (considered("渔民", is_applied=True), considered("船工", is_applied=True))
    found = caught(monkeypatch, considered=both, standard_fen=1)
    assert len(found) == 2


def test_a_fault_names_the_categories_asked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    def lie(
        notice: Notice, insurance: str, who: Applicant, on: dt.date, tier_fen: int | None
    ) -> Quote:
        answer = quote_person(notice, insurance, who, on, tier_fen)  # type: ignore[arg-type]
        return replace(answer, standard_fen=1) if len(who.holdings) == 2 else answer

    monkeypatch.setattr(sweep, "quote_person", lie)
    assert sweep_faults(made_up())[1] == [
        Fault(
            key="insurances.medical",
            message="现在应缴与各方资助之和不等于标准"
            "（2021-09-01 办理，1981-09-01 出生，渔民、船工）",
        )
    ]


def test_waits_are_asked_of_every_gap_and_every_year_bought_back() -> None:
    """Seven gaps of 0 to 6 years, of each all that can be bought back, on three days."""
    with_waits = parse_notice(HEAD + OWN, "waits.toml")
    without = parse_notice(HEAD.replace('rests_on = ["guobanfa-2024-38"]', "").replace(
        "late = { pays", "late = { wait_days = 30, pays"), "waits.toml")  # fmt: skip
    asked = sweep_faults(with_waits)[0] - sweep_faults(without)[0]
    assert asked == 3 * sum(range(1, 8)) and sweep_faults(with_waits)[1] == []


def test_a_wait_that_a_missed_year_shortens_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(notice: Notice, insurance: str, who: Applicant, on: dt.date, *rest: object) -> Quote:
        answer = quote_person(notice, insurance, who, on)  # type: ignore[arg-type]
        years = len(who.insured_years) - 2 * len(who.bought_years)
        return replace(answer, benefit_from=dt.date(2030, 1, 1) + dt.timedelta(years))

    monkeypatch.setattr(sweep_waits, "quote_person", wrong)
    found = [each.message for each in sweep_faults(parse_notice(HEAD + OWN, "waits.toml"))[1]]
    assert [each.partition("（")[0] for each in found] == ["多断保一年，等待期反而变短"]

    def worse(notice: Notice, insurance: str, who: Applicant, on: dt.date, *rest: object) -> Quote:
        answer = quote_person(notice, insurance, who, on)  # type: ignore[arg-type]
        days = 3 * len(who.bought_years) - len(who.insured_years)
        return replace(answer, benefit_from=dt.date(2030, 1, 1) + dt.timedelta(days))

    monkeypatch.setattr(sweep_waits, "quote_person", worse)
    found = [each.message for each in sweep_faults(parse_notice(HEAD + OWN, "waits.toml"))[1]]
    assert [each.partition("（")[0] for each in found] == ["多补缴一年，等待期反而变长"]
