"""The report as text: exact columns, every figure, fit for a line printer and a screen."""

import datetime as dt
import re
from dataclasses import replace

from models.base.money import format_yuan
from models.base.text import width
from reports.progress.figures import Pace, ProgressReport, total_of
from reports.progress.text import progress_summary, progress_text
from tests.cases import for_each
from tests.reports.making import made_report


def test_the_text_fits_a_line_printer_and_aligns() -> None:
    lines = progress_text(made_report()).splitlines()
    assert max(map(width, lines)) <= 132
    starts = [at for at, line in enumerate(lines) if line.startswith("村(社区)")]
    assert len(starts) == 2
    for start in starts:
        table = lines[start : start + 38]
        assert {width(line) for line in table} == {width(table[0])}


def test_the_text_states_every_figure_of_a_line() -> None:
    text = progress_text(made_report())
    line = next(line for line in text.splitlines() if line.startswith("第10村"))
    assert line.split()[1:] == [
        "1,010", "50", "150", "14.85%", "24", "860", "12,500.50", "37,501.50", "25", "625.00",
        "26", "25", "96.15%",
    ]  # fmt: skip


def test_the_text_says_what_has_no_figure() -> None:
    text = progress_text(made_report())
    assert next(line for line in text.splitlines() if line.startswith("=1+1")).split()[1] == "-"
    assert "461604" in text and "（盖章）" in text and "填表人" in text
    assert "冷政办函〔2019〕27号" in text


def test_channels_are_named_and_summed() -> None:
    text = progress_text(made_report())
    assert re.search(r"POS刷卡 +11 +2,800\.01", text)
    assert re.search(r"合计 +13 +2,550\.01", text)


def test_the_summary_fits_the_screen_and_draws_bars() -> None:
    lines = _summary(made_report())
    assert max(map(width, lines)) <= 78
    bar = next(line for line in lines if line.startswith("第30村"))
    assert bar.endswith("#" * 4 + "." * 18)  # 210 of 1030 is a fifth of 22 cells
    assert all(line.isascii() or "█" not in line for line in lines)


def test_the_bar_is_never_full_before_the_target_and_never_too_long() -> None:
    lines = _summary(_with_names("青山村", people_to_date=999_999))
    assert next(line for line in lines if line.startswith("青山村")).endswith(" " + "#" * 22)
    lines = _summary(_with_names("青山村", people_to_date=1009))
    assert next(line for line in lines if line.startswith("青山村")).endswith("#" * 21 + ".")


@for_each("villages", [2, 36, 60])
def test_a_name_too_long_for_the_paper_is_cut_and_no_figure_is(villages: int) -> None:
    name = "上岭桥易地扶贫搬迁集中安置区幸福家园社区居民委员会"
    report = _with_names(name, villages, personal_fen_to_date=123_456_789_01)
    lines = progress_text(report).splitlines()
    assert max(map(width, lines)) <= 132
    row = next(line for line in lines if line.startswith("上岭桥易地"))
    assert ".. " in row and "123,456,789.01" in row
    assert format_yuan(report.insurances[0].total.personal_fen_to_date) in "".join(lines)


def test_a_name_is_whole_where_the_paper_has_room() -> None:
    assert "青山绿水新型农村社区居委会 " in progress_text(made_report())


def test_a_long_note_runs_over_several_lines() -> None:
    report = replace(made_report(), notes=("很长的说明，" * 40,), document="很长的文号" * 40)
    lines = progress_text(report).splitlines()
    assert max(map(width, lines)) <= 132
    text = "".join(line.strip() for line in lines)
    assert "很长的说明，" * 40 in text and "很长的文号" * 40 in text


def test_the_title_speaks_of_two_insurances_only_where_there_are_two() -> None:
    report = made_report()
    title = progress_text(report).splitlines()[0]
    assert title == "上岭桥镇劳动保障站 城乡居民“两险”征缴进度半月报"
    one = replace(report, insurances=report.insurances[:1])
    assert "两险" not in progress_text(one).splitlines()[0]


def test_the_text_says_whose_report_of_which_period_it_is() -> None:
    text = progress_text(made_report())
    assert "填报单位：上岭桥镇劳动保障站" in text and "单位：人、元" in text
    assert "2019年11月上半月（2019-11-01 至 2019-11-15）" in text


def test_the_bar_shows_how_much_of_the_time_is_over() -> None:
    report = made_report()
    pace = Pace(dt.date(2019, 10, 1), dt.date(2019, 12, 31), 0.5, 46, 1.0, 100, 3)
    medical = replace(report.insurances[0], pace=pace)
    lines = _summary(replace(report, insurances=(medical,)))
    bar = next(line for line in lines if line.startswith("第30村"))
    assert bar.endswith("####.......|..........")


def _summary(report: ProgressReport) -> list[str]:
    return [line.text for line in progress_summary(report)]


def _with_names(name: str, villages: int = 34, **figures: int) -> ProgressReport:
    report = made_report(villages)
    medical = report.insurances[0]
    named = replace(medical.rows[-1], village=name, target=1010, **figures)
    rows = (*medical.rows[:-1], named)
    changed = replace(medical, rows=rows, total=total_of(rows, 47212))
    return replace(report, insurances=(changed, *report.insurances[1:]))


def test_the_paper_is_never_too_narrow_whatever_is_stated() -> None:
    """Of a station of 47,212 people; what has no room is said under the table."""
    (medical, *_) = made_report().insurances
    rows = tuple(
        replace(
            row, target=1_389, denominator=1_530, permanent_people=1_470,
            people_to_date=1_410, same_day_last_year=1_350, personal_fen_to_date=352_500_00,
            personal_fen_this_period=52_500_00, subsidy_fen_to_date=35_250_00,
        )
        for row in medical.rows
    )  # fmt: skip
    changed = replace(medical, rows=rows, total=total_of(rows, 47_212))
    lines = progress_text(replace(made_report(), insurances=(changed,))).splitlines()
    assert max(map(width, lines)) <= 132
    assert any("上年同期 45,900 人，同比 +4.44%" in line for line in lines)
    assert sum("352,500.00" in line for line in lines) == len(rows)
