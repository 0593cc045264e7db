"""A household's card as the counter shows it: all of it read at once, beside the event loop."""

from dataclasses import dataclass

from models.levy.family import FamilyQuote, Household
from models.people.households.families import load_household
from models.station.desk import Desk
from tui.screens import card
from tui.widgets.lines import TextLine


@dataclass(frozen=True)
class FamilyCard:
    """A household with its quotes, and the lines about it; empty where none is open."""

    household: Household | None = None
    quotes: tuple[FamilyQuote, ...] = ()
    head: str = ""
    columns: str = ""
    rows: tuple[TextLine, ...] = ()
    total: str = ""
    missing: str = ""


def read_card(desk: Desk, household_id: int, cells: int) -> FamilyCard:
    """Read a household and return its card for a terminal of some width."""
    household = load_household(desk, household_id)
    quotes = card.family_quotes(desk, household)
    return FamilyCard(
        household,
        tuple(quotes),
        card.head_line(household) + card.note_words(household) + card.doubt_words(desk, household),
        card.column_line(quotes, cells),
        tuple(card.member_lines(desk, household, quotes, cells)),
        card.total_line(quotes) + card.difference_words(desk, household),
        card.uninsured_words(desk, household) + card.missing_line(quotes),
    )
