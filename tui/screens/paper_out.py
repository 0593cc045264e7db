"""Papers from a screen, the one way: to the printer that was chosen, else into a file."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

from textual.app import App

from models.station.desk import Desk
from tui.frame.preferences import Choice
from tui.screens.desk_screen import DeskScreen

if TYPE_CHECKING:
    from tui.frame.paper_out import Rows, Target

MAKE_SURE = "已送到{}，终端没有回话，请看打出来没有"


def chosen_printer(app: App[Any]) -> Choice:
    """Return what the operator prints on."""
    choice = vars(app)["preferences"].printer
    assert isinstance(choice, Choice)
    return choice


def target_on(app: App[Any], choice: Choice) -> "Target":
    """Return where papers go by a choice; to be used from a thread, while the screen goes on.

    Raises BadInput for a printer that is not configured now.
    """
    from tui.frame.paper_out import target_of

    painter = vars(app).get("painter")
    if painter is None:
        return target_of(choice, None)

    def through(data: bytes) -> bool | None:
        told: Future[bool | None] = Future()
        app.call_from_thread(painter.print_paper, data, told.set_result)
        return told.result()

    return target_of(choice, through)


def put_out(
    screen: DeskScreen[Any],
    desk: Desk,
    title: str,
    rows: "Rows",
    write_file: Callable[[], None],
) -> None:
    """Print a page on the operator's printer and say so; write it as a file where none is chosen.

    ``title`` says what it is, in the trail too. ``write_file`` does what the screen does with a
    file, and says so itself.
    """
    choice = chosen_printer(screen.app)
    if choice.way == "file":
        write_file()
        return

    def act() -> bool:
        from tui.frame.paper_out import print_page

        return print_page(desk, target_on(screen.app, choice), title, rows)

    screen.write("正在打印", act, lambda is_sent: screen.say(sent_words(title, choice, is_sent)))


def sent_words(title: str, choice: Choice, is_sent: bool) -> str:
    """Return what to say of a paper that went to a printer."""
    return (
        f"{title} 已送到{choice.title}" if is_sent else f"{title} {MAKE_SURE.format(choice.title)}"
    )
