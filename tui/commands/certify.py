"""``certify``: apply a category to a person or a family; end, renew, correct one."""

import datetime as dt
import re
from dataclasses import asdict
from typing import Any

import click

from models.base.errors import BadInput
from models.people.categories.change import Changed, Grounds
from models.station.desk import Desk
from tui.frame.command_line import CATEGORY, NEAREST_DATE, Answer, LaobaoCommand, answering
from tui.frame.session import Session


@click.command(
    cls=LaobaoCommand,
    help="为一个人或一户登记人员类别（认定）；一个人的类别终止、续期、更正，都要写明文件。",
)
@click.argument("id_number", metavar="[证件号码]", required=False, default="")
@CATEGORY
@click.option("--household", default="", metavar="户编号", help="全家一起登记")
@click.option("--members", default="", metavar="证件号,...", help="只登记这些人，可写姓名")
@click.option(
    "--from", "certified_from", type=NEAREST_DATE, metavar="日期", help="起始日期；默认业务日期"
)
@click.option(
    "--until", type=NEAREST_DATE, metavar="日期", help="截止日期；默认长期，终止时默认业务日期"
)
@click.option("--by", "certified_by", default="", metavar="部门", help="认定部门")
@click.option("--paper", default="", metavar="文件", help="认定文件，或证件号")
@click.option("--end", "change", flag_value="end", help="终止：到截止日期为止")
@click.option("--renew", "change", flag_value="renew", help="续期到截止日期；不写是长期")
@click.option("--correct", "change", flag_value="correct", help="更正登记错的起止日期")
@click.option("--reason", default="", metavar="原因", help="终止、续期、更正的原因")
@click.option("--withdraw", is_flag=True, help="撤回本人登记错的这一项")
@answering
@click.pass_obj
def certify(
    session: Session,
    id_number: str,
    category: str,
    household: str,
    members: str,
    certified_from: dt.date | None,
    until: dt.date | None,
    certified_by: str,
    paper: str,
    change: str | None,
    reason: str,
    withdraw: bool,
) -> Answer:
    """Record the category, or its change; the same again changes nothing."""
    from models.people.categories.certify import certify as certify_person
    from models.people.person_meant import person_meant
    from reports.certification_words import certified_words, changed_words

    desk = session.desk
    if bool(id_number) == bool(household) or (household and (change or withdraw)):
        raise BadInput("请写证件号码，或写「户编号」全家一起登记；终止、续期、更正、撤回一次一个人")
    if household:
        return _family(
            desk, household, members, category, certified_from, until, certified_by, paper
        )
    if members:
        raise BadInput("「证件号」要和「户编号」一起写")
    if withdraw:
        return _withdraw(desk, id_number, category, certified_from)
    person_id = person_meant(desk, id_number)
    if change is not None:
        grounds = Grounds(paper, reason)
        changed = _change(desk, person_id, category, change, certified_from, until, grounds)
        return _answer(desk, changed, [person_id], changed_words(changed))
    result = certify_person(desk, person_id, category, certified_from, until, certified_by, paper)
    document, lines = _answer(
        desk, result, [person_id], certified_words(result, again="早已登记，没有变化")
    )
    waits = "还没有写明由谁认定：待村或主管部门「确认」后方可享受"
    return document, [*lines, *([waits] if result.is_pending else [])]


def _family(
    desk: Desk,
    household: str,
    members: str,
    category: str,
    certified_from: dt.date | None,
    until: dt.date | None,
    certified_by: str,
    paper: str,
) -> Answer:
    from models.people.categories.certify import certify_family
    from models.people.households.families import household_numbered
    from models.people.person_meant import person_meant
    from reports.certification_words import family_words

    home = household_numbered(desk, household)
    named = [each for each in re.split("[,，、]", members) if each.strip()]
    some = [person_meant(desk, each, home) for each in named] or None
    result = certify_family(desk, home, category, certified_from, until, certified_by, paper, some)
    people = [each.person_id for each in result.members]
    words = family_words(result, whose="一起" if some else "全家")
    return _answer(desk, result, people, words)


def _change(
    desk: Desk,
    person_id: int,
    category: str,
    change: str,
    certified_from: dt.date | None,
    until: dt.date | None,
    grounds: Grounds,
) -> Changed:
    from models.people.categories import change as changing

    if change == "end":
        last_day = until or desk.business_date
        return changing.end_certification(desk, person_id, category, last_day, grounds)
    if change == "renew":
        return changing.renew_certification(desk, person_id, category, until, grounds)
    return changing.correct_certification(desk, person_id, category, certified_from, until, grounds)


def _answer(desk: Desk, result: Any, people: list[int], words: str) -> Answer:
    """Answer with what was done, and with what it changes for who had paid."""
    from models.counter.differences import category_differences, sum_of
    from reports.certification_words import difference_words

    differences = sum_of(category_differences(desk, people))
    more = difference_words(differences)
    return {**asdict(result), "differences": asdict(differences)}, [
        words,
        *([more] if more else []),
    ]


def _withdraw(desk: Desk, id_number: str, category: str, starts: dt.date | None) -> Answer:
    from models.base.text import squeeze
    from models.people.categories.certify import Certified
    from models.people.categories.withdraw import withdraw_certification
    from models.people.person_meant import person_meant

    name = desk.category_named(squeeze(category)).name
    person_id = person_meant(desk, id_number)
    asked = Certified(person_id, "此人", name, starts or desk.business_date, None, is_new=False)
    result = withdraw_certification(desk, asked)
    words = f"已撤回：{result.category}，自 {result.certified_from} 起的认定"
    return _answer(desk, result, [person_id], words)
