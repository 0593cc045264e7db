"""Opening the counter: from the command line to the screens."""

from models.base.errors import BadInput, StoreFailure
from models.station.desk import Desk
from tui.frame.command_line import is_terminal
from tui.frame.session import Session
from tui.terminal import environment
from tui.terminal.ending import leaving_on_signals


def open_counter(session: Session) -> None:
    """Run the screens until the clerk leaves; raises BadInput without a terminal."""
    if not is_terminal():
        raise BadInput("柜台屏幕需要终端；在脚本里请用命令，见 laobao --help")
    run_counter(session.desk)


def run_counter(desk: Desk) -> None:
    """Run the screens of a desk in this terminal; raises StoreFailure when they broke down."""
    environment.prepare()
    from tui.app import LaobaoApp

    app = LaobaoApp(desk)
    with leaving_on_signals(app.end):
        app.run(mouse=False)
        desk.store.close()
    if app.failure:
        raise StoreFailure(app.failure)
