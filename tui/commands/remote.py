"""``remote``: which villages are remote, and may deposit their cash weekly."""

import click

from models.station.approvals import SecondPerson
from tui.frame.command_line import Answer, LaobaoCommand, answering, second_person
from tui.frame.session import Session


@click.command(cls=LaobaoCommand, help="登记偏远村（现金可以一周一缴）；不写村名就列出来。")
@click.argument("village", metavar="村(社区)", required=False)
@click.option("--paper", default="", metavar="依据", help="文件号或批准人")
@click.option("--end", is_flag=True, help="从业务日期起不再是偏远村")
@second_person()
@answering
@click.pass_obj
def remote(
    session: Session,
    village: str | None,
    paper: str,
    *,
    end: bool,
    second: SecondPerson | None,
) -> Answer:
    """Mark a village, or list the marks."""
    from models.cash.remote_villages import mark_remote, remote_marks

    desk = session.desk
    marked = village and mark_remote(desk, village, paper, is_remote=not end, second=second)
    marks = (marked,) if marked else remote_marks(desk)
    lines = [
        f"{each.village}  {each.counts_from} 起{'是偏远村' if each.is_remote else '不再是偏远村'}"
        f"  {each.paper}"
        for each in marks
    ]
    return {"marks": marks}, lines or ["没有登记偏远村"]
