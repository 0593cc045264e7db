"""``confirm``: the village or a department confirms what was certified, where that is asked."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from models.base.errors import BadInput
from models.base.text import mask_id, squeeze
from tui.frame.command_line import Answer, LaobaoCommand, answering
from tui.frame.session import Session

if TYPE_CHECKING:
    from models.people.categories.confirming import Pending


@click.command(
    cls=LaobaoCommand,
    help="村或部门确认登记的类别（通知要求时）：一个人的一项，或「村名」全村；"
    "不写「单位」时只列出待确认的。",
)
@click.argument("id_number", metavar="[证件号码]", required=False, default="")
@click.option("--category", default="", metavar="类别", help="要确认的类别")
@click.option("--village", default="", metavar="村名", help="列出或确认全村待确认的")
@click.option("--by", default="", metavar="单位", help="由谁确认，例如 村委会、民政所")
@answering
@click.pass_obj
def confirm(session: Session, id_number: str, category: str, village: str, by: str) -> Answer:
    """Confirm one person's category or a whole village's; without --by list what is pending."""
    from models.counter.differences import category_differences, sum_of
    from models.people.categories import confirming
    from models.people.person_meant import person_meant
    from reports.certification_words import difference_words

    desk, village = session.desk, squeeze(village)
    if id_number and (village or not category):
        raise BadInput("确认一个人请写证件号码和「要确认的类别」；确认全村请只写「村名」")
    if id_number:
        person_id = person_meant(desk, id_number)
        result = confirming.confirm(desk, person_id, category, by)
    elif by and village and not category:
        result = confirming.confirm_village(desk, village, by)
    elif by or category:
        raise BadInput("请写明确认谁：证件号码加「要确认的类别」，或「村名」")
    else:
        result = confirming.Confirmed("", confirming.pending_confirmations(desk, village))
    title = f"{result.by}已确认" if result.by else "待确认"
    lines = [f"{title} {len(result.certifications)} 项", *_lines(result.certifications)]
    people = sorted({each.person_id for each in result.certifications}) if result.by else []
    made = sum_of(category_differences(desk, people))
    words = difference_words(made)
    document = {
        "by": result.by, "certifications": result.certifications, "differences": made,
    }  # fmt: skip
    return document, [*lines, *([words] if words else [])]


def _since(day: dt.date | None) -> str:
    return f"自 {day} 起" if day else "起始日期不详"


def _lines(certifications: Sequence["Pending"]) -> list[str]:
    return [
        f"  {each.village} {each.household} 户 {each.name} {mask_id(each.id_number)} "
        f"{each.category}，{_since(each.certified_from)}"
        for each in certifications
    ]
