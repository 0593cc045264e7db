"""How every list is answered: as text, xlsx, csv or JSON, from one set of options."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from models.base.dates import HalfMonth
from models.base.errors import BadInput
from models.base.long_work import reporting
from reports.listing.values import Listing, masked
from tui.frame.command_line import DATE, FileToWrite
from tui.frame.printing import print_json, print_lines, running_session
from tui.frame.progress_bar import progress_bar

_F = TypeVar("_F", bound=Callable[..., Any])


@dataclass(frozen=True)
class Output:
    """Where a list goes: files to write, JSON on standard output, or else text."""

    xlsx: Path | None
    csv: Path | None
    is_json: bool
    overwrite: bool


def as_listing(function: _F) -> _F:
    """Add ``--xlsx``, ``--csv``, ``--json`` and ``--overwrite``, passed on as ``output``."""

    @wraps(function)
    def gathered(
        *args: Any,
        xlsx: Path | None,
        csv: Path | None,
        is_json: bool,
        overwrite: bool,
        **options: Any,
    ) -> Any:
        return function(*args, output=Output(xlsx, csv, is_json, overwrite), **options)

    decorated: Any = gathered
    for option in (
        click.option("--overwrite", is_flag=True, help="同名文件已存在时覆盖"),
        click.option("--json", "is_json", is_flag=True, help="只输出一个 JSON 文档"),
        click.option(
            "--csv", type=FileToWrite(".csv"), metavar="文件", help="写成 csv 文件，或写入文件夹"
        ),
        click.option(
            "--xlsx", type=FileToWrite(".xlsx"), metavar="文件", help="写成 xlsx 文件，或写入文件夹"
        ),
    ):
        decorated = option(decorated)
    return decorated  # type: ignore[no-any-return]


def of_days(otherwise: str) -> Callable[[_F], _F]:
    """Return what adds a period or ``--from`` and ``--until``, passed on as ``first``, ``last``.

    ``otherwise`` says in the help which days are meant where none are given.
    """

    def decorate(function: _F) -> _F:
        @wraps(function)
        def gathered(
            *args: Any,
            period: str | None,
            first: dt.date | None,
            last: dt.date | None,
            **others: Any,
        ) -> Any:
            if period is not None:
                if first or last:
                    raise BadInput("报告期和「从哪天起」「到哪天止」只能写一样，请去掉其中一样")
                half = HalfMonth.parse(period)
                first, last = half.first_day, half.last_day
            return function(*args, first=first, last=last, **others)

        decorated: Any = gathered
        for option in (
            click.option(
                "--until", "last", type=DATE, metavar="日期", help="到哪天止；默认业务日期"
            ),
            click.option(
                "--from", "first", type=DATE, metavar="日期", help=f"从哪天起；{otherwise}"
            ),
            click.argument("period", metavar="报告期", required=False),
        ):
            decorated = option(decorated)
        return decorated  # type: ignore[no-any-return]

    return decorate


Make = Callable[[], tuple[Listing, ...]]


def show_listing(make: Callable[[], Listing], output: Output) -> None:
    """Write or print a list; ``make`` is called once for each form, as rows may be a stream."""
    show_listings(lambda: (make(),), output)


def show_listings(
    make: Make,
    output: Output,
    document: Callable[[], dict[str, Any]] | None = None,
    *,
    is_masked: bool = False,
) -> None:
    """Write or print the lists of a report: sheets of one workbook, one below the other.

    ``document`` makes the report's own JSON document. ``is_masked``: identity numbers stand in
    full in the workbook alone. Raises BadInput for one csv file where there are several.
    """

    def shown() -> tuple[Listing, ...]:
        return tuple(map(masked, make())) if is_masked else make()

    with progress_bar("汇总") as progress, reporting(progress):
        written = _write_workbook(make, output) + _write_tables(shown, output)
        answer = (document or (lambda: _document(make())))() if output.is_json else None
        lines = written or ([] if output.is_json else _texts(shown()))
    # Printed when the bar is gone: it would be drawn into the list.
    if output.is_json:
        print_json(answer)
    else:
        print_lines(lines)


def _write_workbook(make: Make, output: Output) -> list[str]:
    """Write the workbook where one is asked for; return what to say of it."""
    if output.xlsx is None:
        return []
    from reports.listing.workbook import write_listings_workbook

    listings = make()
    path = named_file(output.xlsx, listings[0], ".xlsx")
    running_session().export(path)
    write_listings_workbook(listings, path, overwrite=output.overwrite)
    return [f"已写入 {path}"]


def _write_tables(make: Make, output: Output) -> list[str]:
    """Write the csv files where they are asked for; return what to say of each."""
    if output.csv is None:
        return []
    from reports.listing.csv import tables_of, write_table_csv

    tables, beside = tables_of(make()), 0
    if not output.csv.is_dir():
        own = [each for each in tables if not each[0].is_beside] or tables
        if len(own) > 1:
            raise BadInput(
                f"有 {len(own)} 张表，「写成 csv 文件」请写一个文件夹，每张表写成一个文件"
            )
        tables, beside = own, len(tables) - len(own)
    written = []
    for table in tables:
        path = named_file(output.csv, table[0], ".csv")
        running_session().export(path)
        write_table_csv(table, path, overwrite=output.overwrite)
        written.append(f"已写入 {path}")
    if beside:
        written.append(
            f"另有 {beside} 张附表没有写；「写成 csv 文件」写一个文件夹，每张表写成一个文件"
        )
    return written


def _texts(listings: tuple[Listing, ...]) -> list[str]:
    from reports.listing.text import listings_text

    return [listings_text(listings)]


def _document(listings: tuple[Listing, ...]) -> dict[str, Any]:
    from reports.listing.document import listing_document

    documents = [listing_document(each) for each in listings]
    return documents[0] if len(documents) == 1 else {"lists": documents}


def named_file(path: Path, listing: Listing, ending: str) -> Path:
    """Return the file to write: in a folder, under the list's own name."""
    return path / f"{listing.file_stem}{ending}" if path.is_dir() else path


def tell_written(path: Path, output: Output) -> None:
    """Say which file was written, where standard output is not for JSON alone."""
    if not output.is_json:
        print_lines([f"已写入 {path}"])
