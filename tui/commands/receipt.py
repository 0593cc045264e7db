"""``receipt``: prints a receipt, logging it; ``receipt verify`` checks the code of a paper."""

from pathlib import Path
from typing import Any

import click

from tui.frame.command_line import XLSX, LaobaoGroup, as_json, print_json, print_lines
from tui.frame.session import Session

_PAPERS = ("58", "80", "a5")


class _ReceiptGroup(LaobaoGroup):
    """A group of which a receipt number is the command that prints it."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command named, else the one that prints, with everything it was given."""
        if args and args[0] in self.commands:
            return super().resolve_command(ctx, args)
        return "print", self.commands["print"], args


@click.group(
    cls=_ReceiptGroup,
    help="打收据：laobao receipt 收据号；核对校验码：laobao receipt verify 收据号 校验码。",
    context_settings={"ignore_unknown_options": True},
)
def receipt() -> None:
    """Hold the commands below."""


@receipt.command("print", help="打印一张收据（可以不写 print）：第一次是正本，以后注明补打。")
@click.argument("number", metavar="收据号")
@click.option(
    "--width", "paper", type=click.Choice(_PAPERS), default="80", help="纸：58、80 毫米或 a5"
)
@click.option("--xlsx", "path", type=XLSX, metavar="文件", help="写成 A5 的 xlsx 文件")
@click.option("--reason", default="", metavar="原因", help="补打的原因；第二次起要写明")
@as_json
@click.pass_obj
def print_one(
    session: Session, number: str, paper: Any, path: Path | None, reason: str, is_json: bool
) -> None:
    """Print a receipt and log it; ``--json`` alone only shows it."""
    from models.counter.receipt.printing import print_receipt
    from models.counter.receipt.read import receipt_of

    desk = session.desk
    if path is not None:
        from reports.rendering.sheet import refuse_unwritable

        refuse_unwritable(path)
    is_paper = path is not None or not is_json
    found = print_receipt(desk, number, reason) if is_paper else receipt_of(desk, number)
    if path is not None:
        from reports.receipt_paper.workbook import write_receipt_workbook

        write_receipt_workbook(found, path)
    if is_json:
        from reports.receipt_paper.parts import receipt_document

        print_json(receipt_document(found))
    elif path is not None:
        print_lines([f"已写入 {path}"])
    else:
        from reports.receipt_paper.text import receipt_lines

        print_lines(receipt_lines(found, paper))


@receipt.command("verify", help="核对收据上的校验码，并说明这张收据现在是否有效。")
@click.argument("number", metavar="收据号")
@click.argument("code", metavar="校验码")
@as_json
@click.pass_obj
def verify(session: Session, number: str, code: str, is_json: bool) -> None:
    """Check the code on a paper against the ledger."""
    from models.base.money import format_yuan
    from models.counter.receipt.printing import verify_receipt
    from models.counter.receipt.values import STATE_TITLES
    from reports.receipt_paper.parts import later_lines, receipt_document

    found = verify_receipt(session.desk, number, code)
    if is_json:
        print_json(receipt_document(found))
        return
    names = "、".join(dict.fromkeys(line.name for line in found.lines))
    lines = [
        f"校验码相符：收据 {found.number}，{found.business_date}，"
        f"{format_yuan(found.amount_fen)} 元，{names}",
        f"现在{STATE_TITLES[found.state]}",
    ]
    print_lines(lines + later_lines(found))
