"""``report submit`` and ``report submitted``: send a half-monthly report, list what was sent."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from models.base.dates import HalfMonth
from models.base.errors import BadInput
from tui.commands.listing import Output, as_listing, show_listing
from tui.frame.command_line import XLSX, Answer, LaobaoCommand, answering, second_person
from tui.frame.session import Session

if TYPE_CHECKING:
    from models.station.approvals import SecondPerson


@click.command("submit", cls=LaobaoCommand, help="上报一期半月报：数字和文件从此不变。")
@click.argument("period", metavar="报告期")
@click.option("--xlsx", "path", type=XLSX, metavar="文件", help="把上报的文件写到这里")
@second_person("--reviewer", "复核人，复核或站长的编号，不能是填报的人")
@answering
@click.pass_obj
def submit(
    session: Session, period: str, path: Path | None, second: "SecondPerson | None"
) -> Answer:
    """Freeze a period's report, and write its file where one is asked for."""
    from reports.rendering.sheet import refuse_unwritable
    from reports.submission import progress_of, sent_words, submit_progress, write_stated

    if session.known is not None:
        raise BadInput("上报要按现在的数据，请不要写“按哪一天已登记的数据”")
    if path is not None:
        refuse_unwritable(path)
    half = HalfMonth.parse(period)
    sent = submit_progress(session.desk, half, second)
    if path is not None:
        session.export(path)
        write_stated(session.desk, progress_of(session.desk, half), path)
    written = [f"已写入 {path}，请交税务部门"] if path else []
    return {
        "number": sent.number,
        "period": {"from": half.first_day, "to": half.last_day},
        "sent_on": sent.sent_on,
        "operator": sent.operator,
        "reviewer": sent.reviewer,
        "digest": sent.digest,
    }, [sent_words(sent), f"文件校验值（SHA-256）{sent.digest}", *written]


@click.command("submitted", cls=LaobaoCommand, help="已上报的半月报登记。")
@as_listing
@click.pass_obj
def submitted(session: Session, output: Output) -> None:
    """List the reports sent."""
    from reports.submission import submissions_listing

    show_listing(lambda: submissions_listing(session.desk), output)
