"""``import collectors``, ``collector end`` and ``report collectors``: who may collect."""

from pathlib import Path

import click

from tui.commands.import_options import answers_meaning, previewed, previewing
from tui.commands.listing import Output, as_listing, show_listing
from tui.frame.command_line import FILE, Answer, LaobaoCommand, LaobaoGroup, answering
from tui.frame.session import Session


@click.command(cls=LaobaoCommand, help="导入代征人员登记表；重复导入不会改变任何东西。")
@click.argument("path", metavar="文件", type=FILE)
@previewing
@answers_meaning
@answering
@click.pass_obj
def import_collectors(
    session: Session, path: Path, is_preview: bool, meanings: tuple[str, ...]
) -> Answer:
    """Register the collectors in a file and list every refused row."""
    from models.station.tried_out import tried_out
    from seed.collectors_file import import_collectors_file
    from seed.table_file import fault_lines
    from seed.understood import columns_line, explained_by

    explained = explained_by(session.desk, meanings)
    with tried_out(session.desk, "register_collectors", is_preview=is_preview):
        result = import_collectors_file(session.desk, path, explained)
    done = result.registered
    lines = [
        f"{result.file}：共 {result.rows} 行，新登记 {done.new} 人，变更 {done.changed} 人，"
        f"未变 {done.unchanged} 人，拒绝 {len(result.refused)} 行",
        columns_line(result.columns),
    ]
    lines += fault_lines("不登记", result.left)
    lines += fault_lines("拒绝", result.refused) + fault_lines("提示", result.warnings)
    return previewed(result, lines, is_preview=is_preview)


@click.group(cls=LaobaoGroup, help="代征人员：登记表请「导入代征人员登记表」。")
def collector() -> None:
    """Hold the command below."""


@collector.command("end", help="某人不再代征：写姓名，或证件号码的末几位。")
@click.argument("who", metavar="姓名或末几位")
@click.option("--reason", default="", metavar="原因")
@answering
@click.pass_obj
def end(session: Session, who: str, reason: str) -> Answer:
    """Take a collector off the register from the business date on."""
    from models.cash.collectors import end_collector

    ended = end_collector(session.desk, who, reason)
    return ended, [f"已从登记表除名：{ended.point} {ended.name}"]


@click.command("collectors", cls=LaobaoCommand, help="代征人员登记表，照通知附件的格式。")
@as_listing
@click.pass_obj
def report_collectors(session: Session, output: Output) -> None:
    """Print or write the register."""
    from reports.collectors import collectors_listing

    show_listing(lambda: collectors_listing(session.desk), output)
