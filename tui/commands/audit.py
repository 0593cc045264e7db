"""``audit``: the audit trail, by person, day, act and subject."""

import datetime as dt

import click

from tui.commands.listing import Output, as_listing, show_listing
from tui.frame.command_line import DATE, LaobaoCommand
from tui.frame.session import Session


@click.command(cls=LaobaoCommand, help="操作记录：谁、什么时候、办了什么，被拒绝的、导出的都在。")
@click.option("--from", "first", type=DATE, metavar="日期", help="从哪天起录入的")
@click.option("--until", "last", type=DATE, metavar="日期", help="到哪天止录入的")
@click.option("--operator", "login", default="", metavar="编号", help="谁办的")
@click.option("--action", default="", metavar="事项", help="事项，如 收费、退费；被拒绝的写 被拒绝")
@click.option("--subject", default="", metavar="对象", help="对象里的几个字，如 收据号、户编号")
@as_listing
@click.pass_obj
def audit(
    session: Session,
    first: dt.date | None,
    last: dt.date | None,
    login: str,
    action: str,
    subject: str,
    output: Output,
) -> None:
    """List the lines of the trail that are asked for."""
    from models.checks.trail import Wanted
    from reports.audit_trail import trail_listing

    wanted = Wanted(first, last, login, action, subject)
    show_listing(lambda: trail_listing(session.desk, wanted), output)
