"""The unpaid families of a village, to be ticked: who of each can pay now, and how much."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.base.terms import Insurance
from models.base.text import squeeze
from models.counter.village.plan import village_number
from models.people.households.families import load_village
from models.people.households.quotes import quote_household
from models.station.desk import Desk
from models.villages.division import division_on


@dataclass(frozen=True)
class UnpaidFamily:
    """A family of which somebody can pay now; ``exempt`` of them have nothing to pay."""

    number: str
    head: str
    phone: str
    people: int
    exempt: int
    due_fen: int


def unpaid_families(
    desk: Desk, village: str, insurance: Insurance, tier_fen: int | None = None
) -> tuple[UnpaidFamily, ...]:
    """Return the families of a village with somebody who can pay now, by their numbers.

    ``tier_fen`` is the pension tier of everybody. Raises BadInput for an unknown village.
    """
    found = []
    for home in load_village(desk, village_number(desk, village)):
        everybody = {each.id_number: tier_fen for each in home.members}
        tiers = {who: fen for who, fen in everybody.items() if fen is not None}
        payable = quote_household(desk, home, insurance, tiers).payable
        if payable:
            found.append(
                UnpaidFamily(
                    number=home.number,
                    head=home.head,
                    phone=next((each.phone for each in home.members if each.phone), ""),
                    people=len(payable),
                    exempt=sum(not each.quote.due_now_fen for each in payable),
                    due_fen=sum(each.quote.due_now_fen or 0 for each in payable),
                )
            )
    return tuple(found)


def villages_like(desk: Desk, typed: str) -> tuple[str, ...]:
    """Return the villages a text means: of this name, or with it in the name or its initials."""
    from models.search.pinyin import readings_of

    names = [each.name for each in division_on(desk, desk.business_date).villages]
    text = squeeze(typed)
    if not text or text in names:
        return (text,) if text else tuple(names)
    held = tuple(each for each in names if text in each)
    if held or not text.isascii():
        return held
    return tuple(each for each in names if _begins(text.lower(), readings_of(each)))


def _begins(letters: str, readings: Sequence[Sequence[str]]) -> bool:
    """Whether a name's initials begin with these letters, however its characters are read."""
    return len(letters) <= len(readings) and all(
        letter in {each[0] for each in character}
        for letter, character in zip(letters, readings, strict=False)
    )
