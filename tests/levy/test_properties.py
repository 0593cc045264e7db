"""What holds for every notice, person, day, tier and set of categories."""

import datetime as dt
from random import Random
from typing import Any

import msgspec
import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from models.base.errors import BadInput
from models.levy.fill import fill_notice, fillable_keys
from models.levy.notice import InsuranceRules, Notice
from models.levy.quote import quote_person
from models.levy.values import Applicant, Holding, Quote
from models.levy.years import quote_years, ticked_year
from seed.notice_file import load_notice, parse_notice
from tests.levy.asking import ALL_NOTICES, made_up, quote, switched
from tests.levy.sixth import SIXTH
from tests.levy.test_rule_language import HEAD, PENSION
from tests.levy.test_waiting import HEAD as WAITS
from tests.soak import campaign, times

DAYS = st.dates(dt.date(2018, 12, 1), dt.date(2022, 6, 30))
_VALUES = {
    "tiers": "100,250.50,1000",
    "personal": "333.33",
    "government": "666.67",
    "levy_year": "2021",
}
_SUBSIDIES = ("12.5%,财政,waived", "50%,民政,reimbursed", "77.77,扶贫,remitted")
_SWITCHES = {
    "benefit_start": ("january", "payment_date"),
    "age_bound": ("inclusive", "exclusive"),
    "combination": ("highest", "first_named"),
    "tier_above_subsidy": ("pay_rest", "not_offered"),
    "late_subsidy": ("none", "on_personal"),
    "rounding": ("half_up", "down"),
    "months": ("calendar", "thirty_days"),
    "silence": ("protect", "allow"),
    "deadline": ("warns", "closes"),
    "bureau_money": ("enrolled", "by_window"),
    "benefit_date": ("stated", "assumed"),
}


def filled(notice: Notice) -> Notice:
    """Return a notice with odd amounts for everything it leaves open."""
    figures = [
        (key, _VALUES.get(key.split(".")[1]) or _SUBSIDIES[position % 3])
        for position, key in enumerate(fillable_keys(notice))
    ]
    return fill_notice(notice, figures)


_YEARS = st.lists(st.integers(2015, 2025), max_size=4, unique=True)
BARE = [
    *map(load_notice, ALL_NOTICES),
    made_up(),
    parse_notice(SIXTH, "sixth.toml"),
    parse_notice(HEAD + PENSION, "says.toml"),
    parse_notice(WAITS, "waits.toml"),
]
NOTICES = BARE + [filled(each) for each in BARE]


class Case(msgspec.Struct, frozen=True):
    """A question to a notice."""

    notice: Notice
    insurance: str
    applicant: Applicant
    on: dt.date
    tier_fen: int | None
    levy_year: int | None = None

    def years(self) -> Quote:
        return quote_years(self.notice, self.insurance, self.applicant, self.on, self.tier_fen)  # type: ignore[arg-type]

    def ask(self, *, holdings: tuple[Holding, ...] | None = None) -> Quote:
        applicant = self.applicant
        if holdings is not None:
            applicant = msgspec.structs.replace(applicant, holdings=holdings)
        return quote_person(
            self.notice,
            self.insurance,  # type: ignore[arg-type]
            applicant,
            self.on,
            self.tier_fen,
            self.levy_year,
        )

    @property
    def rules(self) -> InsuranceRules:
        return self.notice.insurances[self.insurance]


@st.composite
def cases(draw: st.DrawFn, *, any_switch: bool = False) -> Case:
    notice = draw(st.sampled_from(NOTICES))
    if any_switch:
        chosen = {name: draw(st.sampled_from(both)) for name, both in _SWITCHES.items()}
        notice = switched(notice, **chosen)
    insurance = draw(st.sampled_from(list(notice.insurances)))
    rules = notice.insurances[insurance]
    window = st.dates(rules.window.opens, rules.window.closes)
    on = draw(st.one_of(window, DAYS))
    ages = st.one_of(st.dates(dt.date(1900, 1, 1), on), st.dates(on - dt.timedelta(400), on))
    held = draw(
        st.lists(
            st.builds(
                Holding,
                category=st.sampled_from([each.name for each in notice.categories]),
                certified_from=st.none() | st.dates(dt.date(2015, 1, 1), dt.date(2021, 1, 1)),
                until=st.none() | st.dates(dt.date(2018, 1, 1), dt.date(2022, 1, 1)),
            ),
            unique_by=lambda each: (each.category, each.certified_from),
        )
    )
    applicant = Applicant(
        born=draw(ages),
        holdings=tuple(held),
        later_birth=draw(st.none() | st.dates(dt.date(2015, 12, 1), dt.date(2016, 3, 1))),
        is_in_school=draw(st.sampled_from([False, False, False, True])),
        is_insured_elsewhere=draw(st.sampled_from([False, False, False, True])),
        enrolled_years=tuple(draw(_YEARS)),
        insured_years=tuple(draw(_YEARS)),
        history_from=draw(st.none() | st.integers(2015, 2025)),
        overridden=draw(st.sampled_from([(), (), ("too_old", "no_benefit_left")])),
    )
    offered = rules.tiers.amounts_fen if rules.tiers and rules.tiers.amounts_fen else (100_00,)
    tier = draw(st.none() | st.sampled_from(offered) | st.integers(0, 500_000))
    year = draw(st.sampled_from([None, None, rules.levy_year - 1, rules.levy_year]))
    return Case(notice, insurance, applicant, on, tier, year)


def final(answer: Quote) -> int:
    """Return what the person has paid when every refund has come back."""
    assert answer.due_now_fen is not None and answer.reimbursed_fen is not None
    return answer.due_now_fen - answer.reimbursed_fen


@campaign
@settings(max_examples=times(30, 1000))
@given(cases(any_switch=True))
def test_every_fen_of_the_standard_is_paid_by_somebody(case: Case) -> None:
    answer = case.ask()
    assume(answer.refused is None)
    assert answer.subsidy_fen == sum(share.amount_fen for share in answer.shares)
    at_once = [share for share in answer.shares if share.settlement != "reimbursed"]
    assert answer.due_now_fen is not None
    assert answer.due_now_fen + sum(each.amount_fen for each in at_once) == answer.standard_fen
    assert all(share.amount_fen >= 0 for share in answer.shares)
    assert final(answer) >= 0 and answer.reimbursed_fen >= 0
    assert (answer.category is None) == (answer.shares == ())


@campaign
@settings(max_examples=times(30, 1000))
@given(cases(any_switch=True))
def test_a_subsidy_covers_the_personal_part_at_most(case: Case) -> None:
    answer = case.ask()
    assume(answer.refused is None)
    standard = case.rules.standard
    if standard is None:
        # Without a tier it is the lowest, where a funder pays that one.
        stated = [(case.tier_fen or answer.standard_fen, 0)]
    else:
        stated = [
            (standard.personal_fen, standard.government_fen or 0),
            *((each.personal_fen, each.government_fen or 0) for each in standard.instead),
        ]
    owes = _owes_the_states(case, answer)
    asked = {(personal or 0) + (state if owes else 0): personal for personal, state in stated}
    personal = asked.get(answer.standard_fen or 0)
    assert personal is not None and answer.subsidy_fen <= personal


def _owes_the_states(case: Case, answer: Quote) -> bool:
    """Whether who pays late owes the government's part too, as the rule of that day says."""
    if not answer.late:
        return False
    own = answer.levy_year == case.rules.levy_year
    rule = case.rules.late_on(case.on) if own else case.rules.arrears
    return rule is not None and rule.pays == "total"


@campaign
@settings(max_examples=times(30, 1000))
@given(cases(any_switch=True))
def test_a_refusal_has_no_amounts_and_says_why(case: Case) -> None:
    answer = case.ask()
    if answer.refused is None:
        assert answer.standard_fen is not None
        is_dated = answer.benefit_from is not None
        is_arrear = answer.late and answer.levy_year != case.rules.levy_year
        assert is_arrear or is_dated != (11 in answer.interpretations)
        return
    amounts = (answer.standard_fen, answer.subsidy_fen, answer.due_now_fen, answer.reimbursed_fen)
    assert amounts == (None,) * 4 and answer.shares == () and answer.category is None
    assert answer.refused.code and answer.refused.message.strip()
    assert answer.refused.message in answer.explanation
    assert bool(answer.refused.needs) == (answer.refused.code == "standard_not_set")
    assert "请" in answer.refused.message, "every refusal says what to do next"


@campaign
@settings(max_examples=times(30, 1000))
@given(cases(), st.randoms())
def test_the_order_of_the_categories_makes_no_difference(case: Case, random: Random) -> None:
    holdings = list(case.applicant.holdings)
    random.shuffle(holdings)
    one, other = case.ask(), case.ask(holdings=tuple(holdings))
    bare = [
        {(each.category, each.is_applied, each.amount_fen) for each in answer.considered}
        for answer in (one, other)
    ]
    assert bare[0] == bare[1]
    plain = {"considered": (), "explanation": (), "clauses": ()}
    assert msgspec.structs.replace(one, **plain) == msgspec.structs.replace(other, **plain)
    assert set(one.clauses) == set(other.clauses)


@campaign
@settings(max_examples=times(30, 1000))
@given(cases(), st.data())
def test_one_more_category_never_costs_a_person_money(case: Case, data: st.DataObject) -> None:
    """But for lengshuitan's 建档立卡 who is also 低保: a test of its own below."""
    names = [each.name for each in case.notice.categories]
    more = Holding(category=data.draw(st.sampled_from(names)))
    held = tuple(each for each in case.applicant.holdings if each.category != more.category)
    is_lengshuitan = case.notice.id == "lengshuitan-2019" and case.insurance == "medical"
    if is_lengshuitan and more.category == "低保":
        held = tuple(each for each in held if each.category != "建档立卡贫困人口")
    before, after = case.ask(holdings=held), case.ask(holdings=(*held, more))
    if before.refused is None and after.refused is None:
        assert final(after) <= final(before)


def test_dibao_costs_those_of_jiandang_lika_money() -> None:
    """lengshuitan 二: with 低保 a person of 建档立卡 pays 175 in the end instead of 125."""
    asked: dict[str, Any] = {"notice": "lengshuitan-2019", "on": "2019-11-14"}
    before = quote(**asked, categories=["建档立卡贫困人口"])
    after = quote(**asked, categories=["建档立卡贫困人口", "低保"])
    assert (final(before), final(after)) == (125_00, 175_00)


@campaign
@settings(max_examples=times(30, 1000))
@given(cases(any_switch=True))
def test_every_category_held_is_accounted_for(case: Case) -> None:
    """In the window nothing a person holds is passed over in silence."""
    answer = case.ask()
    assume(answer.refused is None and not answer.late)
    looked_at = {each.category for each in answer.considered}
    assert {each.category for each in case.applicant.holdings} <= looked_at
    applied = [each.category for each in answer.considered if each.is_applied]
    assert applied == ([] if answer.category is None else [answer.category])


@campaign
@settings(max_examples=times(30, 1000))
@given(cases(any_switch=True))
def test_reasons_are_given_in_full(case: Case) -> None:
    answer = case.ask()
    assert answer.clauses and all(clause.strip() for clause in answer.clauses)
    assert set(answer.interpretations) <= set(range(1, 12))
    assert answer.explanation and all("\n" not in line for line in answer.explanation)
    assert case.ask() == answer


@campaign
@settings(max_examples=times(30, 1000))
@given(cases())
def test_nobody_pays_before_the_window_but_newborns(case: Case) -> None:
    answer = case.ask()
    is_the_rounds = answer.levy_year == case.rules.levy_year
    if answer.refused is None and case.on < case.rules.window.opens and is_the_rounds:
        assert answer.is_newborn and answer.benefit_from == case.applicant.born
    if not answer.late:
        return
    if case.notice.interpretations.late_subsidy == "none":
        assert answer.subsidy_fen == 0
    if not is_the_rounds:
        assert case.rules.arrears is not None and answer.benefit_from is None
        return
    rule = case.rules.late_on(case.on)
    assert rule is not None and case.on > case.rules.window.closes
    wait = relativedelta(days=rule.wait_days or 0, months=rule.wait_months or 0)
    assert answer.benefit_from is not None and answer.benefit_from >= case.on + wait
    assert case.rules.waiting is not None or answer.benefit_from == case.on + wait


@campaign
@settings(max_examples=times(30, 1000))
@given(cases())
def test_a_birth_after_the_day_of_the_quote_is_bad_input(case: Case) -> None:
    unborn = Applicant(born=case.on + dt.timedelta(days=1))
    with pytest.raises(BadInput, match="出生日期"):
        quote_person(case.notice, case.insurance, unborn, case.on)  # type: ignore[arg-type]


@campaign
@settings(max_examples=times(30, 1000))
@given(cases(any_switch=True))
def test_in_every_year_on_offer_shares_and_own_money_make_the_standard(case: Case) -> None:
    answer = case.years()
    for each in (answer, *answer.others):
        if each.refused is None:
            at_once = [part for part in each.shares if part.settlement != "reimbursed"]
            paid_by = sum(part.amount_fen for part in at_once)
            assert (each.due_now_fen or 0) + paid_by == each.standard_fen


@campaign
@settings(max_examples=times(30, 1000))
@given(cases(any_switch=True))
def test_no_year_is_on_offer_twice_or_again(case: Case) -> None:
    """Nobody is charged twice for a year: what is insured already is not sold again."""
    answer = case.years()
    years = [each.levy_year for each in answer.others]
    assert len(set(years)) == len(years) and answer.levy_year not in years
    who = case.applicant
    assert not set(years) & ({*who.enrolled_years} | ({*who.insured_years} - {who.born.year}))
    assert ticked_year(answer) in (answer.levy_year, *years)
    assert all(each.levy_year is not None and each.others == () for each in answer.others)
