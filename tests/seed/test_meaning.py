"""Columns that nobody asked for: what their words mean, and what has to be asked."""

import datetime as dt
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.base.errors import BadInput
from seed.meaning import ColumnCells, Door, Taken, group_of, kinds_in, parse_answers, take_column
from seed.meaning_words import OUT

_TODAY = dt.date(2019, 11, 14)
_LIST = Door("部门名单", frozenset(OUT), category=("低保", "城乡低保"))
_ROSTER = Door("花名册", frozenset({"died", "left", "void"}), frozenset({"absent"}))


def take(
    title: str, cells: Sequence[str], door: Door = _LIST, answers: Mapping[str, str] | None = None
) -> Taken:
    return take_column(ColumnCells(title, "C", cells), door, _TODAY, answers or {})


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("死亡", "died"),
        ("已死亡", "died"),
        ("因病死亡", "died"),
        ("2019年10月死亡", "died"),
        ("死亡（2019.10）", "died"),
        ("死亡停发", "died"),
        ("去世", "died"),
        ("户口迁出", "left"),
        ("迁出县外", "left"),
        ("户籍注销", "left"),
        ("停发", "stopped"),
        ("停保", "stopped"),
        ("暂停参保", "stopped"),
        ("参保暂停", "stopped"),
        ("停止享受", "stopped"),
        ("不再享受", "stopped"),
        ("取消低保", "stopped"),
        ("不享受", "stopped"),
        ("减员", "stopped"),
        ("作废", "void"),
        ("未参保", "absent"),
        ("未享受", "absent"),
        ("在享", "in"),
        ("正常", "in"),
        ("正常参保", "in"),
        ("正常发放", "in"),
        ("参保缴费", "in"),
        ("新增", "in"),
        ("", "in"),
        ("无", "in"),
        ("保留", None),
        ("待定", None),
        ("未停发", None),
        ("恢复停发", None),
        ("正常停发", None),
        ("不正常", None),
        ("复核中", None),
        ("是", None),
        ("1", None),
        ("停车场", None),
    ],
)
def test_a_state_says_why_somebody_does_not_count_or_nothing(text: str, group: str | None) -> None:
    assert group_of(text) == group


@pytest.mark.parametrize(
    ("title", "cells", "out", "unclear"),
    [
        ("状态", ["在享", "停发", "死亡", ""], ["停发", "死亡"], ()),
        ("享受情况", ["享受", "不享受"], ["不享受"], ()),
        ("待遇状态", ["正常", "保留", "停"], ["停"], ("保留",)),
        ("变动类型", ["新增", "减少", "无"], ["减少"], ()),
        ("是否停发", ["是", "否", ""], ["是"], ()),
        ("是否在享", ["是", "否", ""], ["否"], ()),
        ("是否健在", ["是", "否"], ["否"], ()),
        ("停发标志", ["1", "0"], ["1"], ()),
        ("参保标志", ["1", "0"], ["0"], ()),
        ("死亡日期", ["2019-10-03", "", "/"], ["2019-10-03"], ()),
        ("停发时间", ["2019年10月", "2099-12-31"], ["2019年10月"], ()),
        ("停发时间", ["上个月"], [], ("上个月",)),
        ("停发原因", ["收入超标", ""], ["收入超标"], ()),
        ("备注", ["外出务工", "已死亡", "五保"], ["已死亡"], ()),
        ("备注", ["父亲死亡，随母亲生活", "2019.10去世"], ["2019.10去世"], ()),
        ("备注", ["10月起可能停发"], [], ("10月起可能停发",)),
        ("说明", ["不再享受低保"], ["不再享受低保"], ()),
        ("核对", ["在享", "停发"], ["停发"], ()),
        ("核对", ["张三家", "停发"], ["停发"], ("张三家",)),
        ("家庭住址", ["青山村", "白塘村"], [], ()),
        ("备注", ["外出务工"], [], ()),
        ("健康状况", ["良好", "残疾"], [], ()),
        ("社保卡状态", ["正常", "注销"], [], ()),
        ("婚姻状况", ["已婚", "死亡"], [], ("死亡",)),
        ("是否双女户", ["是", "否"], [], ()),
        ("救助类别", ["城乡低保", "特困供养"], ["特困供养"], ()),
        ("低保类别", ["A类", "B类", "常补对象"], [], ()),
        ("保障类型", ["农村低保", "低保边缘家庭"], ["低保边缘家庭"], ()),
        ("对象类别", ["低保", "甲种"], [], ("甲种",)),
        ("低保等级", ["一级", "二级", "三级"], [], ()),
    ],
)
def test_a_column_of_a_list_is_judged_by_heading_and_cells(
    title: str, cells: list[str], out: list[str], unclear: tuple[str, ...]
) -> None:
    taken = take(title, cells)
    assert (taken.values("out", "other"), taken.unclear) == (out, unclear)


def test_a_grade_counts_for_the_severely_disabled_only() -> None:
    severe = Door("部门名单", frozenset(OUT), category=("重度残疾人",))
    cells = ["一级", "肢体二级", "3", "四级", "Ⅱ", ""]
    taken = take("残疾等级", cells, severe)
    assert taken.values("in") == ["一级", "肢体二级", "Ⅱ"]
    assert taken.values("other") == ["3", "四级"] and taken.senses[""] == "blank"
    poor = Door("部门名单", frozenset(OUT), category=("贫困残疾人",))
    assert not take("残疾等级", cells, poor).is_judged


def test_what_a_roster_leaves_out_is_who_is_gone() -> None:
    """Whoever is only no longer insured is a member all the same; what stopped is asked."""
    taken = take("人员状态", ["死亡", "迁出", "正常", "未参保", "停保"], _ROSTER)
    assert taken.values("out") == ["死亡", "迁出"] and taken.unclear == ("停保",)
    assert take("是否参保", ["是", "否"], _ROSTER).values("out") == []


def test_an_answer_counts_for_a_value_or_the_whole_column() -> None:
    answers = parse_answers(["状态:保留=在", "状态：缓发=不在"])
    taken = take("状态", ["保留", "缓发", "停发", "待定"], _LIST, answers)
    assert taken.values("in") == ["保留"] and taken.values("out") == ["缓发", "停发"]
    assert taken.unclear == ("待定",)
    assert not take("状态", ["待定"], _LIST, parse_answers(["状态=无关"])).is_judged


@pytest.mark.parametrize("text", ["状态", "状态=", "状态=在", "=无关", "状态:=在", "状态:甲=也许"])
def test_an_answer_that_is_none_is_bad_input(text: str) -> None:
    with pytest.raises(BadInput):
        parse_answers([text])


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("特困供养", {"特困"}),
        ("农村五保对象", {"特困"}),
        ("低保边缘家庭", {"低保边缘"}),
        ("城市低保、重度残疾人", {"低保", "重度残疾"}),
        ("事实无人抚养儿童", {"事实孤儿"}),
        ("村干部", set()),
    ],
)
def test_kinds_are_known_whatever_they_are_called(text: str, kinds: set[str]) -> None:
    assert kinds_in(text) == kinds


_WORDS = st.sampled_from(["停发", "死亡", "在享", "正常", "保留", "待定", "", "迁出", "2019-10"])


@given(st.lists(_WORDS, min_size=1, max_size=8), st.sampled_from(["状态", "备注", "核对", "类别"]))
def test_nobody_counts_or_not_by_a_guess(cells: list[str], title: str) -> None:
    """Of a column that says anything every value is in, out or asked about."""
    taken = take(title, cells)
    if taken.is_judged or taken.unclear:
        assert set(taken.senses) | set(taken.unclear) == set(cells)
    known = {"停发", "死亡", "迁出"} & set(cells)
    assert known <= {*taken.values("out"), *taken.unclear}
