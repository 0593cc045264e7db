"""Opening what a list names where it is worked on: a family, a receipt, a case, a period."""

from typing import Any

from models.base.dates import HalfMonth
from models.base.errors import LaobaoError
from models.counter.reversible import reversible_payments
from models.ledger.of_receipt import household_of_receipt
from models.levy.family import Household
from models.people.households.families import household_numbered, load_household
from models.station.desk import Desk
from reports.listing.naming import Thing
from tui.screens.desk_screen import DeskScreen


async def open_thing(screen: DeskScreen[Any], desk: Desk, thing: Thing) -> None:
    """Open a thing that a screen names; where there is none, the screen says why."""
    try:
        if thing.kind == "receipt":
            await _open_receipt(screen, desk, thing.name)
        elif thing.kind == "case":
            _open_case(screen, desk, int(thing.name))
        elif thing.kind == "period":
            _at_counter(screen, "open_period", HalfMonth.parse(thing.name))
        else:
            household_id = await screen.read(household_numbered, desk, thing.name)
            open_family(screen, household_id, "从名单打开的家庭")
    except LaobaoError as error:
        screen.fail(error)


def open_family(screen: DeskScreen[Any], household_id: int, words: str) -> None:
    """Go back to the counter and open a family there."""
    _at_counter(screen, "open_household", household_id, words)


def _at_counter(screen: DeskScreen[Any], opening: str, *given: Any) -> None:
    """Go back to the counter, which knows the screens that lead here, and let it open something."""
    for each in reversed(list(screen.app.screen_stack)):
        show = getattr(each, opening, None)
        if show is not None:
            each.call_later(show, *given)
            return
        screen.app.pop_screen()


async def _open_receipt(screen: DeskScreen[Any], desk: Desk, receipt: str) -> None:
    """Open what can still be done with a receipt; where nothing can, its family."""
    from tui.screens.reverse import ReverseScreen

    household, is_open = await screen.read(_family_of_receipt, desk, receipt)
    if is_open:
        screen.app.push_screen(ReverseScreen(desk, household, receipt), _teller(screen))
    else:
        words = f"收据 {receipt} 没有可撤销、退费的，打开的是它的家庭；F9 看历史"
        open_family(screen, household.household_id, words)


def _family_of_receipt(desk: Desk, receipt: str) -> tuple[Household, bool]:
    household_id = household_of_receipt(desk, receipt)
    payments = reversible_payments(desk, household_id)
    return load_household(desk, household_id), any(each.receipt == receipt for each in payments)


def _open_case(screen: DeskScreen[Any], desk: Desk, number: int) -> None:
    from tui.screens.reconcile import ReconcileScreen

    screen.app.push_screen(ReconcileScreen(desk, number), _teller(screen))


def _teller(screen: DeskScreen[Any]) -> Any:
    """Return what tells a screen what was done on the one that it opened."""
    return getattr(screen, "told", screen.say)
