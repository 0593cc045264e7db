"""``target``: targets and denominators shown, shared out among villages, set by a document."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from models.base.errors import BadInput
from models.base.terms import INSURANCE_TITLES, Insurance
from tui.commands.import_options import previewed, previewing
from tui.frame.command_line import (
    FILE,
    INSURANCE,
    Answer,
    LaobaoCommand,
    LaobaoGroup,
    answering,
    as_json,
    global_options,
)
from tui.frame.printing import print_json, print_lines
from tui.frame.session import Session

if TYPE_CHECKING:
    from models.station.denominators import PartLine
    from models.station.set_target import TargetSet
    from models.station.targets import TargetLine

_WHOSE = ("险种", "年度", "村(社区)")
_DOCUMENT = "任务数和应参保人数所依据的文件"


@click.group(
    cls=LaobaoGroup,
    invoke_without_command=True,
    subcommand_metavar="[命令 ...]",
    params=global_options(),
    help="任务数和应参保人数：查看、分到各村、按文件设定；可「导入任务数和应参保人数」。",
)
@click.option("--share", is_flag=True, help="分到各村，按花名册人数")
@as_json
@click.pass_context
def target(ctx: click.Context, share: bool, is_json: bool) -> None:
    """Show what is set, unless a command below is named."""
    if ctx.invoked_subcommand is not None:
        return
    session = ctx.ensure_object(Session)
    document, lines = _shared(session) if share else _shown(session)
    if is_json:
        print_json(document)
    else:
        print_lines(lines)


@target.command("show", help="查看本站和各村的任务数、应参保人数，各据哪个文件。")
@answering
@click.pass_obj
def show(session: Session) -> Answer:
    """Show the targets of the station and its villages, and what their rates are of."""
    return _shown(session)


@target.command("share", help="把乡镇的任务数分到各村，按花名册人数；再分一次就重分。")
@answering
@click.pass_obj
def share_out(session: Session) -> Answer:
    """Share the township's targets out among its villages, and show them."""
    return _shared(session)


def _shared(session: Session) -> Answer:
    from models.station.targets import list_targets, share_targets

    desk = session.desk
    known = {(each.insurance, each.levy_year) for each in list_targets(desk) if not each.village}
    for insurance, rules in desk.insurances.items():
        if (insurance, rules.levy_year) in known:
            share_targets(desk, insurance)
    return _shown(session)


def _shown(session: Session) -> Answer:
    from models.station.denominators import list_denominators
    from models.station.targets import list_targets
    from reports.rendering.text_table import text_table

    desk = session.desk
    rows, stated = list_targets(desk), list_denominators(desk)
    targets = [
        [
            *_whose(each, desk.township),
            str(each.target_people),
            "-" if each.last_year_people is None else str(each.last_year_people),
            each.source,
        ]
        for each in rows
    ]
    lines = [text_table([*_WHOSE, "任务数", "上年人数", "来源"], targets)]
    if stated:
        parts = [
            [*_whose(each, desk.township), each.part, str(each.people), each.document]
            for each in stated
        ]
        lines += ["", text_table([*_WHOSE, "应参保的部分", "人数", "来源"], parts)]
    return {"station": desk.township, "targets": rows, "denominators": stated}, lines


def _whose(each: "TargetLine | PartLine", township: str) -> list[str]:
    title = INSURANCE_TITLES[each.insurance]
    return [title, str(each.levy_year), each.village or township]


@target.command("set", help="按文件设定乡镇或一个村的任务数、应参保人数；重设的从本期起算。")
@click.option("--insurance", required=True, type=INSURANCE, metavar="险种")
@click.option("--village", default="", metavar="村", help="不写就是全乡镇")
@click.option("--people", type=int, metavar="任务数")
@click.option("--denominator", type=int, metavar="人数", help="应参保人数，参保率的分母")
@click.option(
    "--part", "parts", multiple=True, metavar="名称=人数",
    help="应参保人数的一部分，例 户籍人口=1200；可写几个",
)  # fmt: skip
@click.option("--last-year", type=int, metavar="人数", help="上年参保人数")
@click.option("--levy-year", type=int, metavar="年度", help="不写就是当前轮次的年度")
@click.option("--document", required=True, metavar="文号", help=_DOCUMENT)
@answering
@click.pass_obj
def set_one(
    session: Session,
    insurance: Insurance,
    village: str,
    people: int | None,
    denominator: int | None,
    parts: tuple[str, ...],
    last_year: int | None,
    levy_year: int | None,
    document: str,
) -> Answer:
    """Set what a document sets for the township or a village."""
    from models.station.denominators import WHOLE
    from models.station.set_target import TargetWish, set_target

    stated = dict(map(_part, parts))
    if denominator is not None:
        stated[WHOLE] = denominator
    desk = session.desk
    wish = TargetWish(insurance, document, village, levy_year, people, last_year, stated)
    done = set_target(desk, wish)
    return done, [_words(done, desk.township)]


def _part(text: str) -> tuple[str, int]:
    name, sign, people = text.replace("＝", "=").partition("=")
    if not sign or not name.strip() or not people.strip().isdecimal():
        raise BadInput(f"“{text[:30]}”应写成 名称=人数，例如 户籍人口=1200")
    return name.strip(), int(people)


def _words(done: "TargetSet", township: str) -> str:
    numbers = [
        f"{title} {people:,}"
        for title, people in (
            ("任务数", done.target_people),
            ("上年参保人数", done.last_year_people),
            ("应参保人数", done.denominator),
        )
        if people is not None
    ]
    place = done.village or township
    said = f"{INSURANCE_TITLES[done.insurance]} {done.levy_year} 年度 {place}：{'，'.join(numbers)}"
    since = f"自 {done.counts_from} 起的报表按此计算"
    return f"{said}（{done.document}）；{since if done.is_new else '与已登记的相同，没有改动'}"


@click.command(
    cls=LaobaoCommand, help="导入任务数和应参保人数（各村一行）；重复导入不会改变任何东西。"
)
@click.argument("path", metavar="文件", type=FILE)
@click.option("--insurance", type=INSURANCE, metavar="险种", help="文件没有险种这一列时写明")
@click.option("--document", default="", metavar="文号", help=_DOCUMENT)
@previewing
@answering
@click.pass_obj
def import_targets(
    session: Session, path: Path, insurance: Insurance | None, document: str, is_preview: bool
) -> Answer:
    """Set the targets in a file and list every refused row."""
    from models.station.tried_out import tried_out
    from seed.table_file import fault_lines
    from seed.targets_file import import_targets_file

    with tried_out(session.desk, "set_target", is_preview=is_preview):
        result = import_targets_file(session.desk, path, insurance, document)
    lines = [
        f"{result.file}：共 {result.rows} 行，设定 {result.new} 项，未变 {result.unchanged} 项，"
        f"拒绝 {len(result.refused)} 行"
    ]
    lines += fault_lines("拒绝", result.refused) + fault_lines("提示", result.warnings)
    return previewed(result, lines, is_preview=is_preview)
