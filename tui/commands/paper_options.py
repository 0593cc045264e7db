"""``--to``: the one option by which a command sends a paper to a printer."""

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from models.base.errors import BadInput
from models.base.text import squeeze
from tui.frame.command_line import is_terminal
from tui.frame.printing import print_lines
from tui.frame.session import Session
from tui.terminal.bytes_between import for_the_line

if TYPE_CHECKING:
    from reports.listing.values import Listing
    from tui.commands.listing import Output
    from tui.frame.paper_out import Rows, Target

_F = TypeVar("_F", bound=Callable[..., Any])


def printable(function: _F) -> _F:
    """Add ``--to``, passed on as ``to``: where the paper goes, as it was typed; mostly nowhere."""
    decorate = click.option(
        "--to", default="", metavar="打印到",
        help="打印到，打印机的名字、终端（经终端打到自己的打印机）或 文件",
    )  # fmt: skip
    return decorate(function)


def target_for(session: Session, to: str, *, is_json: bool = False) -> "Target":
    """Return where a paper goes by ``--to``, on the paper and in the encoding of the operator.

    Raises BadInput for a printer that is not configured, and for a terminal that nobody sits at:
    between the lines of a JSON document, or on a screen, nothing passes through it.
    """
    from tui.frame.paper_out import target_of
    from tui.frame.preferences import Choice, Preferences
    from tui.frame.printers import RESERVED, printer_named

    own = Preferences(session.desk.operator).printer
    way = RESERVED.get(squeeze(to))
    if way == "file":
        return target_of(Choice(), None)
    if way == "terminal":
        if is_json or session.is_on_screen or not is_terminal():
            raise BadInput("这里不能经终端打印：请在终端里办，不写 JSON；柜台上用它自己的键打印")
        return target_of(Choice("terminal", "", own.paper, own.encoding), through)
    printer = printer_named(to)
    mine = own.way == "command" and own.name == printer.name
    return target_of(
        own if mine else Choice("command", printer.name, printer.paper, printer.encoding), None
    )


def said_of(target: "Target", title: str, is_sent: bool) -> str:
    """Return what a command says of a paper that it has sent."""
    return f"{title} 已送到{target.choice.title}{'' if is_sent else '，没有确认是否打出'}"


def print_page(session: Session, target: "Target", title: str, rows: "Rows") -> list[str]:
    """Print a page, as ``print_page`` of the frame does; return what to say of it."""
    from tui.frame import paper_out

    return [said_of(target, title, paper_out.print_page(session.desk, target, title, rows))]


def print_listing(
    session: Session, to: str, make: "Callable[[], Listing]", output: "Output"
) -> "Output | None":
    """Print a list where ``--to`` names a printer; return how else it is still to be shown.

    With ``file`` it is written into the current folder.
    """
    if not to:
        return output
    target = target_for(session, to, is_json=output.is_json)
    if target.choice.way == "file":
        return replace(output, xlsx=output.xlsx or Path.cwd())
    from tui.frame import paper_out

    listing = make()
    is_sent = paper_out.print_listing(session.desk, target, listing)
    if output.is_json or output.xlsx or output.csv:
        return output
    print_lines([said_of(target, listing.file_stem, is_sent)])
    return None


def through(data: bytes) -> bool | None:
    """Send a paper through the terminal and ask whoever sits there: nothing else can tell."""
    out = sys.stdout
    out.flush()
    out.buffer.write(b"\x1b[5i" + for_the_line(data, out.fileno()) + b"\x1b[4i")
    out.flush()
    answer = click.prompt(
        "打出来了吗（打出了直接回车，没有写 n）", "", show_default=False, err=True
    )
    return not squeeze(answer).lower().startswith(("n", "没", "否"))
