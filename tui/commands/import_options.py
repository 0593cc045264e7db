"""What every import takes: what a column means that the program does not understand, a preview."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import click

from tui.frame.command_line import Answer

PREVIEWED = "以上只是预览，什么都没有改"


answers_meaning: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "--meaning",
    "meanings",
    multiple=True,
    metavar="列:值=在|不在，或 列=无关",
    help="列的意思，看不懂的列问过才写，例如 状态:保留=在；可写几个，说过一次以后不再问",
)
"""``--meaning``: an answer about a column, kept for the layout."""

previewing: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "--preview", "is_preview", is_flag=True, help="只看会怎样，什么都不改"
)
"""``--preview``: what the import would do."""


def previewed(result: Any, lines: list[str], *, is_preview: bool) -> Answer:
    """Return an import's document and lines, which say whether it was only a preview."""
    document = asdict(result) | {"preview": is_preview}
    document.pop("is_preview", None)
    return document, [*lines, PREVIEWED] if is_preview else lines
