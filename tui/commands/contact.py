"""``contact``: what came of calling on a family that has not paid."""

import datetime as dt

import click

from models.base.errors import BadInput
from models.people.contacts import RESULTS, WAYS
from tui.frame.command_line import DATE, LaobaoCommand, as_json, print_json, print_lines
from tui.frame.session import Session


@click.command(cls=LaobaoCommand, help="登记一次催缴联系；--list 列出这一户的全部联系记录。")
@click.argument("household", metavar="户编号")
@click.option("--how", default="", metavar="方式", help=f"{'、'.join(WAYS)}等")
@click.option("--result", default="", metavar="结果", help=f"{'、'.join(RESULTS)}等")
@click.option("--promise", type=DATE, metavar="日期", help="答应缴费的日期")
@click.option("--note", default="", metavar="备注", help="最多 100 个字")
@click.option("--list", "is_list", is_flag=True, help="列出联系记录，新的在前")
@as_json
@click.pass_obj
def contact(
    session: Session,
    household: str,
    how: str,
    result: str,
    promise: dt.date | None,
    note: str,
    *,
    is_list: bool,
    is_json: bool,
) -> None:
    """Record a contact with a household (number or village/number), or list those there are."""
    from models.people.contacts import contacts_of, record_contact
    from models.people.households.families import household_numbered

    desk = session.desk
    household_id = household_numbered(desk, household)
    if is_list:
        if how or result or promise or note:
            raise BadInput("--list 只列出联系记录，不登记；请去掉其他选项")
        contacts = contacts_of(desk, household_id)
        if is_json:
            print_json({"household": household, "contacts": contacts})
        else:
            print_lines([str(each) for each in contacts] or ["这一户还没有联系记录"])
        return
    made = record_contact(desk, household_id, how, result, promise, note)
    if is_json:
        print_json(made)
    else:
        print_lines([f"已登记联系：{household} 户  {made}"])
