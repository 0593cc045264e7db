"""What a village gets: who is not insured, a column to choose the reason in, the rest locked.

Printed it is one page wide with the heading on every page and room to sign; on a screen the
reason is chosen from a list, and only what the cadre fills in can be written.
"""

import datetime as dt
from typing import Any

from models.base.file_names import file_stem
from models.base.terms import INSURANCE_TITLES
from models.base.text import mask_id
from models.people.uninsured import columns
from models.people.uninsured.ask import Asking
from models.people.uninsured.reasons import REASONS
from models.people.uninsured.values import NOWHERE, Listed, Roll
from reports.rendering.sheet import (
    ROW_HEIGHT,
    Workbook,
    lines_of,
    workbook_bytes,
    write_across,
    write_note,
)

_HEADINGS: tuple[tuple[str, float, str], ...] = (
    ("序号", 6, "centred"),
    ("户编号", 11, "text"),
    ("户主", 12, "text"),
    (columns.NAME, 14, "text"),
    (columns.NUMBER, 21, "centred"),
    ("比对情况", 28, "text"),
    (columns.REASON, 15, "answer"),
    (columns.PHONE, 15, "answer"),
    (columns.NOTE, 24, "answer"),
    (columns.KEY, 16, "key"),
)
_KEY = len(_HEADINGS) - 1
_LAST = _KEY - 1
_CELLS = sum(cells for _, cells, _ in _HEADINGS[:_KEY])
_REASON_AT = next(at for at, (name, _, _) in enumerate(_HEADINGS) if name == columns.REASON)
_HEAD_ROW = 2
_BLANK_ROWS = 10
_HEIGHT = 20.0
_ALLOWED = {
    "format_columns": True,
    "format_rows": True,
    "insert_rows": True,
    "delete_rows": True,
    "autofilter": True,
}
_NOTES = (
    "请在黄色的格子里填写：原因点开下拉选择，选不到的可以直接写；电话有变的写新电话。"
    "不要删行，名单以外没有参保的人写在后面的空行里。填好原样交回，漏填的算没有答复。",
)


def village_workbook(roll: Roll, asking: Asking, station: str, day: dt.date) -> bytes:
    """Return the workbook of a village."""
    return workbook_bytes(day, lambda book: _fill(book, roll, asking, station, day))


def village_file_name(asking: Asking, station: str, day: dt.date) -> str:
    """Return how the workbook of a village is called: what it is, whose, of when."""
    return f"{file_stem('未参保核查表', station, day, asking.village)}.xlsx"


def _fill(book: Workbook, roll: Roll, asking: Asking, station: str, day: dt.date) -> None:
    sheet = book.add_sheet("未参保核查表")
    for at, (_, cells, _) in enumerate(_HEADINGS):
        sheet.set_column(at, at, cells, None, {"hidden": at == _KEY})
    where = "" if asking.village == NOWHERE else asking.village
    title = f"{station}{where}未参保人员核查表" + ("" if where else f"（{NOWHERE}）")
    sheet.set_row(0, 28)
    write_across(sheet, 0, (0, _LAST), title, book.style("title"))
    what = f"{INSURANCE_TITLES[roll.insurance]} {roll.levy_year} 年度"
    facts = f"填报单位：{station}劳动保障站    日期：{day}    {what}    共 {len(asking.people)} 人"
    write_note(sheet, 1, (0, _LAST), facts, book.style("note"), _CELLS)
    for at, (heading, _, style) in enumerate(_HEADINGS):
        sheet.write_string(_HEAD_ROW, at, heading, book.style(style if at == _KEY else "head"))
    sheet.repeat_rows(0, _HEAD_ROW)
    sheet.freeze_panes(_HEAD_ROW + 1, 4)
    line = _HEAD_ROW
    for number, each in enumerate(asking.people, 1):
        line += 1
        _write_row(book, sheet, line, _texts(number, each), asking.key_of(each))
    first, last = _HEAD_ROW + 1, line + _BLANK_ROWS
    while line < last:
        line += 1
        _write_row(book, sheet, line, ("",) * (_LAST + 1), "", is_blank=True)
    _choices(sheet, first, last)
    for note in _NOTES:
        line += 1
        write_note(sheet, line, (0, _LAST), note, book.style("note"), _CELLS)
    line += 1
    sheet.set_row(line, 30)
    signatures = (" " * 40).join(("核查人（签名）：", "村(社区)负责人：", "（盖章）    年  月  日"))
    write_across(sheet, line, (0, _LAST), signatures, book.style("plain"))
    sheet.print_area(0, 0, line, _LAST)
    sheet.protect("", _ALLOWED)


def _texts(number: int, each: Listed) -> tuple[str, ...]:
    label = each.label
    known = f"{label.word}（{label.basis}）" if label.basis else label.word
    return (
        str(number), each.household, each.head, each.name, mask_id(each.id_number), known,
        "", "", "",
    )  # fmt: skip


def _write_row(
    book: Workbook,
    sheet: Any,
    line: int,
    texts: tuple[str, ...],
    key: str,
    *,
    is_blank: bool = False,
) -> None:
    lines = 1
    for at, (text, (_, cells, style)) in enumerate(zip(texts, _HEADINGS[:_KEY], strict=True)):
        is_open = is_blank and at > 0
        sheet.write_string(line, at, text, book.style("answer" if is_open else style))
        lines = max(lines, lines_of(text, cells)) if len(text) * 2 + 3 > cells else lines
    sheet.set_row(line, max(_HEIGHT, ROW_HEIGHT * lines))
    sheet.write_string(line, _KEY, key, book.style("key"))


def _choices(sheet: Any, first: int, last: int) -> None:
    """Let the reason be chosen from a list; other words are asked about, not refused."""
    sheet.data_validation(
        first,
        _REASON_AT,
        last,
        _REASON_AT,
        {
            "validate": "list",
            "source": list(REASONS),
            "error_type": "warning",
            "error_title": "不在列表里",
            "error_message": "最好从列表里选一个原因；确实没有的，可以照写。",
        },
    )
