"""How every list is answered: as text, xlsx, csv or JSON, from one set of options."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click

from models.base.errors import BadInput
from models.base.long_work import reporting
from reports.listing.values import Listing
from tui.frame.command_line import FileToWrite, print_json, print_lines
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
    decorated.__doc__ = function.__doc__
    return decorated  # type: ignore[no-any-return]


def show_listing(make: Callable[[], Listing], output: Output) -> None:
    """Write or print a list; ``make`` is called once for each form, as rows may be a stream."""
    show_listings(lambda: (make(),), output)


def show_listings(make: Callable[[], tuple[Listing, ...]], output: Output) -> None:
    """Write or print lists that belong together: sheets of one workbook, one below the other.

    As csv each is a file of its own, in a folder. Raises BadInput for a csv file of several.
    """
    with progress_bar("汇总") as progress, reporting(progress):
        written = _write(make, output)
        documents = _documents(make()) if output.is_json else []
        lines = written or ([] if output.is_json else _texts(make()))
    # Printed when the bar is gone: it would be drawn into the list.
    if output.is_json:
        print_json(documents[0] if len(documents) == 1 else {"lists": documents})
    else:
        print_lines(lines)


def _write(make: Callable[[], tuple[Listing, ...]], output: Output) -> list[str]:
    """Write the files that are asked for; return a line for each."""
    written = []
    if output.xlsx is not None:
        from reports.listing.workbook import write_listings_workbook

        listings = make()
        path = named_file(output.xlsx, listings[0], ".xlsx")
        write_listings_workbook(listings, path, overwrite=output.overwrite)
        written.append(f"已写入 {path}")
    if output.csv is not None:
        from reports.listing.csv import write_listing_csv

        listings = make()
        if len(listings) > 1 and not output.csv.is_dir():
            raise BadInput(f"有 {len(listings)} 张表，--csv 请写一个文件夹，每张表写成一个文件")
        for listing in listings:
            path = named_file(output.csv, listing, ".csv")
            write_listing_csv(listing, path, overwrite=output.overwrite)
            written.append(f"已写入 {path}")
    return written


def _texts(listings: tuple[Listing, ...]) -> list[str]:
    from reports.listing.text import listing_text

    return ["\n\n".join(map(listing_text, listings))]


def _documents(listings: tuple[Listing, ...]) -> list[dict[str, Any]]:
    from reports.listing.document import listing_document

    return [listing_document(each) for each in listings]


def named_file(path: Path, listing: Listing, ending: str) -> Path:
    """Return the file to write: in a folder, under the list's own name."""
    return path / f"{listing.file_stem}{ending}" if path.is_dir() else path


def tell_written(path: Path, output: Output) -> None:
    """Say which file was written, where standard output is not for JSON alone."""
    if not output.is_json:
        print_lines([f"已写入 {path}"])
