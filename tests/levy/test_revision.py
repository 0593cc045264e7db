"""Figures that documents set and revise in time: which one counts on a day, and from when."""

import datetime as dt

from models.levy.notice import Notice
from models.levy.revision import DatedFigure, beginning_of, figures_on, notice_on
from seed.notice_file import load_notice
from tests.cases import for_each
from tests.levy.asking import day, made_up, quote


def figure(
    value: str, starts: str, key: str = "medical.personal", document_date: str | None = None
) -> DatedFigure:
    """Return a figure set by a document called after its value."""
    return DatedFigure(
        key=key,
        value=value,
        document=f"文{value}号",
        effective_from=day(starts),
        document_date=day(document_date) if document_date else None,
    )


def standard(notice: Notice, figures: list[DatedFigure], on: str) -> tuple[int | None, str, bool]:
    """Return the medical standard on a day: fen, by which document, still provisional."""
    rules = notice_on(notice, figures, day(on)).insurances["medical"].standard
    assert rules is not None
    return rules.personal_fen, rules.decided_by, rules.is_provisional


def test_the_figure_that_began_last_counts() -> None:
    figures = [
        figure("280", "2019-11-15"),
        figure("240", "2019-12-01"),
        figure("520", "2019-11-20", "medical.government"),
    ]
    assert figures_on(figures, day("2019-11-14")) == {}
    assert figures_on(figures, day("2019-11-15")) == {"medical.personal": figures[0]}
    assert figures_on(figures, day("2019-12-01")) == {
        "medical.personal": figures[1],
        "medical.government": figures[2],
    }


def test_the_order_of_recording_decides_only_between_figures_of_one_day() -> None:
    early, late = figure("280", "2019-11-15"), figure("240", "2019-12-01")
    assert figures_on([late, early], day("2019-12-31"))["medical.personal"] == late
    first, second = figure("280", "2019-12-01"), figure("290", "2019-12-01")
    assert figures_on([first, second], day("2019-12-31"))["medical.personal"] == second


def test_the_notice_changes_from_the_figures_first_day() -> None:
    """冷水滩 二: 250 for now; a document makes it 280 in mid-round."""
    notice = load_notice("lengshuitan-2019")
    figures = [figure("280", "2019-11-15")]
    assert standard(notice, figures, "2019-11-14") == (250_00, "省医保局", True)
    assert standard(notice, figures, "2019-11-15") == (280_00, "文280号", False)
    later = notice_on(notice, figures, day("2019-11-15"))
    answer = quote(later, on="2019-11-15")
    assert answer.due_now_fen == 280_00
    assert any("该标准依据：文280号" in each for each in answer.explanation)


def test_a_figure_of_one_insurance_leaves_the_others_alone() -> None:
    notice = load_notice("yiwu-2020")
    figures = [
        figure("500", "2020-11-01"),
        figure("50%,财政,waived", "2020-11-01", "medical.subsidy.低保"),
        figure("55", "2020-11-01", "critical_illness.personal"),
        figure("100,300", "2020-11-01", "pension.tiers"),
        figure("900", "2020-11-01", "medical.government"),
    ]
    after = notice_on(notice, figures, day("2020-11-20")).insurances
    medical, illness, pension = after["medical"], after["critical_illness"], after["pension"]
    assert medical.standard is not None and illness.standard is not None
    assert (medical.standard.personal_fen, medical.standard.decided_by) == (500_00, "文500号")
    assert (illness.standard.personal_fen, illness.standard.decided_by) == (55_00, "文55号")
    assert medical.standard.government_fen == 900_00
    assert pension.tiers is not None and pension.tiers.amounts_fen == (100_00, 300_00)
    assert notice_on(notice, figures, day("2020-10-31")) == notice


@for_each(
    "written, sentence",
    [
        (figure("280", "2019-11-15"), "自 2019-11-15 起个人缴费标准 280 元（文280号）"),
        (
            figure("280", "2019-11-15", document_date="2019-11-12"),
            "自 2019-11-15 起个人缴费标准 280 元（文280号，2019-11-12）",
        ),
        (
            figure("520", "2019-11-15", "medical.government"),
            "自 2019-11-15 起政府补助标准 520 元（文520号）",
        ),
        (
            figure("100,200", "2019-11-15", "pension.tiers"),
            "自 2019-11-15 起缴费档次 100、200 元（文100,200号）",
        ),
        (
            figure("50%,财政,waived", "2019-11-15", "medical.subsidy.低保"),
            "自 2019-11-15 起低保由财政资助 50%、免缴代缴（文50%,财政,waived号）",
        ),
    ],
)
def test_a_figure_is_read_out_with_its_first_day_and_document(
    written: DatedFigure, sentence: str
) -> None:
    assert written.sentence == sentence


def test_a_levy_year_in_doubt_is_set_by_a_document() -> None:
    """weidong's "2020年度": what a document says counts for the whole round."""
    notice = load_notice("weidong-2020")
    year = figure("2021", "2020-10-20", "medical.levy_year")
    assert year.sentence == "自 2020-10-20 起参保年度 2021（文2021号）"
    after = notice_on(notice, [year], day("2020-11-01")).insurances["medical"]
    assert (after.levy_year, after.levy_year_note) == (2021, "")
    assert notice_on(notice, [year], day("2020-10-19")) == notice


def test_a_figure_belongs_to_the_insurance_its_key_begins_with() -> None:
    assert figure("520", "2019-11-15", "medical.government").insurance == "medical"
    assert figure("100", "2019-11-15", "pension.tiers").insurance == "pension"


@for_each(
    "notice, key, today, begins",
    [
        # What the notice leaves open counts for the whole round, once it is known.
        ("yiwu-2020", "medical.personal", "2020-11-20", "2020-11-01"),
        ("songyang-2020", "pension.tiers", "2020-09-20", "2020-09-20"),
        ("lengshuitan-2019", "medical.government", "2019-11-20", "2019-10-01"),
        ("lengshuitan-2019", "medical.government", "2019-08-01", "2019-08-01"),
        # What it states for now is replaced from the day the document is entered.
        ("lengshuitan-2019", "medical.personal", "2019-11-20", "2019-11-20"),
    ],
)
def test_from_when_a_first_figure_counts(notice: str, key: str, today: str, begins: str) -> None:
    assert beginning_of(load_notice(notice), key, day(today)) == day(begins)


def test_nothing_begins_after_the_day_it_is_entered() -> None:
    notice = made_up(standard="")
    before = notice.insurances["medical"].window.opens - dt.timedelta(days=30)
    assert beginning_of(notice, "medical.personal", before) == before
