"""Shared ground of all workbooks: formats, widths counted in cells, and how a file is written.

A workbook is written whole or not at all, never over an existing file unless asked, and
byte for byte the same for the same figures. What a person typed is always text: nothing
in a cell can become a formula or a link.
"""

import datetime as dt
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

from models.errors import BadInput, StoreFailure
from models.text import width

_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}
_BODY = {"font_name": "宋体", "font_size": 10, "valign": "vcenter"}
_BORDER = {**_BODY, "border": 1}
_HEAD = {**_BORDER, "bold": True, "align": "center", "text_wrap": True, "bg_color": "#E7E6E6"}
_STYLES: dict[str, dict[str, Any]] = {
    "title": {**_BODY, "font_name": "黑体", "font_size": 16, "align": "center"},
    "plain": _BODY,
    "right": {**_BODY, "align": "right"},
    "wrap": {**_BODY, "text_wrap": True, "valign": "top"},
    "strong": {**_BODY, "font_name": "黑体", "font_size": 11},
    "head": _HEAD,
    "text": _BORDER,
    "count": {**_BORDER, "num_format": "#,##0"},
    "money": {**_BORDER, "num_format": "#,##0.00"},
    "rate": {**_BORDER, "num_format": "0.00%"},
    "none": {**_BORDER, "align": "right"},
}
_TOTAL = {"bold": True, "bg_color": "#F2F2F2"}


class Workbook:
    """A workbook in the making, with its formats by name."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._formats: dict[str, Any] = {}

    def style(self, name: str, *, is_total: bool = False) -> Any:
        """Return a format by name; ``is_total`` is the bold one of a last line."""
        key = f"{name}/{is_total}"
        if key not in self._formats:
            properties = {**_STYLES[name], **(_TOTAL if is_total else {})}
            self._formats[key] = self._book.add_format(properties)
        return self._formats[key]

    def add_sheet(self, title: str) -> Any:
        """Add a sheet set up for A4 across, one page wide, with page numbers."""
        sheet = self._book.add_worksheet(title)
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        sheet.center_horizontally()
        sheet.set_footer("&C第 &P 页，共 &N 页")
        sheet.set_default_row(16)
        return sheet


@contextmanager
def new_workbook(path: Path, dated: dt.date, *, overwrite: bool = False) -> Iterator[Workbook]:
    """Write a workbook whole or not at all; ``dated`` stands in its properties.

    Raises BadInput where a file stands already or the folder is missing, StoreFailure
    where the disk refuses.
    """
    from xlsxwriter import Workbook as Book

    if path.exists() and not overwrite:
        raise BadInput(f"文件 {path} 已存在，不覆盖；请换一个文件名")
    if not path.parent.is_dir():
        raise BadInput(f"没有文件夹 {path.parent}，请先建立或换一个路径")
    draft = None
    try:
        handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
        os.close(handle)
        draft = Path(name)
        book = Book(draft, _OPTIONS)
        book.set_properties({"created": dt.datetime.combine(dated, dt.time())})
        yield Workbook(book)
        book.close()
        draft.chmod(0o644)
        draft.replace(path)
    except OSError as error:
        raise StoreFailure(f"写不了文件 {path}：{error.strerror}") from None
    finally:
        if draft is not None:
            draft.unlink(missing_ok=True)


def in_yuan(amount_fen: int) -> Decimal:
    """Return fen as the exact number of yuan that a money cell holds."""
    return Decimal(amount_fen).scaleb(-2)


def cells_for(texts: Iterable[str], least: int = 6) -> float:
    """Return a column width that holds every text: Chinese characters take two cells."""
    return max([least, *(width(text) for text in texts)]) + 2.0
