"""The one text table: tabulate, with widths counted in cells so that Chinese aligns."""

from collections.abc import Collection, Sequence

from tabulate import SEPARATING_LINE, DataRow, Line, TableFormat, tabulate

from models.base.text import fit, width

# Only a rule of hyphens. The headings are given as the first row of the table, because
# tabulate makes a column two cells wider than a heading that it knows to be one.
_ASCII = TableFormat(
    lineabove=None,
    linebelowheader=Line("", "-", "  ", ""),
    linebetweenrows=None,
    linebelow=None,
    headerrow=None,
    datarow=DataRow("", "  ", ""),
    padding=0,
    with_header_hide=None,
)


def text_table(
    headers: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    right: Collection[int] = (),
    total: Sequence[str] | None = None,
) -> str:
    """Return a table of texts in plain ASCII lines; every line has the same width in cells.

    ``right`` are the positions of the columns aligned to the right; ``total`` is a last
    row under a line of its own. Nothing is read as a number, so nothing is reformatted.
    """
    body: list[Sequence[str]] = [headers, SEPARATING_LINE, *rows]
    if total is not None:
        body += [SEPARATING_LINE, total] if rows else [total]
    table = tabulate(
        body,
        tablefmt=_ASCII,
        colalign=["right" if place in right else "left" for place in range(len(headers))],
        disable_numparse=True,
    )
    # tabulate strips the blanks off the end of each line.
    lines = table.splitlines()
    widest = max(map(width, lines))
    return "\n".join(fit(line, widest) for line in lines)
