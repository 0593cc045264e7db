"""The part of a sent report that programs read: its figures, and every cell as it was written.

It stands on a sheet that a spreadsheet does not show, with a digest over itself. Whoever
reads the file compares the visible cells with it, and can say which were changed by hand.
"""

from typing import Any

import msgspec

from models.bureau.district.part import FORMAT, SHEET, digest_of
from reports.rendering.sheet import Workbook

_PIECE = 30_000  # a cell holds 32,767 characters


def add_machine_part(book: Workbook, content: dict[str, Any]) -> None:
    """Write the content and the cells so far: format, digest, then the JSON in pieces."""
    document = {**content, "cells": book.written()}
    text = msgspec.json.encode(document, enc_hook=str, order="sorted").decode()
    sheet = book.add_hidden_sheet(SHEET)
    sheet.write_string(0, 0, FORMAT)
    sheet.write_string(1, 0, digest_of(text))
    for line, start in enumerate(range(0, len(text), _PIECE), 2):
        # Between marks: what a reader trims off a cell must not be of the text.
        sheet.write_string(line, 0, f">{text[start : start + _PIECE]}<")
