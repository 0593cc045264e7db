"""A list that goes back to its sender: his own columns in his order, every cell as text."""

import datetime as dt
from pathlib import Path

from models.people.uninsured.sent_back import SentBack
from reports.rendering.sheet import cells_for, new_workbook

_WIDEST = 40.0
_WIDTH_ROWS = 200


def write_sent_back(sent: SentBack, path: Path, dated: dt.date, *, overwrite: bool = False) -> None:
    """Write the list; raises as ``new_workbook``."""
    with new_workbook(path, dated, overwrite=overwrite) as book:
        sheet = book.add_sheet("未参保名单")
        for at, heading in enumerate(sent.headings):
            texts = [heading, *(row[at] for row in sent.rows[:_WIDTH_ROWS])]
            sheet.set_column(at, at, min(_WIDEST, cells_for(texts)))
            sheet.write_string(0, at, heading, book.style("head"))
        for line, row in enumerate(sent.rows, 1):
            for at, text in enumerate(row):
                sheet.write_string(line, at, text, book.style("text"))
        sheet.repeat_rows(0)
        sheet.freeze_panes(1, 0)
