"""``explain``: what a household, or one of its members, owes and why, clause by clause."""

from pathlib import Path

import click

from models.base.errors import BadInput
from tui.commands.paper_options import print_page, printable, target_for
from tui.frame.command_line import XLSX, LaobaoCommand, as_json
from tui.frame.folders import free_path
from tui.frame.printing import print_json, print_lines
from tui.frame.session import Session


@click.command(cls=LaobaoCommand, help="缴费说明：一户或一人应缴多少、谁出多少、依据哪一条。")
@click.argument("household", metavar="户编号")
@click.option("--member", default="", metavar="证件号码", help="只说明这一个人")
@click.option("--xlsx", "path", type=XLSX, metavar="文件", help="写成一页 xlsx，可打印给参保人")
@printable
@as_json
@click.pass_obj
def explain(
    session: Session, household: str, member: str, path: Path | None, to: str, is_json: bool
) -> None:
    """Explain the quotes of a household; text by default."""
    from models.people.households.families import household_numbered, load_household
    from models.people.households.quotes import quote_insurances
    from models.people.person_meant import person_meant
    from reports.explanation.gather import explain_family
    from reports.explanation.text import family_lines, paper_rows
    from reports.rendering.paper import CELLS

    desk = session.desk
    found = load_household(desk, household_numbered(desk, household))
    quotes = quote_insurances(desk, found)
    explained = explain_family(desk, found, quotes)
    if member:
        meant = person_meant(desk, member, found.household_id)
        people = [each.person_id for each in found.members]
        if meant not in people:
            raise BadInput("这一户没有这个人，请核对「证件号码」")
        explained = explained.only(people.index(meant))
    title = f"缴费说明-{explained.village}{explained.number}-{explained.on}"
    target = target_for(session, to, is_json=is_json) if to else None
    if target is not None and target.choice.way == "file":
        path, target = path or free_path(f"{title}.xlsx"), None
    said: list[str] = []
    if target is not None:
        said = print_page(session, target, title, lambda paper: paper_rows(explained, CELLS[paper]))
    if path is not None:
        from reports.explanation.workbook import write_explanation_workbook

        session.export(path)
        write_explanation_workbook(explained, path)
    if is_json:
        print_json(explained)
    elif path is not None or said:
        print_lines([*said, *([f"已写入 {path}"] if path is not None else [])])
    else:
        print_lines(family_lines(explained))
