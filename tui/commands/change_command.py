"""What all commands of ``change`` share: their options, their answer."""

import datetime as dt
from collections.abc import Callable
from functools import update_wrapper
from typing import Any

import click

from models.base.money import short_yuan
from models.base.terms import INSURANCE_TITLES
from models.people.changes.occasion import Changed, Occasion
from tui.frame.command_line import DATE, LaobaoCommand, as_json, print_json, print_lines
from tui.frame.session import Session

_OCCASION = (
    click.option("--date", type=DATE, metavar="日期", help="发生的日期；默认业务日期"),
    click.option("--reason", default="", metavar="原因", help="原因"),
    click.option("--proof", default="", metavar="凭证", help="凭证的名称和号码"),
)


def _left_to_do(changed: Changed) -> list[str]:
    """Return what else may have to be done, a line each."""
    lines = [f"提示：{changed.hint}"] if changed.hint else []
    for each in changed.paid:
        title = INSURANCE_TITLES[each.insurance]
        lines.append(
            f"提示：已缴 {each.levy_year} 年度{title} {short_yuan(each.amount_fen)} 元"
            f"（收据 {each.receipt}），如需退费用 laobao refund，当日收的用 laobao void"
        )
    return lines


def change_command(name: str, help_text: str) -> Callable[[Callable[..., Changed]], click.Command]:
    """Make a command of a function that takes the desk, the occasion and its own options."""

    def decorate(act: Callable[..., Changed]) -> click.Command:
        def run(
            session: Session,
            /,
            date: dt.date | None,
            reason: str,
            proof: str,
            is_json: bool,
            **values: Any,
        ) -> None:
            changed = act(session.desk, Occasion(date, reason, proof), **values)
            if is_json:
                print_json(changed)
            else:
                print_lines([changed.message, *_left_to_do(changed)])

        # The function's own options and arguments, which click keeps on it.
        update_wrapper(run, act)
        command = as_json(click.pass_obj(run))
        for add in reversed(_OCCASION):
            command = add(command)
        return click.command(name, cls=LaobaoCommand, help=help_text)(command)

    return decorate
