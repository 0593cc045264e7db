"""``receipt``: prints registration slips and logs them; ``receipt verify`` checks their codes."""

from pathlib import Path
from typing import Any

import click

from tui.commands.listing import Output, as_listing, show_listings
from tui.commands.paper_options import printable, target_for
from tui.commands.receipt_sending import Said, as_text, into_file, to_printer
from tui.frame.choices import TitledChoice
from tui.frame.command_line import XLSX, Answer, LaobaoGroup, answering, as_json
from tui.frame.folders import free_path
from tui.frame.printing import print_json, print_lines
from tui.frame.session import Session

_PAPERS = {"58": "58毫米", "80": "80毫米", "a5": "A5"}


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
    help="打缴费登记单，或「核对登记单上的校验码」。",
    context_settings={"ignore_unknown_options": True},
)
def receipt() -> None:
    """Hold the commands below."""


@receipt.command(
    "print",
    help="打缴费登记单，每户一张：第一次是正本，以后注明补打。它不作税收票证。",
)
@click.argument("number", metavar="收据号")
@click.option(
    "--width",
    "paper",
    type=TitledChoice(_PAPERS),
    default=None,
    metavar="纸",
    help="纸，58 毫米、80 毫米、A5",
)
@click.option("--xlsx", "path", type=XLSX, metavar="文件", help="写成 A5 的 xlsx 文件，每户一页")
@click.option("--household", default="", metavar="户编号", help="几户合用的，只打这一户")
@click.option("--reason", default="", metavar="原因", help="补打的原因；第二次起要写明")
@printable
@click.option(
    "--not-printed", "is_last_lost", is_flag=True,
    help="上次没有打出，没有确认是否打出的那一次，看过了，没有纸",
)  # fmt: skip
@as_json
@click.pass_obj
def print_one(
    session: Session,
    number: str,
    paper: Any,
    path: Path | None,
    household: str,
    reason: str,
    to: str,
    is_last_lost: bool,
    is_json: bool,
) -> None:
    """Print the slips of an entry and log them; ``--json`` alone only shows it."""
    from models.counter.receipt.printing import of_household, print_receipt
    from models.counter.receipt.read import receipt_of, slips_of

    desk, said = session.desk, Said()
    target = target_for(session, to, is_json=is_json) if to else None
    if target is not None and target.choice.way == "file":
        path, target = path or free_path(f"登记单-{number}.xlsx"), None
    if path is None and target is None and is_json:
        slips = of_household(slips_of(desk, number), household)
    else:
        if path is not None:
            sending = into_file(path, said)
        else:
            sending = to_printer(target, paper, said) if target else as_text(paper or "80")
        slips = print_receipt(
            desk, number, reason, household, sending=sending, is_last_lost=is_last_lost
        )
    if is_json:
        from reports.receipt_paper.parts import receipt_document

        whole = receipt_of(desk, number) if len(slips) > 1 else slips[0]
        print_json(receipt_document(whole, slips))
    elif said:
        print_lines(said)


@receipt.command(
    "refund", help="打退费单，签字用：写原收据号，或撤销、退费那一笔的号码；等复核的也能打。"
)
@click.argument("number", metavar="收据号")
@as_listing
@click.pass_obj
def refund_form(session: Session, number: str, output: Output) -> None:
    """Print or write the forms of what a receipt gave back."""
    from reports.refund_form import refund_listings

    show_listings(lambda: refund_listings(session.desk, number), output)


@receipt.command("verify", help="核对登记单上的校验码，说明纸上印了什么、现在是否有效。")
@click.argument("number", metavar="收据号")
@click.argument("code", metavar="校验码")
@answering
@click.pass_obj
def verify(session: Session, number: str, code: str) -> Answer:
    """Check the code on a paper against the ledger."""
    from models.base.money import format_yuan
    from models.counter.receipt.values import STATE_TITLES
    from models.counter.receipt.verify import verify_receipt
    from reports.receipt_paper.parts import later_lines, printed_lines, receipt_document

    verified = verify_receipt(session.desk, number, code)
    found = verified.receipt
    names = "、".join(dict.fromkeys(line.name for line in found.lines))
    lines = [
        f"校验码相符：收据 {found.number}，{found.business_date}，"
        f"{format_yuan(found.amount_fen)} 元，{names}",
        f"现在{STATE_TITLES[found.state]}",
    ]
    document = receipt_document(found) | {"printed": verified.printed or None}
    return document, lines + later_lines(found) + printed_lines(verified.printed)
