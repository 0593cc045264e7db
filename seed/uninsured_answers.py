"""Workbooks that villages send back: read by their headings, wherever these stand now.

A cadre moves columns, renames them, writes what he likes and deletes what he does not need. What
a file says is read as far as it can be; what it cannot say is for ``take_back`` to count.
"""

import re
from collections.abc import Iterable
from pathlib import Path

from models.base.errors import BadInput
from models.base.text import check_clean, plain_name, squeeze
from models.people.uninsured import columns
from models.people.uninsured.returned import ReturnedFile, ReturnedRow
from seed import heading_words as words
from seed.table_file import Column, Row, Table, read_table
from seed.table_heading import header_key

COLUMNS = (
    Column(words.NAME, words.NAME_WORDS, is_required=True),
    Column(words.NUMBER, words.NUMBER_WORDS),
    Column(
        columns.REASON,
        (
            "原因", "未参保的原因", "没参保原因", "不参保原因", "未缴原因", "未缴费原因", "答复",
            "核查结果", "核查情况", "核实情况", "核实结果", "调查结果", "摸排情况", "反馈",
            "反馈情况", "未参保情况",
        ),
    ),
    Column(
        columns.PHONE,
        (
            "联系电话", "电话", "手机", "手机号", "手机号码", "联系方式", "新联系电话", "新手机号",
        ),
    ),
    Column(columns.NOTE, ("说明", "情况说明", "备注说明", "补充说明")),
    Column(columns.KEY),
)  # fmt: skip
_REASON = re.compile(r".*(?:原因|核查|核实|反馈|答复).*")
_LONGEST = 100
_FILES = (".xlsx", ".xls", ".csv")


def returned_paths(given: Iterable[Path]) -> list[Path]:
    """Return the files given, and of each folder those in it; BadInput for an empty one."""
    paths: list[Path] = []
    for path in given:
        if not path.is_dir():
            paths.append(path)
            continue
        found = sorted(
            each
            for each in path.rglob("*")
            if each.suffix.lower() in _FILES and not each.name.startswith((".", "~$"))
        )
        if not found:
            raise BadInput(f"文件夹 {path} 里没有 xlsx、xls 或 csv 文件，请核对")
        paths += found
    return list(dict.fromkeys(paths))


def read_returned(path: Path) -> ReturnedFile:
    """Read a workbook that came back; raises BadInput where no column says a reason."""
    table = read_table(path, COLUMNS)
    reason = _reason_column(table)
    rows = (_row(row, reason) for row in table.rows)
    return ReturnedFile(table.file_name, tuple(row for row in rows if _is_somebody(row)))


def _reason_column(table: Table) -> str:
    """Return the column of reasons, even where it was renamed."""
    if columns.REASON in table.letters:
        return columns.REASON
    for title in table.unknown_headers:
        if _REASON.fullmatch(header_key(title)):
            return title
    raise BadInput(f"{table.file_name}：没有“{columns.REASON}”这一列，请补上列名后重试")


def _row(row: Row, reason: str) -> ReturnedRow:
    said = _text(row, reason)
    return ReturnedRow(
        place=row.number,
        key=_text(row, columns.KEY),
        name=plain_name(_text(row, words.NAME)),
        number="".join(_text(row, words.NUMBER).split()).upper(),
        said=said,
        note=_text(row, columns.NOTE),
        phone=_text(row, columns.PHONE),
    )


def _text(row: Row, column: str) -> str:
    """Return a cell as it can be kept: short, without what cannot be seen."""
    text = " ".join(squeeze(row.cells.get(column, "") or row.others.get(column, "")).split())[
        :_LONGEST
    ]
    try:
        return check_clean(text, column)
    except BadInput:
        return "".join(each for each in text if each.isprintable())


def _is_somebody(row: ReturnedRow) -> bool:
    """Whether a row holds anything of a person: lines of notes and signatures hold nothing."""
    return bool(row.key or row.number or row.name)
