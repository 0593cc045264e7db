"""``import category``: a department's full list of a category, shown before it is applied."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import click

from models.base.errors import RefusedByRule
from models.base.text import check_clean, squeeze
from tui.commands.import_options import answers_meaning
from tui.frame.command_line import CATEGORY, FILE, NEAREST_DATE, LaobaoCommand, as_json, is_terminal
from tui.frame.printing import print_json, print_lines, said
from tui.frame.progress_bar import progress_bar
from tui.frame.session import Session
from tui.program.run import refusal_document


@click.command(
    cls=LaobaoCommand,
    help="导入部门名单（低保、特困、残疾等的全部名单）：先列出会有什么变化，再更新。",
)
@click.argument("path", metavar="文件", type=FILE)
@CATEGORY
@click.option("--department", default="", metavar="部门", help="送名单的部门，例如 民政所")
@click.option(
    "--part",
    default="",
    metavar="部分",
    help="部分（农村低保、城镇低保、全部……），默认按文件和名单上的人判断",
)
@click.option("--listed-on", type=NEAREST_DATE, metavar="日期", help="名单从哪天起算；默认业务日期")
@answers_meaning
@click.option("--preview", "is_preview", is_flag=True, help="只看会有什么变化，不更新")
@click.option(
    "--accept-incomplete", default="", metavar="原因", help="不完整也更新的原因，名单不完整时写"
)
@as_json
@click.pass_context
def import_category(
    ctx: click.Context,
    path: Path,
    category: str,
    department: str,
    part: str,
    listed_on: dt.date | None,
    is_preview: bool,
    accept_incomplete: str,
    meanings: tuple[str, ...],
    is_json: bool,
) -> None:
    """Show what the list changes, ask (a person) or go on (a script), apply."""
    from models.counter.differences import sum_of
    from models.counter.list_differences import differences_of_list
    from models.people.department_list.apply import apply_list, preview_list, refuse_unfit
    from models.people.department_list.part_names import part_named, part_said
    from models.people.department_list.values import DepartmentList
    from seed.department_list import read_list_file
    from seed.understood import columns_line, explained_by, keep_answers
    from tui.commands.department_list_text import (
        counts_line,
        list_document,
        made_lines,
        preview_lines,
    )

    session: Session = ctx.obj
    desk = session.desk
    wanted = desk.category_named(squeeze(category))
    name = wanted.name
    reason = check_clean(squeeze(accept_incomplete), "原因")
    department = check_clean(squeeze(department), "部门")
    part = check_clean(squeeze(part), "部分")
    explained = explained_by(desk, meanings)
    with progress_bar("读取名单") as progress:
        read = read_list_file(path, progress, explained, wanted)
    columns = read.understood.columns
    listing = DepartmentList(
        category=name,
        department=department,
        file=read.file,
        listed_on=listed_on or desk.business_date,
        rows=read.rows,
        entries=tuple(
            replace(each, part=part_said(name, each.part)) if each.part else each
            for each in read.entries
        ),
        part=part_named(part, name, wanted.aliases) if part else None,
    )
    preview, is_applied = preview_list(desk, listing), False
    made = sum_of(differences_of_list(desk, listing, preview))
    if not is_json:
        print_lines(
            [
                *preview_lines(listing, preview, read.warnings, columns_line(columns)),
                *made_lines(made),
            ]
        )
    refused: RefusedByRule | None = None
    if not is_preview:
        try:
            refuse_unfit(listing, preview, reason)
            if not is_json and not preview.is_nothing and not _agreed():
                print_lines(["没有更新"])
                return
            keep_answers(desk, "import_category", read.understood.layout, explained)
            applied = apply_list(desk, listing, reason)
            preview, is_applied = applied.preview, applied.is_recorded
        except RefusedByRule as error:
            if not is_json:
                raise
            refused = error
    if is_json:
        document = refusal_document(refused) if refused else None
        print_json(
            list_document(
                listing,
                preview,
                read.warnings,
                made,
                columns,
                is_applied=is_applied,
                refused=document,
            )
        )
    elif is_preview:
        print_lines(["以上只是预览，没有更新"])
    else:
        done = f"已更新：{counts_line(preview)}" if is_applied else "与上次相同，没有任何变化"
        print_lines([done, *(made_lines(made) if is_applied else ())])
    if refused is not None:
        click.echo(said(refused.message), err=True)
        ctx.exit(refused.exit_status)


def _agreed() -> bool:
    """Ask a person whether to go on; a script that called this has said so."""
    if not is_terminal():
        return True
    answer = click.prompt("照此更新？输入 y 更新，直接回车不更新", default="n", show_default=False)
    return str(answer).strip().lower() in ("y", "yes", "是")
