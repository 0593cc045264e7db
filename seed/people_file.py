"""Lists of people that are compared with the station's: rows checked like a roster's.

A refused row never refuses the file, and no row is dropped in silence.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from models.base.long_work import Progress
from models.people.duplicates.compare_rows import ListedPerson, Matched
from seed import heading_words as words
from seed.meaning import Door
from seed.row_reader import RowReader, read_rows, repeated_faults
from seed.table_file import Column, RowFault, read_table
from seed.understood import Explained, ReadColumn, left_faults, understand, unread_faults

NAME = Column(words.NAME, words.NAME_WORDS, is_required=True)
NUMBER = Column(words.NUMBER, words.NUMBER_WORDS, is_required=True)
VILLAGE = Column(words.VILLAGE, words.VILLAGE_WORDS, is_required=True)


@dataclass(frozen=True)
class ListImport:
    """What a list brought.

    ``strangers`` are rows of nobody of ours, ``agreeing`` rows that say what our roster
    says; the others make ``new_cases``, now open, or ``known_cases``, on record already.
    ``left`` are rows that say of themselves that they no longer count; ``layout`` is what
    answers about its columns are kept for.
    """

    file: str
    rows: int
    strangers: int
    agreeing: int
    new_cases: int
    known_cases: int
    refused: tuple[RowFault, ...]
    warnings: tuple[RowFault, ...]
    left: tuple[RowFault, ...] = ()
    columns: tuple[ReadColumn, ...] = ()
    layout: str = ""


def import_list(
    path: Path,
    columns: Sequence[Column],
    read: Callable[[RowReader], ListedPerson],
    record: Callable[[Sequence[ListedPerson], str], Matched],
    progress: Progress,
    door: Door,
    explained: Explained,
    warn_repeated: bool = False,
) -> ListImport:
    """Read a list, check its rows, hand the good ones over and return what came of it.

    ``read`` makes a person of a row, or raises BadInput; ``record`` compares all of them
    with the station's. Raises BadInput only for a file that is no such list at all,
    RefusedByRule for a column that may say who counts and is not understood.
    """
    whole = read_table(path, columns)
    understood = understand(whole, door, explained)
    table, excluded = understood.split(whole)
    people, rows, refused = read_rows(table, lambda row: RowReader(table, row), read, progress)
    matched = record(people, table.file_name)
    warnings = repeated_faults(rows, [each.id_number for each in people]) if warn_repeated else []
    return ListImport(
        file=table.file_name,
        rows=len(whole.rows),
        strangers=matched.strangers,
        agreeing=matched.agreeing,
        new_cases=matched.new,
        known_cases=matched.known,
        refused=tuple(refused),
        warnings=tuple(warnings + unread_faults(table, understood.unread)),
        left=tuple(left_faults(excluded)),
        columns=understood.columns,
        layout=understood.layout,
    )
