"""Results of dunning as they come back on the list that went out: a row a family.

A row without a result says nothing; what cannot be read is named and changes nothing.
"""

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path

from models.base.dates import parse_date
from models.base.errors import BadInput, RefusedByRule
from models.people.contacts import (
    NOTE,
    PROMISED,
    RESULT,
    WAY,
    WAYS,
    Contact,
    made_contact,
    record_answers,
)
from models.people.households.families import household_numbered
from models.station.desk import Desk
from seed import heading_words as words
from seed.row_reader import RowReader, refuse_row
from seed.table_file import Column, RowFault, Table, fault_at, read_table

COLUMNS = (
    Column(words.VILLAGE, words.VILLAGE_WORDS),
    Column(words.HOUSEHOLD, words.HOUSEHOLD_WORDS, is_required=True),
    Column(RESULT, ("联系结果", "催缴情况", "催收结果"), is_required=True),
    Column(WAY, ("联系方式（催缴）",)),
    Column(PROMISED, ("答应日期", "承诺日期", "答应缴费日期")),
    Column(NOTE, ("催缴说明",)),
)
_PROMISED_AHEAD = dt.timedelta(days=240)
"""A day without a year is the next one: nobody promises for further ahead."""
_AS_OF = re.compile(r"截至[：:]\s*(\d{4}-\d{2}-\d{2})")


@dataclass(frozen=True)
class ContactsImport:
    """What a list brought: contacts that are new, those on record already, rows without any."""

    file: str
    rows: int
    new: tuple[Contact, ...]
    known: int
    empty: int
    refused: tuple[RowFault, ...]


def import_contacts_file(desk: Desk, path: Path) -> ContactsImport:
    """Record what came back on a dunning list; the same list again changes nothing.

    Raises BadInput only for a file that is no such list.
    """
    table = read_table(path, COLUMNS)
    since = _made_on(table, desk.business_date)
    read: list[Contact] = []
    refused: list[RowFault] = []
    empty = 0
    rows = [row for row in table.rows if row.cells[words.HOUSEHOLD] or row.cells[RESULT]]
    for row in rows:
        reader = RowReader(table, row)
        try:
            refuse_row(row)
            found = _contact(desk, reader, since)
        except (BadInput, RefusedByRule) as error:
            refused.append(fault_at(row, reader.column, error.message))
            continue
        if found is None:
            empty += 1
        else:
            read.append(found)
    new, known = record_answers(desk, read, since)
    return ContactsImport(table.file_name, len(rows), new, known, empty, tuple(refused))


def _contact(desk: Desk, reader: RowReader, since: dt.date) -> Contact | None:
    result, how = reader.text(RESULT), reader.text(WAY)
    note = reader.text(NOTE)
    promised = reader.day(PROMISED, near=desk.business_date + _PROMISED_AHEAD)
    if not result:
        if how or note or promised:
            reader.column = RESULT
            raise BadInput(f"{RESULT}是空的，请补填，例如 愿缴")
        return None
    if promised is not None and promised < since:
        raise BadInput(f"约定日期 {promised} 早于名单的日期 {since}，请核对")
    village, number = reader.text(words.VILLAGE), reader.required(words.HOUSEHOLD)
    home = household_numbered(desk, f"{village}/{number}" if village else number)
    reader.column = RESULT
    return made_contact(desk, home, how or WAYS[0], result, promised, note)


def _made_on(table: Table, today: dt.date) -> dt.date:
    """Return the day on which the list was made, as it says above; today where it does not."""
    for line in (line for head in table.heads for line in head):
        match = _AS_OF.search(line)
        if match:
            return min(today, parse_date(match[1], "截至"))
    return today
