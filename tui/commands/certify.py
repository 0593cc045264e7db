"""``certify``: apply a category to a person."""

import datetime as dt

import click

from models.station.desk import Desk
from tui.frame.command_line import CATEGORY, DATE, Answer, LaobaoCommand, answering
from tui.frame.session import Session


@click.command(cls=LaobaoCommand, help="为一个人登记人员类别（认定）。")
@click.argument("id_number", metavar="证件号码")
@CATEGORY
@click.option("--from", "certified_from", type=DATE, metavar="日期", help="起始日期；默认业务日期")
@click.option("--until", type=DATE, metavar="日期", help="截止日期；默认长期")
@click.option("--by", "certified_by", default="", metavar="部门", help="认定部门")
@click.option("--paper", default="", metavar="文件", help="认定文件或证件号")
@click.option("--withdraw", is_flag=True, help="撤回本人登记错的这一项")
@answering
@click.pass_obj
def certify(
    session: Session,
    id_number: str,
    category: str,
    certified_from: dt.date | None,
    until: dt.date | None,
    certified_by: str,
    paper: str,
    withdraw: bool,
) -> Answer:
    """Record the category; the same again changes nothing."""
    from models.people.categories.certify import certify as certify_person
    from models.people.categories.certify import person_with_number

    desk = session.desk
    if withdraw:
        return _withdraw(desk, id_number, category, certified_from)
    result = certify_person(
        desk,
        person_with_number(desk, id_number),
        category,
        certified_from,
        until,
        certified_by,
        paper,
    )
    done = "已登记" if result.is_new else "早已登记，没有变化"
    lines = [f"{done}：{result.name} {result.category}，自 {result.certified_from} 起"]
    if result.is_pending:
        lines.append("还没有写明由谁认定：待村或主管部门确认（confirm）后方可享受")
    return result, lines


def _withdraw(desk: Desk, id_number: str, category: str, starts: dt.date | None) -> Answer:
    from models.base.text import squeeze
    from models.people.categories.certify import Certified, person_with_number
    from models.people.categories.withdraw import withdraw_certification

    name = desk.category_named(squeeze(category)).name
    person_id = person_with_number(desk, id_number)
    asked = Certified(person_id, "此人", name, starts or desk.business_date, None, is_new=False)
    result = withdraw_certification(desk, asked)
    return result, [f"已撤回：{result.category}，自 {result.certified_from} 起的认定"]
