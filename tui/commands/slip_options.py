"""What every command that takes money by card asks of a slip beside its numbers."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

import click

from tui.frame.command_line import DATE

_F = TypeVar("_F", bound=Callable[..., Any])


def about_slip(function: _F) -> _F:
    """Add the slip's own date, and what was looked at again, passed on as ``confirmed``."""

    @click.option("--slip-date", type=DATE, metavar="日期", help="签购单日期，默认业务日期")
    @click.option("--new-terminal", is_flag=True, help="终端无误，没有登记也收")
    @click.option("--another-slip", is_flag=True, help="确是另一张，和几天前的同号")
    @wraps(function)
    def asked(*given: Any, new_terminal: bool, another_slip: bool, **options: Any) -> Any:
        said = {"new_terminal": new_terminal, "another_slip": another_slip}
        confirmed = frozenset(code for code, is_said in said.items() if is_said)
        return function(*given, confirmed=confirmed, **options)

    return asked  # type: ignore[return-value]
