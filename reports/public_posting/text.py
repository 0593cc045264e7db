"""A posted list as text, and the postings and filings of a station in short."""

import datetime as dt
from collections.abc import Sequence

from models.base.money import format_yuan
from models.base.terms import INSURANCE_TITLES
from models.base.text import mask_id
from models.bureau.public_posting.postings import (
    STATE_TITLES,
    FiledList,
    PostedList,
    Posting,
    RaisedObjection,
)
from reports.rendering.text_table import text_table

HEADERS = ("序号", "姓名", "证件号码", "类别", "资助金额（元）")
_POSTING_HEADERS = ("编号", "村(社区)", "类别", "险种", "人数", "自", "至", "状态")
_FILING_HEADERS = ("报送日期", "类别", "险种", "部门", "文号", "人数")
_SPAN = "{0.year}年{0.month}月{0.day}日"


def posting_title(posting: Posting) -> str:
    """Return the heading of a list: the village's subsidised of one category."""
    return f"{posting.village}{posting.category}资助对象公示名单"


def posting_subject(posting: Posting) -> str:
    """Return the insurance and levy year a list is about."""
    return f"{INSURANCE_TITLES[posting.insurance]} {posting.levy_year} 年度"


def posting_span(posting: Posting) -> str:
    """Return the period of a posting as people read it on a wall."""
    return f"{_SPAN.format(posting.posted_on)}至{_SPAN.format(posting.until)}"


def posting_text(listed: PostedList, station: str, day: dt.date) -> str:
    """Return a posted list, what was objected to it, and whether it still hangs on a day."""
    posting = listed.posting
    rows = [
        [
            str(number),
            each.name,
            mask_id(each.id_number),
            posting.category,
            format_yuan(each.amount_fen),
        ]
        for number, each in enumerate(listed.lines, 1)
    ]
    total = ["合计", f"{posting.people} 人", "", "", format_yuan(posting.amount_fen)]
    lines = [
        posting_title(posting),
        f"{station}劳动保障站  {posting_subject(posting)}  第 {posting.posting_id} 号",
        "",
        text_table(HEADERS, rows, right=(0, 4), total=total),
        "",
        f"公示期：{posting_span(posting)}（{STATE_TITLES[posting.state_on(day)]}）",
        f"公示地点：{posting.place or '未填写'}",
    ]
    if listed.objections:
        lines += ["", "异议"]
        lines += [line for each in listed.objections for line in _objection(each)]
    return "\n".join(lines)


def _objection(each: RaisedObjection) -> list[str]:
    lines = [f"{each.objection_id}. {each.raised_on} {each.raised_by}对{each.name}：{each.content}"]
    if each.is_upheld is None:
        return [*lines, "   未处理"]
    result = "成立" if each.is_upheld else "不成立"
    return [*lines, f"   {each.resolved_on} {result}：{each.reason}"]


def postings_text(postings: Sequence[Posting], filings: Sequence[FiledList], day: dt.date) -> str:
    """Return all postings with their state on a day, then what went to which bureau."""
    if not postings and not filings:
        return "还没有公示，请「做一个村一个类别的公示名单」"
    parts = []
    if postings:
        rows = [
            [
                str(each.posting_id),
                each.village,
                each.category,
                posting_subject(each),
                f"{each.people:,}",
                str(each.posted_on),
                str(each.until),
                _state(each, day),
            ]
            for each in postings
        ]
        parts.append(text_table(_POSTING_HEADERS, rows, right=(0, 4)))
    if filings:
        rows = [
            [
                str(each.filed_on),
                each.category,
                f"{INSURANCE_TITLES[each.insurance]} {each.levy_year} 年度",
                each.bureau,
                each.paper,
                f"{each.people:,}",
            ]
            for each in filings
        ]
        parts.append(text_table(_FILING_HEADERS, rows, right=(5,)))
    return "\n\n".join(parts)


def _state(posting: Posting, day: dt.date) -> str:
    words = [STATE_TITLES[posting.state_on(day)]]
    if posting.open_objections:
        words.append(f"异议 {posting.open_objections} 件未处理")
    if posting.upheld_objections:
        words.append(f"异议成立 {posting.upheld_objections} 件")
    return "，".join(words)
