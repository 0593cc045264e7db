"""Opening the counter: from the command line to the screens."""

from models.base.errors import StoreFailure
from models.station.desk import Desk
from tui.frame.session import Session
from tui.terminal import environment
from tui.terminal.ending import leaving_on_signals
from tui.terminal.fitness import refuse_unfit_terminal


def open_counter(session: Session) -> None:
    """Run the screens until the clerk leaves; raises BadInput where they cannot be drawn."""
    refuse_unfit_terminal()
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
