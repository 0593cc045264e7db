"""Progress bars for scripts and imports: on standard error, for a person, or on a screen."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from models.base.long_work import Progress, current_listener


@contextmanager
def progress_bar(title: str) -> Iterator[Progress]:
    """Show a bar with the remaining time while work reports (done, total) to it.

    Where standard error is not a terminal, whoever listens is told, if anybody does.
    """
    if not sys.stderr.isatty():
        yield current_listener()
        return
    from rich.console import Console
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn(title), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
