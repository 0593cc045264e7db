"""Asking at this terminal who the second person is: their login, then their PIN, hidden."""

from collections.abc import Callable

from textual.app import App

from models.station.approvals import SecondPerson, likely_second
from models.station.desk import Desk
from tui.screens.prompt import PromptScreen


def ask_second_person(
    app: App[object], what: str, then: Callable[[SecondPerson | None], None]
) -> None:
    """Ask who agrees to something; ``then`` gets the answer, or None where nobody was named.

    Whoever agreed last is proposed. Whoever agreed in a session of their own leaves the PIN empty.
    """
    desk = vars(app)["desk"]
    assert isinstance(desk, Desk)

    def named(login: str | None) -> None:
        if login is None or not login.strip():
            then(None)
            return

        def proved(pin: str | None) -> None:
            then(None if pin is None else SecondPerson(login, pin))

        question = f"请 {login.strip()} 输入 PIN（已在自己的终端同意的，空着）"
        app.push_screen(
            PromptScreen(question, "", about="pin", is_hidden=True, is_grave=True), proved
        )

    question = f"{what}：第二人的编号" if "复核人" not in what else f"{what}的编号"
    prompt = PromptScreen(question, "", about="second-person", propose=lambda: likely_second(desk))
    app.push_screen(prompt, named)
