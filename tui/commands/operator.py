"""``operator`` and ``approve``: who works at the station, and what a second person agrees to."""

import click

from models.base.errors import BadInput
from models.station.operators import StationOperator
from models.station.rights import ACTS, ROLE_TITLES
from tui.frame.command_line import Answer, LaobaoCommand, LaobaoGroup, answering, is_terminal
from tui.frame.session import Session


@click.group(cls=LaobaoGroup, help="操作员：登记、列出、停用，设自己的 PIN。")
def operator() -> None:
    """Hold the commands below."""


@operator.command("add", help="登记操作员：登记一个人，或改他的角色、姓名、代征单位。")
@click.argument("login", metavar="编号")
@click.option("--role", required=True, metavar="角色", help="角色：经办、复核、站长、审计")
@click.option("--name", default="", metavar="姓名", help="姓名，印在上报的表上")
@click.option("--unit", default="", metavar="代征单位", help="代征单位，手续费按它结算")
@answering
@click.pass_obj
def add(session: Session, login: str, role: str, name: str, unit: str) -> Answer:
    """Register somebody."""
    from models.station.registration import register_operator, role_named

    done = register_operator(session.desk, login, role_named(role), name, unit)
    return _document(done), [f"已登记：{_line(done)}"]


@operator.command("list", help="列出操作员，停用的也在内。")
@answering
@click.pass_obj
def list_them(session: Session) -> Answer:
    """List the operators."""
    from models.station.pins import has_pin
    from models.station.registration import list_operators

    desk = session.desk
    found = [
        (each, has_pin(desk.store, desk.station_id, each.operator_id))
        for each in list_operators(desk)
    ]
    return {"operators": [{**_document(each), "has_pin": pin} for each, pin in found]}, [
        f"{_line(each)}{'  已设 PIN' if pin else ''}" for each, pin in found
    ]


@operator.command("end", help="停用操作员：从此不能办理，办过的都在。")
@click.argument("login", metavar="编号")
@click.option("--reason", default="", metavar="原因", help="原因，例如 调离")
@answering
@click.pass_obj
def end(session: Session, login: str, reason: str) -> Answer:
    """End somebody's registration."""
    from models.station.registration import end_operator

    done = end_operator(session.desk, login, reason)
    return _document(done), [f"已停用：{done.login}"]


@operator.command("pin", help="设自己的 PIN，在别人的终端上作第二人时用。")
@click.option(
    "--pin", "typed", default="", metavar="PIN", help="新的 PIN，6 至 12 位数字；在终端里会问"
)
@answering
@click.pass_obj
def pin(session: Session, typed: str) -> Answer:
    """Set one's own PIN."""
    from models.station.pins import check_pin, set_pin

    if not typed:
        if not is_terminal():
            raise BadInput("请写明新的 PIN，或在终端里办")
        typed = click.prompt("新的 PIN", hide_input=True, err=True)
        again = click.prompt("再输一次", hide_input=True, err=True)
        if check_pin(typed) != check_pin(again):
            raise BadInput("两次输入的 PIN 不一样，没有改动")
    set_pin(session.desk, typed)
    login = session.desk.operator
    return {"login": login, "has_pin": True}, [f"已设“{login}”的 PIN"]


@operator.command("clear-pin", help="清除 PIN：忘了或被人看见时由站长清，本人再设。")
@click.argument("login", metavar="编号")
@answering
@click.pass_obj
def clear_pin(session: Session, login: str) -> Answer:
    """Clear somebody's PIN."""
    from models.station.pins import clear_pin as clear

    done = clear(session.desk, login)
    return {"login": done.login, "has_pin": False}, [f"已清除“{done.login}”的 PIN，请本人重设"]


@operator.command("rights", help="各角色可以办理什么。")
@answering
def rights() -> Answer:
    """Print the table of roles by act."""
    table = {
        word: [title for role, title in ROLE_TITLES.items() if role in act.roles]
        for word, act in ACTS.items()
    }
    return {"rights": table}, [
        f"{act.title}：{'、'.join(table[word])}{'；第二人同意' if act.agreed_on else ''}"
        for word, act in ACTS.items()
    ]


@click.command(
    cls=LaobaoCommand,
    help="同意：第二人在自己的终端先同意一件事，经办人当天办一次；不写就列出哪些事要第二人。",
)
@click.argument("act", metavar="事项", required=False)
@click.argument("subject", metavar="哪一件", required=False, default="")
@answering
@click.pass_obj
def approve(session: Session, act: str | None, subject: str) -> Answer:
    """Agree beforehand to one act of somebody else, or list the acts that take it."""
    from models.station.approvals import agreed_acts
    from models.station.approvals import approve as agree

    if act is None:
        return {"acts": agreed_acts()}, [
            f"{title}：写明{what}" for title, what in agreed_acts().items()
        ]
    done = agree(session.desk, act, subject)
    return {"act": done.act, "subject": done.subject}, [
        f"已同意：{ACTS[done.act].title} {done.subject}，当天有效，办一次"
    ]


def _document(each: StationOperator) -> dict[str, object]:
    return {
        "login": each.login,
        "role": ROLE_TITLES[each.role] if each.role else None,
        "name": each.name,
        "unit": each.unit,
        "since": each.since,
    }


def _line(each: StationOperator) -> str:
    role = ROLE_TITLES[each.role] if each.role else "停用"
    return "  ".join(
        part for part in (each.login, role, each.name, each.unit, f"{each.since} 起") if part
    )
