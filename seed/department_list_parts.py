"""Where a department's file says to which part of its category people belong."""

from collections.abc import Mapping
from pathlib import Path

from models.people.department_list.part_names import part_word
from seed.table_file import Row, Table


class PartWords:
    """What a file says of parts: in a column, above a sheet's headings, by a sheet's or its name.

    The nearest to the person counts.
    """

    def __init__(self, table: Table) -> None:
        self.titles = [
            title
            for title in table.unknown_headers
            if (cells := {row.others.get(title, "") for row in table.rows} - {""})
            and all(map(part_word, cells))
        ]
        self._of_file = part_word(Path(table.file_name).stem)
        self._of_sheets: Mapping[str, str] = {
            sheet if len(table.sheets) > 1 else "": part_word(sheet) or part_word(" ".join(head))
            for sheet, head in zip(table.sheets, table.heads, strict=True)
        }

    def of(self, row: Row) -> str:
        """Return 城镇 or 农村 where the row's part is said; empty otherwise."""
        said = (part_word(row.others.get(title, "")) for title in self.titles)
        of_sheet = self._of_sheets.get(row.sheet, "")
        return next(filter(None, said), of_sheet or self._of_file)
