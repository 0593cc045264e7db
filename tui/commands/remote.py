"""``remote``: which villages are remote, and may deposit their cash weekly."""

import click

from tui.frame.command_line import LaobaoCommand, as_json, print_json, print_lines
from tui.frame.session import Session


@click.command(cls=LaobaoCommand, help="登记偏远村（现金可以一周一缴）；不写村名就列出来。")
@click.argument("village", metavar="村(社区)", required=False)
@click.option("--paper", default="", metavar="依据", help="文件号或批准人")
@click.option("--end", is_flag=True, help="从业务日期起不再是偏远村")
@as_json
@click.pass_obj
def remote(session: Session, village: str | None, paper: str, *, end: bool, is_json: bool) -> None:
    """Mark a village, or list the marks."""
    from models.cash.remote_villages import mark_remote, remote_marks

    desk = session.desk
    marks = [mark_remote(desk, village, paper, is_remote=not end)] if village else [
        *remote_marks(desk)
    ]  # fmt: skip
    if is_json:
        print_json({"marks": marks})
        return
    lines = [
        f"{each.village}  {each.counts_from} 起{'是偏远村' if each.is_remote else '不再是偏远村'}"
        f"  {each.paper}"
        for each in marks
    ]
    print_lines(lines or ["没有登记偏远村"])
