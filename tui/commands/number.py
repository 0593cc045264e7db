"""``number``: the whole identity number of one person, with the reason."""

import click

from tui.frame.command_line import Answer, LaobaoCommand, answering
from tui.frame.session import Session


@click.command(
    cls=LaobaoCommand,
    help="看一个人的完整证件号码和手机号码；谁看的、看谁、为什么，记入操作记录。",
)
@click.argument("person", metavar="证件号码")
@click.option("--reason", required=True, metavar="理由", help="理由，例如 核对证件")
@answering
@click.pass_obj
def number(session: Session, person: str, reason: str) -> Answer:
    """Show the numbers of one person; nothing else of the answer is unmasked by it."""
    from models.people.person_meant import person_meant
    from models.people.see_number import see_number

    desk = session.desk
    seen = see_number(desk, person_meant(desk, person), reason)
    session.unmask = reason  # recorded just now: what is printed is this person's
    lines = [f"{seen.household}  {seen.name}", f"证件号码：{seen.id_number}"]
    return seen._asdict(), [*lines, f"手机号码：{seen.phone or '没有登记'}"]
