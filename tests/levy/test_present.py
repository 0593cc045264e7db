"""The three present notices, rule by rule: Guangzhou 2026, Fuzhou 2025, Longjie in Dayao 2025."""

import datetime as dt
from typing import Any

from seed.higher_file import load_higher
from seed.notice_file import load_notice, notice_file, parse_notice
from seed.renewal import renew
from tests.cases import for_each
from tests.levy.asking import day, needs, quote, refusal, shares

GUANGZHOU, FUZHOU, DAYAO = "guangzhou-2026", "fuzhou-2025", "dayao-longjie-2025"


@for_each("notice, document", [(GUANGZHOU, "穗府办规"), (FUZHOU, "闽政办"), (DAYAO, "大医保联发")])
def test_each_names_its_document_and_has_twenty_examples(notice: str, document: str) -> None:
    found = load_notice(notice)
    assert document in found.document and "号" in found.document
    assert len(found.examples) >= 20
    assert set(found.insurances) == {"medical"}


# Fuzhou


@for_each(
    "on, begins, late",
    [
        ("2024-09-01", "2025-01-01", False),
        ("2024-12-31", "2025-01-01", False),
        ("2025-01-01", "2025-01-01", False),
        ("2025-02-28", "2025-02-28", False),
        ("2025-03-01", "2025-06-01", True),
    ],
)
@for_each("missed", [(), (2023, 2024)])
def test_fuzhous_two_phases_and_what_follows(
    on: str, begins: str, late: bool, missed: tuple[int, ...]
) -> None:
    """一(一) and the city's bureau: in both phases nobody waits, whatever was missed before."""
    insured = tuple(each for each in (2021, 2022, 2023, 2024) if each not in missed)
    answer = quote(FUZHOU, on=on, insured_years=insured, history_from=2021)
    assert (answer.due_now_fen, answer.late) == (450_00, late)
    if missed and late:
        assert f"（{begins} 起）" in answer.warnings[0] and answer.benefit_from == day("2025-08-01")
    else:
        assert (str(answer.benefit_from), answer.warnings) == (begins, ())


@for_each(
    "born, on, begins",
    [
        ("2025-01-10", "2025-04-10", "2025-01-10"),
        ("2025-01-10", "2025-04-11", "2025-04-11"),
        ("2024-03-02", "2025-03-01", "2025-03-01"),
        ("2024-11-20", "2024-12-20", "2025-01-01"),
    ],
)
def test_fuzhous_newborns_in_two_bands(born: str, on: str, begins: str) -> None:
    """四: to 90 days from birth; to one year from the payment, never before the levy year."""
    answer = quote(FUZHOU, on=on, born=born)
    assert (answer.due_now_fen, answer.late, str(answer.benefit_from)) == (450_00, False, begins)
    assert "闽侯通告 四" in answer.clauses


def test_fuzhous_assisted_are_not_charged_before_the_figure_is_known() -> None:
    key = "medical.subsidy.医疗救助对象"
    asked: dict[str, Any] = {"on": "2024-10-10", "categories": ["医疗救助对象"]}
    assert needs(quote(FUZHOU, **asked)) == (key,)
    assert quote(FUZHOU, **asked, fill={key: "225,医疗救助,waived"}).due_now_fen == 225_00


@for_each("discharged, begins", [("2025-05-01", "2025-05-20"), ("2024-11-01", "2025-08-20")])
def test_soldiers_discharged_in_the_year_do_not_wait(discharged: str, begins: str) -> None:
    asked: dict[str, Any] = {"insured_years": (2024,), "history_from": 2024}
    answer = quote(FUZHOU, on="2025-05-20", discharged_on=day(discharged), **asked)
    assert str(answer.benefit_from) == begins
    assert bool(answer.warnings) == (begins == "2025-05-20"), "the start is not in the text"


# Longjie, Dayao


@for_each(
    "on, due, begins",
    [
        ("2025-02-25", 400, "2025-01-01"),
        ("2025-02-26", None, None),
        ("2025-03-01", 400, "2025-06-01"),
        ("2025-03-31", 400, "2025-06-01"),
        ("2025-06-25", 400, "2025-09-01"),
        ("2025-06-26", None, None),
        ("2025-07-01", 1070, "2025-10-01"),
        ("2025-09-30", 1070, "2025-12-01"),
    ],
)
def test_two_periods_of_late_payment_and_months_that_count_the_first(
    on: str, due: int | None, begins: str | None
) -> None:
    """三(二): the month of payment is the first of three; from July without the state's part."""
    answer = quote(DAYAO, on=on, born="1975-04-04", insured_years=(2024,), history_from=2024)
    assert answer.due_now_fen == (due and due * 100)
    assert answer.benefit_from == (begins and day(begins))
    assert refusal(answer) == (None if due else "window_closed")


@for_each(
    "category, subsidy",
    [
        ("特困供养人员", 400),
        ("城乡低保对象", 120),
        ("丧失劳动能力的重度残疾人", 120),
        ("农村三级智力精神残疾人", 120),
        ("事实无人抚养儿童", 120),
        ("脱贫不稳定户", 180),
        ("边缘易致贫户", 180),
        ("突发严重困难户", 180),
        ("脱贫户", 45),
    ],
)
def test_fixed_subsidies(category: str, subsidy: int) -> None:
    """二(二)1 to 3."""
    answer = quote(DAYAO, on="2024-10-10", categories=[category])
    assert (answer.subsidy_fen, answer.due_now_fen) == (subsidy * 100, (400 - subsidy) * 100)
    assert shares(answer) == [("医疗救助", subsidy * 100, "waived")]


@for_each(
    "born, subsidy",
    [
        ("1964-10-10", 120), ("1964-10-11", 0), ("2006-10-11", 120), ("2006-10-10", 0),
        ("1985-01-01", 0),
    ],
)  # fmt: skip
def test_of_low_income_families_the_old_and_the_minors(born: str, subsidy: int) -> None:
    """二(二)2: from 60 on, or under 18, on the day of the payment."""
    answer = quote(DAYAO, on="2024-10-10", born=born, categories=["低收入家庭"])
    assert answer.subsidy_fen == subsidy * 100
    if not subsidy:
        (reason,) = answer.considered
        assert "未满 60 周岁" in reason.reason and "已满 18 周岁" in reason.reason


def test_of_several_the_highest() -> None:
    """二(二)3: 180 before 120."""
    answer = quote(DAYAO, on="2024-10-10", categories=["低保", "突发严重困难户", "脱贫户"])
    assert (answer.category, answer.due_now_fen) == ("突发严重困难户", 220_00)
    assert "二(二)3" in answer.clauses and 3 not in answer.interpretations


def test_an_infant_is_not_charged_without_a_word() -> None:
    """Newborns do not wait; until what age, no text that was read says."""
    answer = quote(DAYAO, on="2025-05-10", born="2025-04-01")
    assert any("出生多久算新生儿" in each for each in answer.warnings)
    grown = quote(DAYAO, on="2025-05-10", born="2020-04-01", history_from=2021)
    assert not any("新生儿" in each for each in grown.warnings)


# What next year's draft keeps of them


def test_next_years_draft_asks_for_the_pupils_standard_and_the_late_days() -> None:
    text, confirm = renew(notice_file(GUANGZHOU).read_text("utf-8"), "guangzhou-2027", load_higher)
    standard = parse_notice(text, "draft.toml").insurances["medical"].standard
    assert standard is not None and standard.personal_fen is None
    assert standard.instead[0].personal_fen == 413_00
    assert "insurances.medical.standard.instead[0].personal_yuan" in confirm
    text, confirm = renew(notice_file(DAYAO).read_text("utf-8"), "dayao-2026", load_higher)
    moved = parse_notice(text, "draft.toml").insurances["medical"].lates
    assert [each.opens for each in moved] == [dt.date(2026, 3, 1), dt.date(2026, 7, 1)]
    assert "insurances.medical.late[1].closes" in confirm
