"""A household's quote: what each member owes, who is excepted, who is still missing."""

from msgspec.structs import replace

from models.base.terms import Insurance
from models.levy.enrolment import EndedStatus
from models.levy.family import (
    EnrolledBefore,
    FamilyQuote,
    Household,
    KnownFrom,
    Member,
    Paid,
    quote_family,
)
from models.levy.values import Applicant, Holding, Refusal, RefusalCode
from seed.notice_file import load_notice
from tests.levy.asking import day


def member(person_id: int, born: str = "1980-05-06", **more: object) -> Member:
    """Return a member called 甲1, 甲2, ... with a number of that name."""
    return Member(
        person_id=person_id,
        name=f"甲{person_id}",
        id_number=f"number-{person_id}",
        born=day(born),
        **more,  # type: ignore[arg-type]
    )


def family(
    *members: Member,
    on: str = "2019-11-14",
    insurance: Insurance = "medical",
    notice: str = "lengshuitan-2019",
    tiers: dict[str, int] | None = None,
) -> FamilyQuote:
    household = Household(
        household_id=1, number="0001", village_id=1, village="青山村", members=members
    )
    return quote_family(load_notice(notice), insurance, household, day(on), tiers)


def states(answer: FamilyQuote) -> list[str]:
    return [each.state for each in answer.members]


def missing(answer: FamilyQuote, *paying: int) -> list[int]:
    return [each.member.person_id for each in answer.missing_after(frozenset(paying))]


def paid(levy_year: int = 2020, insurance: Insurance = "medical") -> Paid:
    return Paid(
        insurance=insurance,
        levy_year=levy_year,
        amount_fen=250_00,
        business_date=day("2019-11-01"),
        receipt="R1",
    )


def test_a_family_pays_what_its_members_owe_together() -> None:
    """250 each; 低保 pays first and gets back later, 特困 pays nothing and is entered too."""
    answer = family(
        member(1),
        member(2, holdings=(Holding(category="低保"),)),
        member(3, holdings=(Holding(category="特困供养人员"),)),
        member(4, "2019-10-01"),
    )
    assert states(answer) == ["due"] * 4
    assert [each.quote.due_now_fen for each in answer.payable] == [250_00, 250_00, 0, 250_00]
    assert answer.due_now_fen == 750_00 and answer.levy_year == 2020


def test_all_members_enrol() -> None:
    """lengshuitan 参保范围(二), 六(二): nobody of the family may be left out."""
    answer = family(member(1), member(2), member(3))
    assert missing(answer) == [1, 2, 3]
    assert missing(answer, 1, 3) == [2] and missing(answer, 1, 2, 3) == []


def test_who_has_paid_is_not_missing_and_owes_nothing() -> None:
    answer = family(member(1, paid=(paid(),)), member(2))
    assert states(answer) == ["paid", "due"]
    assert answer.due_now_fen == 250_00 and missing(answer) == [2]


def test_last_years_payment_or_that_of_another_insurance_does_not_count() -> None:
    other = (paid(2019), paid(2020, "pension"))
    assert states(family(member(1, paid=other))) == ["due"]


def test_the_lawful_exceptions() -> None:
    """Students by their college; insured as employee or elsewhere."""
    answer = family(
        member(1),
        member(2, "2000-01-01", enrolment="在校大学生"),
        member(3, enrolment="职工医保"),
        member(4, "2010-01-01", enrolment="在校学生"),
    )
    assert states(answer) == ["due", "excused", "excused", "due"]
    assert [each.member.person_id for each in answer.excused] == [2, 3]
    assert missing(answer, 1, 4) == []


def test_employee_medical_insurance_excepts_nobody_from_pension() -> None:
    both = [
        family(
            member(1, enrolment=status), on="2019-10-31", insurance="pension", tiers={"number-1": 1}
        )
        for status in ("职工医保", "职工养老")
    ]
    assert [states(each) for each in both] == [["refused"], ["excused"]]
    refused = both[0].members[0].quote.refused
    assert refused is not None and refused.code == "tier_not_offered"


def test_the_family_rule_is_for_medical_only() -> None:
    answer = family(member(1), member(2, "2010-01-01"), on="2019-10-31", insurance="pension")
    assert answer.family_rule is None and missing(answer) == []


def test_each_member_chooses_a_tier() -> None:
    answer = family(
        member(1),
        member(2),
        member(3),
        on="2019-10-31",
        insurance="pension",
        tiers={"number-1": 100_00, "number-2": 3000_00},
    )
    assert states(answer) == ["due", "due", "refused"]
    assert answer.due_now_fen == 3100_00


def test_after_the_window_everybody_is_missing_and_nobody_can_pay() -> None:
    answer = family(member(1), member(2, paid=(paid(),)), on="2020-01-01")
    assert states(answer) == ["refused", "paid"]
    assert answer.due_now_fen == 0 and missing(answer) == [1]


def test_a_child_not_yet_born_on_the_business_date_stops_nobody() -> None:
    answer = family(member(1), member(2, "2019-11-15"))
    assert states(answer) == ["due", "refused"] and answer.due_now_fen == 250_00
    refused = answer.members[1].quote.refused
    assert refused is not None and "尚未出生" in refused.message


def test_an_insurance_the_notice_does_not_collect() -> None:
    answer = family(member(1), member(2, "2030-01-01"), insurance="critical_illness")
    assert states(answer) == ["refused", "refused"] and answer.levy_year is None


def test_a_child_paid_for_2020_in_the_window_is_not_due_again_after_it() -> None:
    """xiaoxue 三(一): the year after birth was paid in the normal window."""
    child = member(1, "2019-10-01", paid=(paid(2020),))
    assert states(family(child, on="2019-11-20", notice="xiaoxue-2019")) == ["paid"]
    assert states(family(child, on="2020-01-10", notice="xiaoxue-2019")) == ["paid"]


def test_the_head_of_a_family() -> None:
    def head(*members: Member) -> str:
        return Household(
            household_id=1, number="1", village_id=1, village="村", members=members
        ).head

    assert head(member(1, relation="子"), member(2, relation="户主")) == "甲2"
    assert head(member(1, relation="妻"), member(2, relation="本人")) == "甲2"
    assert head(member(1), member(2)) == "甲1"
    assert head() == ""


def test_a_child_born_on_the_business_date_is_quoted() -> None:
    assert states(family(member(1, "2019-11-14"))) == ["due"]


def test_a_child_paid_for_the_year_of_birth_still_owes_the_notices_year() -> None:
    """xiaoxue 三(一): the year after birth is due as for everybody; late, its figure is open."""
    child = member(1, "2019-09-01", paid=(paid(2019),))
    answer = family(child, on="2020-01-10", notice="xiaoxue-2019").members[0]
    assert answer.state == "refused" and answer.quote.refused is not None
    assert answer.quote.refused.needs == ("medical.government",)
    assert answer.quote.levy_year == 2020


def test_a_member_is_seen_by_each_insurance_as_the_roster_says() -> None:
    """Everything the rules know of a person comes from the member; for that insurance alone."""
    who = member(
        1,
        "2019-09-01",
        enrolment="在校学生、职工医保、现役军人、服刑人员",
        later_birth=day("2019-10-01"),
        holdings=(Holding(category="低保"),),
        paid=(paid(2019), paid(2020), paid(2018, "pension")),
    )
    seen = Applicant(
        born=day("2019-09-01"),
        holdings=(Holding(category="低保"),),
        later_birth=day("2019-10-01"),
        is_in_school=True,
        is_insured_elsewhere=True,
        is_in_service=True,
        is_imprisoned=True,
        enrolled_years=(2019, 2020),
        insured_years=(2019, 2020),
    )
    assert who.applicant("medical") == seen
    assert who.applicant("pension", is_enrolled=False) == replace(
        seen, is_insured_elsewhere=False, enrolled_years=(), insured_years=()
    )
    assert who.applicant("pension").enrolled_years == (2018,)


def test_a_payment_counts_for_its_insurance_and_year_alone() -> None:
    who = member(1, paid=(paid(2019), paid(2020), paid(2020, "pension")))
    assert who.paid_for("medical", 2020) == paid(2020)
    assert who.paid_for("pension", 2020) == paid(2020, "pension")
    assert who.paid_for("pension", 2019) is who.paid_for("medical", None) is None


def test_who_is_not_born_yet_is_told_so_for_the_notices_year() -> None:
    quote = family(member(1, "2019-11-15")).members[0].quote
    assert (quote.notice, quote.insurance, quote.levy_year) == ("lengshuitan-2019", "medical", 2020)
    assert quote.refused == Refusal(code="too_young", message="业务日期 2019-11-14 时尚未出生")
    assert quote.explanation == ("业务日期 2019-11-14 时尚未出生",)


def test_an_unborn_childs_other_payment_is_still_seen() -> None:
    """A store may hold a payment whose day lies after the business date."""
    answer = family(member(1, "2019-11-15", paid=(paid(2020),)))
    assert states(answer) == ["paid"] and answer.members[0].paid == paid(2020)


def test_what_history_says_reaches_the_rules() -> None:
    """Of each insurance its own; a year paid when it was over is one bought back."""
    who = member(
        1,
        paid=(paid(2018), paid(2020)),
        history=(
            EnrolledBefore(insurance="pension", levy_year=2018, is_enrolled=True),
            EnrolledBefore(insurance="medical", levy_year=2016, is_enrolled=False),
            EnrolledBefore(insurance="medical", levy_year=2017, is_enrolled=True),
        ),
        known_from=(
            KnownFrom(insurance="pension", levy_year=2015),
            KnownFrom(insurance="medical", levy_year=2016),
        ),
        ended=(
            EndedStatus(status="职工医保", ended_on=day("2019-01-01")),
            EndedStatus(status="现役军人", ended_on=day("2019-01-01")),
        ),
    )
    asked = who.applicant("medical")
    assert asked.enrolled_years == (2018, 2020) and asked.insured_years == (2017, 2018, 2020)
    assert asked.bought_years == (2018,), "2018 was paid in November 2019"
    before = who.applicant("medical", is_enrolled=False)
    assert (before.enrolled_years, before.insured_years, before.bought_years) == ((), (2017,), ())
    assert (asked.history_from, asked.employee_until) == (2016, day("2018-12-31"))
    assert asked.discharged_on == day("2019-01-01")
    assert who.applicant("pension").insured_years == (2018,)


def test_another_year_is_quoted_where_it_is_asked_for() -> None:
    """A newborn of 2019: in the window 2020 is ticked, and 2019 can be paid too."""
    child = member(1, "2019-09-01")
    ticked = family(child, notice="xiaoxue-2019").members[0]
    assert (ticked.quote.levy_year, [each.levy_year for each in ticked.others]) == (2020, [2019])
    home = Household(household_id=1, number="1", village_id=1, village="青山村", members=(child,))
    notice = load_notice("xiaoxue-2019")
    birth = quote_family(notice, "medical", home, day("2019-11-14"), levy_year=2019).members[0]
    assert (birth.state, birth.quote.levy_year, birth.quote.due_now_fen) == ("due", 2019, 250_00)
    assert [each.levy_year for each in birth.others] == [2020]


def test_a_birth_year_paid_does_not_hide_the_rounds_year() -> None:
    child = member(1, "2019-09-01", paid=(paid(2019),))
    answer = family(child, notice="xiaoxue-2019").members[0]
    assert (answer.state, answer.quote.levy_year, answer.others) == ("due", 2020, ())


def test_after_the_window_the_birth_year_is_ticked_and_the_late_year_stands_beside_it() -> None:
    answer = family(member(1, "2019-09-01"), notice="xiaoxue-2019", on="2020-01-10").members[0]
    assert (answer.state, answer.quote.levy_year, answer.quote.late) == ("due", 2019, False)
    assert [(each.levy_year, each.due_now_fen) for each in answer.others] == [(2020, None)]


def test_an_operator_goes_on_with_a_reason_for_one_member() -> None:
    soldiers = tuple(member(place, "1999-01-01", enrolment="现役军人") for place in (1, 2))
    home = Household(household_id=1, number="1", village_id=1, village="青山村", members=soldiers)
    notice = load_notice("lengshuitan-2019")
    spoken: dict[str, tuple[RefusalCode, ...]] = {"number-1": ("in_service",)}
    answer = quote_family(notice, "medical", home, day("2019-11-14"), overridden=spoken)
    assert states(answer) == ["due", "refused"]
    assert "通知没有规定" in answer.members[0].quote.warnings[0]
