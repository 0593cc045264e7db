"""The one text table: exact columns in cells, plain ASCII lines, texts as they are given."""

import re

from models.base.text import width
from reports.rendering.text_table import text_table


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


def test_a_line_that_ends_in_blanks_is_as_wide_as_the_others():
    table = text_table(["村", "备注"], [["青山村", "很长的备注"], ["a", ""]], total=["合计", ""])
    assert {width(line) for line in table.splitlines()} == {6 + 2 + 10}


def test_a_column_is_as_wide_as_its_widest_text_and_no_wider():
    lines = text_table(["村(社区)", "任务"], [["青", "47,212"]], right=(1,)).splitlines()
    assert lines == ["村(社区)    任务", "--------  ------", "青        47,212"]


def test_the_rules_are_hyphens_above_and_below_the_rows():
    table = text_table(["村"], [["甲"], ["乙"]], total=["合计"])
    assert table.splitlines() == ["村  ", "----", "甲  ", "乙  ", "----", "合计"]


def test_a_table_without_rows_has_one_rule():
    assert text_table(["村", "数"], []).splitlines() == ["村  数", "--  --"]
    assert text_table(["村"], [], total=["合计"]).splitlines() == ["村  ", "----", "合计"]


def test_a_row_of_empty_texts_is_a_row():
    assert len(text_table(["村", "数"], [["", ""], ["甲", "1"]]).splitlines()) == 4
