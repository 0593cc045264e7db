"""``change phone``, ``name``, ``relation``, ``note``: what is put right without a form."""

import click

from models.people.changes.occasion import Changed, Occasion
from models.station.desk import Desk
from tui.commands.change_command import change_command

_WHO = click.argument("person", metavar="证件号码")


@change_command("phone", "登记或更改一个人的手机号码；没有号码了写 无。")
@_WHO
@click.argument("phone", metavar="手机号码")
def phone(desk: Desk, occasion: Occasion, person: str, phone: str) -> Changed:
    """Change a telephone number."""
    from models.people.changes.details import change_phone
    from models.people.person_meant import person_meant

    return change_phone(desk, person_meant(desk, person), phone, occasion)


@change_command("name", "更正登错的姓名；旧姓名仍能查到此人，下次导入旧姓名也照更正后的。")
@_WHO
@click.argument("name", metavar="正确姓名")
def name(desk: Desk, occasion: Occasion, person: str, name: str) -> Changed:
    """Correct a name."""
    from models.people.changes.details import correct_name
    from models.people.person_meant import person_meant

    return correct_name(desk, person_meant(desk, person), name, occasion)


@change_command("relation", "更改一个人与户主的关系；换户主请办户主变更。")
@_WHO
@click.argument("relation", metavar="关系")
def relation(desk: Desk, occasion: Occasion, person: str, relation: str) -> Changed:
    """Change what somebody is to the head."""
    from models.people.changes.details import change_relation
    from models.people.person_meant import person_meant

    return change_relation(desk, person_meant(desk, person), relation, occasion)


@change_command("note", "家庭备注：柜台要记住的话，显示在这一户上；不写备注就是删去。")
@click.argument("household", metavar="户编号")
@click.argument("note", metavar="[备注]", required=False, default="")
def note(desk: Desk, occasion: Occasion, household: str, note: str) -> Changed:
    """Keep a note on a family."""
    from models.people.changes.details import note_family
    from models.people.households.families import household_numbered

    return note_family(desk, household_numbered(desk, household), note, occasion)
