"""``change split``, ``merge``, ``head``, ``number``, ``status``: a family as it stands changes."""

import re

import click

from models.people.changes.occasion import Changed, Occasion
from models.station.desk import Desk
from tui.commands.change_command import change_command


@change_command("split", "分户：一户里的几个人另立一户，同村。")
@click.argument("household", metavar="户编号")
@click.option("--members", required=True, metavar="证件号,...", help="分出去的人，第一个是新户主")
@click.option("--to", "number", required=True, metavar="新户编号", help="新户的编号")
def split(desk: Desk, occasion: Occasion, household: str, members: str, number: str) -> Changed:
    """Give members a household of their own."""
    from models.people.changes.households import split_household
    from models.people.households.families import household_numbered
    from models.people.person_meant import person_meant

    numbers = [each for each in re.split(r"[,，、;； ]+", members) if each]
    people = [person_meant(desk, each) for each in numbers]
    return split_household(desk, household_numbered(desk, household), people, number, occasion)


@change_command("merge", "并户：一户的人全部并入另一户。")
@click.argument("household", metavar="户编号")
@click.option("--into", required=True, metavar="并入的户编号", help="并入的户编号")
def merge(desk: Desk, occasion: Occasion, household: str, into: str) -> Changed:
    """Put all members into another household."""
    from models.people.changes.households import merge_households
    from models.people.households.families import household_numbered

    return merge_households(
        desk, household_numbered(desk, household), household_numbered(desk, into), occasion
    )


@change_command("head", "户主变更：此人成为所在户的户主。")
@click.argument("id_number", metavar="证件号码")
@click.option("--former", default="", metavar="关系", help="原户主与新户主关系；默认家庭成员")
def head(desk: Desk, occasion: Occasion, id_number: str, former: str) -> Changed:
    """Make somebody the head."""
    from models.people.changes.households import change_head
    from models.people.person_meant import person_meant

    return change_head(desk, person_meant(desk, id_number), former, occasion)


@change_command("number", "更正登错的证件号码；旧号码仍能查到此人。")
@click.argument("id_number", metavar="旧号码")
@click.argument("right", metavar="正确号码")
def number(desk: Desk, occasion: Occasion, id_number: str, right: str) -> Changed:
    """Correct an identity number."""
    from models.people.changes.number import correct_number
    from models.people.person_meant import person_meant

    return correct_number(desk, person_meant(desk, id_number), right, occasion)


@change_command("status", "参保情况变更：在校学生、现役军人、服刑人员、职工医保、异地参保等。")
@click.argument("id_number", metavar="证件号码")
@click.argument("status", metavar="情况")
@click.option("--end", "is_ending", is_flag=True, help="这个情况自当日起结束")
def status(desk: Desk, occasion: Occasion, id_number: str, status: str, is_ending: bool) -> Changed:
    """Start or end a status."""
    from models.people.changes.status import set_status
    from models.people.person_meant import person_meant

    person_id = person_meant(desk, id_number)
    return set_status(desk, person_id, status, occasion, is_ending=is_ending)
