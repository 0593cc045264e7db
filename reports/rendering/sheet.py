"""Shared ground of all workbooks: formats, widths counted in cells, and how a file is written.

A workbook is written whole or not at all, never over an existing file unless asked, and
byte for byte the same for the same figures. What a person typed is always text: nothing
in a cell can become a formula or a link.
"""

import datetime as dt
import errno
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

from models.base.errors import BadInput, StoreFailure
from models.base.files import draft_beside, file_cause, put_in_place
from models.base.text import width, wrap

ROW_HEIGHT = 15.0
"""The height of a row with one line of text, in points."""

_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_A4 = 9
_BODY = {"font_name": "宋体", "font_size": 10, "valign": "vcenter"}
_BORDER = {**_BODY, "border": 1}
_NUMBER = {**_BORDER, "align": "right"}
_STYLES: dict[str, dict[str, Any]] = {
    "title": {**_BODY, "font_name": "黑体", "font_size": 16, "align": "center", "shrink": True},
    "heading": {**_BODY, "font_name": "黑体", "font_size": 11},
    "plain": {**_BODY, "shrink": True},
    "middle": {**_BODY, "shrink": True, "align": "center"},
    "right": {**_BODY, "shrink": True, "align": "right"},
    "note": {**_BODY, "text_wrap": True, "valign": "top"},
    "head": {**_BORDER, "bold": True, "align": "center", "text_wrap": True, "bg_color": "#E7E6E6"},
    "text": {**_BORDER, "text_wrap": True, "indent": 1},
    "centred": {**_BORDER, "text_wrap": True, "align": "center"},
    "answer": {**_BORDER, "text_wrap": True, "locked": False, "bg_color": "#FFF9E5"},
    "key": {**_BODY, "font_color": "#A6A6A6"},
    "count": {**_NUMBER, "num_format": "#,##0"},
    "money": {**_NUMBER, "num_format": "#,##0.00"},
    "rate": {**_NUMBER, "num_format": "0.00%"},
    "date": {**_BORDER, "align": "center", "num_format": "yyyy-mm-dd"},
}
_TOTAL = {"bold": True, "bg_color": "#F2F2F2"}
_REASONS = {
    errno.EACCES: "没有写入权限，请换一个文件夹",
    errno.EPERM: "没有写入权限，请换一个文件夹",
    errno.EROFS: "所在磁盘只读，请换一个文件夹",
    errno.ENAMETOOLONG: "文件名太长，请改短",
    errno.EISDIR: "同名的文件夹已存在，请换一个文件名",
    errno.ENOTDIR: "路径中有一段不是文件夹，请换一个路径",
}


class Workbook:
    """A workbook in the making, with its formats by name and what was written into its cells."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._formats: dict[tuple[str, bool], Any] = {}

    def style(self, name: str, *, is_total: bool = False) -> Any:
        """Return a format by name; ``is_total`` is the bold one of a last line."""
        key = name, is_total
        if key not in self._formats:
            properties = {**_STYLES[name], **(_TOTAL if is_total else {})}
            self._formats[key] = self._book.add_format(properties)
        return self._formats[key]

    def add_sheet(self, title: str) -> Any:
        """Add a sheet set up for A4 across, one page wide, with page numbers."""
        sheet = self._book.add_worksheet(title)
        sheet.set_paper(_A4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        sheet.center_horizontally()
        sheet.set_footer('&C&"宋体,常规"&9第 &P 页，共 &N 页')
        sheet.set_default_row(ROW_HEIGHT)
        return sheet

    def add_hidden_sheet(self, title: str) -> Any:
        """Add a sheet that a spreadsheet neither shows nor offers to show."""
        sheet = self._book.add_worksheet(title)
        sheet.very_hidden()
        return sheet

    def new_chart(self, kind: str) -> Any:
        """Return a chart of a kind (``bar``, ``column``, ``line``), not yet placed."""
        return self._book.add_chart({"type": kind})

    def add_chart_page(self, title: str, chart: Any) -> None:
        """Add a page that shows a chart and nothing else."""
        page = self._book.add_chartsheet(title)
        page.set_paper(_A4)
        page.set_landscape()
        page.set_chart(chart)

    def written(self) -> dict[str, dict[str, str | int | float]]:
        """Return what was written so far, by sheet and cell: ``{"通报": {"A1": "..."}}``.

        Dates are ISO text. Not for a stream, whose rows have left the memory.
        """
        return {
            sheet.get_name(): dict(sheet.written)
            for sheet in self._book.worksheets()
            if hasattr(sheet, "written")  # a page with a chart alone has no cells
        }


@contextmanager
def new_workbook(
    path: Path, dated: dt.date, *, overwrite: bool = False, is_stream: bool = False
) -> Iterator[Workbook]:
    """Write a workbook whole or not at all; ``dated`` stands in its properties.

    ``is_stream``: rows are written from top to bottom and leave the memory at once. Raises
    BadInput where a file stands already, or where the folder is missing or may
    not be written; StoreFailure where the disk fails.
    """
    refuse_unwritable(path, overwrite=overwrite)
    with _told_in_chinese(path):
        content, book = _new_book(dated, is_stream=is_stream)
    yield Workbook(book)
    with _told_in_chinese(path):
        book.close()
    write_whole(path, content.getvalue())


def workbook_bytes(dated: dt.date, fill: Callable[[Workbook], None]) -> bytes:
    """Return the workbook that ``fill`` makes, as ``new_workbook`` would write it."""
    content, book = _new_book(dated, is_stream=False)
    fill(Workbook(book))
    book.close()
    return content.getvalue()


def _new_book(dated: dt.date, *, is_stream: bool) -> tuple[BytesIO, Any]:
    from xlsxwriter import Workbook as Book

    from reports.rendering.recording import RecordingSheet

    content = BytesIO()
    book = Book(content, {**_OPTIONS, "constant_memory" if is_stream else "in_memory": True})
    if not is_stream:
        book.worksheet_class = RecordingSheet
    book.set_properties({"created": dt.datetime.combine(dated, dt.time())})
    return content, book


def refuse_unwritable(path: Path, *, overwrite: bool = False) -> None:
    """Raise BadInput where a file stands already or the folder is missing.

    For actions that record something and then write it: asked first, nothing is half done.
    """
    with _told_in_chinese(path):
        if path.exists() and not overwrite:
            raise BadInput(f"文件 {path} 已存在，不覆盖；请换一个文件名")
        if not path.parent.is_dir():
            raise BadInput(f"没有文件夹 {path.parent}，请先建立或换一个路径")


def write_whole(path: Path, content: bytes | Iterable[bytes]) -> None:
    """Put a file in its place whole or not at all; raises as ``new_workbook``.

    Content that comes in pieces is written piece by piece.
    """
    with _told_in_chinese(path), draft_beside(path) as draft:
        if isinstance(content, bytes):
            draft.write_bytes(content)
        else:
            with draft.open("wb") as file:
                file.writelines(content)
        put_in_place(draft, path)


@contextmanager
def _told_in_chinese(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in _REASONS:
            raise BadInput(f"写不了文件 {path}：{_REASONS[error.errno]}") from None
        raise StoreFailure(f"写不了文件 {path}：{file_cause(error)}") from None


def write_across(sheet: Any, row: int, columns: tuple[int, int], text: str, style: Any) -> None:
    """Write text over the merged cells from the first to the last of ``columns``."""
    first, last = columns
    if first != last:
        sheet.merge_range(row, first, row, last, "", style)
    sheet.write_string(row, first, text, style)


def write_note(
    sheet: Any, row: int, columns: tuple[int, int], text: str, style: Any, cells: float
) -> None:
    """Write text over merged cells ``cells`` wide, in a row high enough for all its lines.

    A spreadsheet does not find the height of merged cells by itself.
    """
    sheet.set_row(row, ROW_HEIGHT * lines_of(text, cells))
    write_across(sheet, row, columns, text, style)


def lines_of(text: str, cells: float) -> int:
    """Return how many lines a text takes in a column, with room to spare at every line's end."""
    return len(wrap(text, max(2, int(cells) - 3)))


def in_yuan(amount_fen: int) -> Decimal:
    """Return fen as the exact number of yuan that a money cell holds."""
    return Decimal(amount_fen).scaleb(-2)


def sheet_name_of(text: str) -> str:
    """Return a text as a sheet may be called: at most 31 characters, none that is forbidden."""
    return "".join("-" if each in "[]:*?/\\" else each for each in text).strip("'")[:31]


def cells_for(texts: Iterable[str], least: int = 6) -> float:
    """Return a column width that holds every text: Chinese characters take two cells."""
    return max([least, *(width(text) for text in texts)]) + 2.0
