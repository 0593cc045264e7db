"""``printer``: what papers are printed on; each operator chooses once."""

from typing import TYPE_CHECKING

import click

from models.base.errors import BadInput
from reports.rendering.paper import ENCODING_TITLES, PAPER_TITLES, Encoding, Paper
from tui.frame.choices import TitledChoice
from tui.frame.command_line import Answer, LaobaoGroup, answering
from tui.frame.session import Session

if TYPE_CHECKING:
    from tui.frame.preferences import Choice


@click.group(cls=LaobaoGroup, help="打印机：登记单、说明、证明、日结单打到哪里。")
def printer() -> None:
    """Hold the commands below."""


@printer.command("list", help="列出管理员登记的打印机，和本人选定的。")
@answering
@click.pass_obj
def list_printers(session: Session) -> Answer:
    """List the printers of the server, and what the operator has chosen."""
    from tui.frame.preferences import Preferences
    from tui.frame.printers import printers_of

    own, known = Preferences(session.desk.operator).printer, printers_of()
    document = {
        "chosen": {
            "way": own.way, "name": own.name, "paper": own.paper, "encoding": own.encoding,
        },
        "printers": [
            {"name": each.name, "paper": each.paper, "encoding": each.encoding} for each in known
        ],
    }  # fmt: skip
    lines = [f"本人选定：{_words(own)}"]
    lines += [
        f"  {each.name}  {PAPER_TITLES[each.paper]}  {ENCODING_TITLES[each.encoding]}"
        for each in known
    ]
    return document, lines if known else [*lines, "管理员还没有登记服务器上的打印机"]


@printer.command(
    "choose", help="选定以后打到哪里：打印机的名字、终端（经终端打到自己的打印机）或 文件。"
)
@click.argument("name", metavar="打印机")
@click.option(
    "--width",
    "paper",
    type=TitledChoice(PAPER_TITLES),
    default=None,
    metavar="纸",
    help="纸，不写按打印机的",
)
@click.option(
    "--encoding",
    type=TitledChoice(ENCODING_TITLES),
    default=None,
    metavar="编码",
    help="编码，不写按打印机的",
)
@answering
@click.pass_obj
def choose(session: Session, name: str, paper: Paper | None, encoding: Encoding | None) -> Answer:
    """Keep what an operator prints on."""
    from dataclasses import replace

    from tui.frame.preferences import Choice, Preferences
    from tui.frame.printers import RESERVED, printer_named

    preferences, way = Preferences(session.desk.operator), RESERVED.get(name.strip())
    if way == "file":
        chosen = Choice()
    elif way == "terminal":
        chosen = replace(preferences.printer, way="terminal", name="")
    else:
        known = printer_named(name)
        chosen = Choice("command", known.name, known.paper, known.encoding)
    chosen = replace(chosen, paper=paper or chosen.paper, encoding=encoding or chosen.encoding)
    preferences.keep_printer(chosen)
    document = {
        "way": chosen.way, "name": chosen.name, "paper": chosen.paper, "encoding": chosen.encoding,
    }  # fmt: skip
    return document, [f"以后打到：{_words(chosen)}"]


@printer.command("test", help="试打一张：看纸宽、编码对不对，不算登记单。")
@click.argument("name", metavar="打印机", required=False, default="")
@answering
@click.pass_obj
def test(session: Session, name: str) -> Answer:
    """Print a page that shows paper, width and encoding."""
    from reports.rendering.paper import trial_page
    from tui.commands.paper_options import said_of, target_for
    from tui.frame.paper_out import trial_facts
    from tui.frame.preferences import Preferences

    own = Preferences(session.desk.operator).printer
    target = target_for(session, name or own.name or own.way)
    choice = target.choice
    if choice.way == "file":
        raise BadInput("写成文件不用试打，请写明「打印机」")
    is_sent = target.print([trial_page("试打", trial_facts(session.desk, choice), choice.paper)])
    return {"sent": is_sent}, [said_of(target, "试打页", is_sent)]


def _words(choice: "Choice") -> str:

    if choice.way == "file":
        return choice.title
    return f"{choice.title}，{PAPER_TITLES[choice.paper]}，{ENCODING_TITLES[choice.encoding]}"
