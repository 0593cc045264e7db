"""``contact``: what came of calling on a family that has not paid."""

import datetime as dt
from pathlib import Path

import click

from models.base.errors import BadInput
from models.people.contacts import RESULTS, WAYS
from tui.frame.command_line import FILE, NEXT_DATE, Answer, LaobaoCommand, answering
from tui.frame.session import Session


@click.command(
    cls=LaobaoCommand,
    help="登记一次催缴联系；或「列出联系记录」；或读回催缴名单上填的结果。",
)
@click.argument("household", metavar="户编号", required=False)
@click.option("--how", default="", metavar="方式", help=f"{'、'.join(WAYS)}等")
@click.option("--result", default="", metavar="结果", help=f"{'、'.join(RESULTS)}等")
@click.option("--promise", type=NEXT_DATE, metavar="日期", help="答应缴费的日期")
@click.option("--note", default="", metavar="备注", help="最多 100 个字")
@click.option("--list", "is_list", is_flag=True, help="列出联系记录，新的在前")
@click.option("--file", "path", type=FILE, metavar="文件", help="催缴结果文件，填好的催缴名单")
@answering
@click.pass_obj
def contact(
    session: Session,
    household: str | None,
    how: str,
    result: str,
    promise: dt.date | None,
    note: str,
    path: Path | None,
    *,
    is_list: bool,
) -> Answer:
    """Record a contact with a household (number or village/number), or list those there are."""
    from models.people.contacts import contacts_of, record_contact
    from models.people.households.families import household_numbered

    desk = session.desk
    if path is not None:
        if household or how or result or promise or note or is_list:
            raise BadInput("「催缴结果文件」里逐户写明，请去掉其他各项")
        return _from_file(session, path)
    if not household:
        raise BadInput("请写「户编号」；读回催缴名单的，请写「催缴结果文件」")
    household_id = household_numbered(desk, household)
    if is_list:
        if how or result or promise or note:
            raise BadInput("「列出联系记录」时不登记；请去掉其他各项")
        contacts = contacts_of(desk, household_id)
        lines = [str(each) for each in contacts] or ["这一户还没有联系记录"]
        return {"household": household, "contacts": contacts}, lines
    made = record_contact(desk, household_id, how, result, promise, note)
    return made, [f"已登记联系：{household} 户  {made}"]


def _from_file(session: Session, path: Path) -> Answer:
    """Read back what was filled in on a dunning list."""
    from seed.contacts_file import import_contacts_file
    from seed.table_file import fault_lines

    done = import_contacts_file(session.desk, path)
    document = {
        "file": done.file,
        "rows": done.rows,
        "new": len(done.new),
        "known": done.known,
        "empty": done.empty,
        "refused": done.refused,
    }
    head = (
        f"{done.file}：{done.rows} 行，新登记联系 {len(done.new)} 次，"
        f"已登记过 {done.known} 次，没有填结果 {done.empty} 行"
    )
    return document, [head, *fault_lines("拒绝", done.refused)]
