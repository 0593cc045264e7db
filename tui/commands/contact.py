"""``contact``: what came of calling on a family that has not paid."""

import datetime as dt

import click

from models.base.errors import BadInput
from models.people.contacts import RESULTS, WAYS
from tui.frame.command_line import DATE, Answer, LaobaoCommand, answering
from tui.frame.session import Session


@click.command(cls=LaobaoCommand, help="登记一次催缴联系；或「列出联系记录」。")
@click.argument("household", metavar="户编号")
@click.option("--how", default="", metavar="方式", help=f"{'、'.join(WAYS)}等")
@click.option("--result", default="", metavar="结果", help=f"{'、'.join(RESULTS)}等")
@click.option("--promise", type=DATE, metavar="日期", help="答应缴费的日期")
@click.option("--note", default="", metavar="备注", help="最多 100 个字")
@click.option("--list", "is_list", is_flag=True, help="列出联系记录，新的在前")
@answering
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
) -> Answer:
    """Record a contact with a household (number or village/number), or list those there are."""
    from models.people.contacts import contacts_of, record_contact
    from models.people.households.families import household_numbered

    desk = session.desk
    household_id = household_numbered(desk, household)
    if is_list:
        if how or result or promise or note:
            raise BadInput("「列出联系记录」时不登记；请去掉其他各项")
        contacts = contacts_of(desk, household_id)
        lines = [str(each) for each in contacts] or ["这一户还没有联系记录"]
        return {"household": household, "contacts": contacts}, lines
    made = record_contact(desk, household_id, how, result, promise, note)
    return made, [f"已登记联系：{household} 户  {made}"]
