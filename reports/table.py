"""The one text table: tabulate, with widths counted in cells so that Chinese aligns."""

from collections.abc import Sequence

from tabulate import SEPARATING_LINE, tabulate


def text_table(
    headers: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    right: Sequence[int] = (),
    total: Sequence[str] | None = None,
) -> str:
    """Return a table of texts in plain ASCII lines; every line has the same width in cells.

    ``right`` are the positions of the columns aligned to the right; ``total`` is a last
    row under a line of its own. Nothing is read as a number, so nothing is reformatted.
    """
    body: list[Sequence[str]] = list(rows)
    if total is not None:
        body += [SEPARATING_LINE, total]
    if not body:
        return tabulate([], headers=list(headers), tablefmt="simple")
    alignment = ["right" if place in right else "left" for place in range(len(headers))]
    return tabulate(
        body,
        headers=list(headers),
        tablefmt="simple",
        colalign=alignment,
        headersalign=alignment,
        disable_numparse=True,
    )
