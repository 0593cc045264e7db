"""The report as text: exact columns, every figure, fit for a line printer and a screen."""

import re

from models.text import width
from reports.progress.text import progress_summary, progress_text
from reports.table import text_table
from tests.reports.making import made_report


def test_every_line_of_a_table_has_the_same_width_in_cells():
    table = text_table(
        ["村(社区)", "任务", "率"],
        [["青山村", "1,573", "2.54%"], ["White·白", "-", "-"]],
        right=(1, 2),
        total=["合计", "1,573", "2.54%"],
    )
    assert len({width(line) for line in table.splitlines()}) == 1
    assert re.search(r"青山村 +1,573 +2\.54%$", table, re.MULTILINE)


def test_a_table_never_reformats_what_it_is_given():
    texts = ["007", "1e5", "1,573.00", " 0.10", "-"]
    for text in texts:
        assert text.strip() in text_table(["列"], [[text]])
    assert text_table(["列"], []).splitlines()[0] == "列"


def test_the_text_fits_a_line_printer_and_aligns():
    lines = progress_text(made_report()).splitlines()
    assert max(map(width, lines)) <= 132
    starts = [at for at, line in enumerate(lines) if line.startswith("村(社区)")]
    assert len(starts) == 2
    for start in starts:
        table = lines[start : start + 38]
        assert {width(line) for line in table} == {width(table[0])}


def test_the_text_states_every_figure_of_a_line():
    text = progress_text(made_report())
    line = next(line for line in text.splitlines() if line.startswith("第10村"))
    assert line.split()[1:] == [
        "1,010", "50", "150", "14.85%", "12,500.50", "37,501.50", "25", "625.00", "26", "25",
        "96.15%",
    ]  # fmt: skip


def test_the_text_says_what_has_no_figure():
    text = progress_text(made_report())
    assert next(line for line in text.splitlines() if line.startswith("=1+1")).split()[1] == "-"
    assert "461604" in text and "（盖章）" in text and "填表人" in text
    assert "冷政办函〔2019〕27号" in text


def test_channels_are_named_and_summed():
    text = progress_text(made_report())
    assert re.search(r"POS刷卡 +11 +2,800\.01", text)
    assert re.search(r"合计 +13 +2,550\.01", text)


def test_the_summary_fits_the_screen_and_draws_bars():
    lines = progress_summary(made_report()).splitlines()
    assert max(map(width, lines)) <= 78
    bar = next(line for line in lines if line.startswith("第30村"))
    assert bar.endswith("#" * 4 + "." * 18)  # 210 of 1030 is a fifth of 22 cells
    assert all(line.isascii() or "█" not in line for line in lines)
