"""The guided tour: a line at the foot of the screen that says what to try, step by step.

The clerk works in the real counter, of the demonstration station; a step is done when
what it asks for is on the screen.
"""

from collections.abc import Callable
from dataclasses import dataclass

from textual.app import App

from tui.screens.counter import CounterScreen
from tui.screens.help import HelpScreen
from tui.screens.palette import PaletteScreen
from tui.screens.payment import PaymentScreen
from tui.screens.report import ReportScreen
from tui.widgets.line import Line

_LINE = "tour"
_LETTERS = 2
"""With one letter typed nobody has looked yet at what was found."""


@dataclass(frozen=True)
class Step:
    """What to try, and how it shows that it was done."""

    text: str
    is_done: Callable[[App[None]], bool]


def _has_found(app: App[None]) -> bool:
    screen = app.screen
    return (
        isinstance(screen, CounterScreen)
        and screen.household is not None
        and len(screen.searched) >= _LETTERS
    )


def _owes(app: App[None]) -> bool:
    screen = app.screen
    return isinstance(screen, CounterScreen) and any(
        quote.insurance == "medical" and quote.payable for quote in screen.quotes
    )


def _is_paid(app: App[None]) -> bool:
    return isinstance(app.screen, PaymentScreen) and app.screen.is_done


STEPS = (
    Step("输入 zgq 或证件号后四位：边打边找（不想看：Ctrl+P，dl，回车）", _has_found),
    Step("按 Ctrl+N：同村下一户还要缴费的家庭", _owes),
    Step("按 F2 收费：看谁缴、缴多少、还缺谁", lambda app: isinstance(app.screen, PaymentScreen)),
    Step("核对应收和凭证号，再按 F2 入账（演示站，不是真钱）", _is_paid),
    Step(
        "收据号和金额留在屏幕上，看过了按回车回柜台",
        lambda app: isinstance(app.screen, CounterScreen),
    ),
    Step("按 F6 看半月报：各村进度和目标", lambda app: isinstance(app.screen, ReportScreen)),
    Step(
        "F2 导出 xlsx，F5 各种名单，回车看数后面的人；Esc 回柜台",
        lambda app: isinstance(app.screen, CounterScreen),
    ),
    Step("F1 是每一屏的帮助，按一下", lambda app: isinstance(app.screen, HelpScreen)),
    Step(
        "Esc 返回后按 Ctrl+P：全部功能都在里面，可打首字母，如 sf",
        lambda app: isinstance(app.screen, PaletteScreen),
    ),
    Step("导览完了。Esc 返回，开始办理吧", lambda app: isinstance(app.screen, CounterScreen)),
)


class Tour:
    """Where the clerk is in the tour."""

    def __init__(self, app: App[None]) -> None:
        self._app, self._at = app, 0

    @property
    def is_over(self) -> bool:
        """Whether every step is done."""
        return self._at >= len(STEPS)

    def look(self) -> None:
        """Go on when the step is done, and show what to try on the screen on top."""
        if not self.is_over and STEPS[self._at].is_done(self._app):
            self._at += 1
        if self.is_over:
            self.stop()
            return
        words = f"【导览 {self._at + 1}/{len(STEPS)}】{STEPS[self._at].text}"
        for line in self._app.screen.query(f"#{_LINE}").results(Line):
            line.show(words)
            return
        self._app.screen.mount(Line(words, id=_LINE))

    def stop(self) -> None:
        """Take the line off every screen."""
        self._at = len(STEPS)
        for screen in self._app.screen_stack:
            screen.query(f"#{_LINE}").remove()
