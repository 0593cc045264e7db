"""``change birth``, ``death``, ``marry-in`` ...: somebody comes into a family or leaves it."""

import click

from models.people.changes.occasion import Changed, Occasion
from models.station.desk import Desk
from tui.commands.change_command import change_command


@change_command("birth", "新生儿登记：出生日期取自证件号码。")
@click.argument("household", metavar="户编号")
@click.option("--number", required=True, metavar="证件号码", help="新生儿的证件号码")
@click.option("--name", required=True, metavar="姓名", help="新生儿的姓名")
@click.option("--relation", default="子女", metavar="关系", help="与户主关系；默认子女")
@click.option("--parent", "parents", multiple=True, metavar="证件号码", help="父母，可重复")
def birth(
    desk: Desk,
    occasion: Occasion,
    household: str,
    number: str,
    name: str,
    relation: str,
    parents: tuple[str, ...],
) -> Changed:
    """Enter a newborn."""
    from models.people.changes.arrivals import birth as enter
    from models.people.households.families import household_numbered
    from models.people.person_meant import person_meant

    older = [person_meant(desk, each) for each in parents]
    home = household_numbered(desk, household)
    return enter(desk, home, number, name, relation, occasion, older)


@change_command("death", "死亡登记：自当日起不再是家庭成员。")
@click.argument("id_number", metavar="证件号码")
def death(desk: Desk, occasion: Occasion, id_number: str) -> Changed:
    """Record a death."""
    from models.people.changes.departures import death as record
    from models.people.person_meant import person_meant

    return record(desk, person_meant(desk, id_number), occasion)


@change_command("marry-in", "婚入：新来的人，或本站另一户的人。")
@click.argument("household", metavar="户编号")
@click.option("--number", required=True, metavar="证件号码", help="婚入的人的证件号码")
@click.option("--name", default="", metavar="姓名", help="本站没有登记过的人须填")
@click.option("--relation", default="", metavar="关系", help="与户主关系；默认家庭成员")
def marry_in(
    desk: Desk,
    occasion: Occasion,
    household: str,
    number: str,
    name: str,
    relation: str,
) -> Changed:
    """Take somebody in by marriage."""
    from models.people.changes.arrivals import marry_in as take_in
    from models.people.households.families import household_numbered

    home = household_numbered(desk, household)
    return take_in(desk, home, number, name, relation, occasion)


@change_command("marry-out", "婚出：到本站另一户，或离开本站。")
@click.argument("id_number", metavar="证件号码")
@click.option("--to", "to_household", default="", metavar="户编号", help="到本站的这一户")
@click.option("--relation", default="", metavar="关系", help="与新户主关系；默认家庭成员")
def marry_out(
    desk: Desk, occasion: Occasion, id_number: str, to_household: str, relation: str
) -> Changed:
    """Record a marriage out."""
    from models.people.changes.departures import marry_out as record
    from models.people.households.families import household_numbered
    from models.people.person_meant import person_meant

    to = household_numbered(desk, to_household) if to_household else None
    return record(desk, person_meant(desk, id_number), to, relation, occasion)


@change_command("move-in", "迁入：须凭居住证、房产证、村证明之一，写在「凭证的名称和号码」。")
@click.argument("household", metavar="户编号")
@click.option("--number", required=True, metavar="证件号码", help="迁入的人的证件号码")
@click.option("--name", default="", metavar="姓名", help="本站没有登记过的人须填")
@click.option("--relation", default="", metavar="关系", help="与户主关系；默认家庭成员")
def move_in(
    desk: Desk,
    occasion: Occasion,
    household: str,
    number: str,
    name: str,
    relation: str,
) -> Changed:
    """Take in somebody who moves here."""
    from models.people.changes.arrivals import move_in as take_in
    from models.people.households.families import household_numbered

    home = household_numbered(desk, household)
    return take_in(desk, home, number, name, relation, occasion)


@change_command("move-out", "迁出本站。")
@click.argument("id_number", metavar="证件号码")
def move_out(desk: Desk, occasion: Occasion, id_number: str) -> Changed:
    """Record that somebody moves away."""
    from models.people.changes.departures import move_out as record
    from models.people.person_meant import person_meant

    return record(desk, person_meant(desk, id_number), occasion)
