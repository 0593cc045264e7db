"""What a correction is to post: what is not said anew stays as it was entered."""

from collections.abc import Mapping, Sequence

from models.base.terms import Insurance
from models.counter.entered import EnteredPayment
from models.counter.request import Override, Part, PaymentRequest
from models.people.households.families import load_household
from models.station.desk import Desk


def right_request(
    desk: Desk,
    entered: EnteredPayment,
    households: Sequence[int] = (),
    insurances: Sequence[Insurance] = (),
    levy_year: int | None = None,
    members: frozenset[str] | None = None,
    tiers_fen: Mapping[str, int] | None = None,
    amount_fen: int | None = None,
    override: Override | None = None,
) -> PaymentRequest:
    """Return the request of a correction; empty and None stand for what was entered.

    In a household of the receipt its people pay as before unless others are named, in another
    one everybody who can.
    """
    before = entered.parts
    homes = tuple(households) or tuple(dict.fromkeys(each.household_id for each in before))
    names = tuple(insurances) or tuple(dict.fromkeys(each.insurance for each in before))
    parts = tuple(
        part for home in homes for name in names for part in _parts(before, home, name, levy_year)
    )
    own = {one.id_number for home in homes for one in load_household(desk, home).members}
    kept = {who: fen for who, fen in entered.tiers_fen.items() if who in own}
    return PaymentRequest(
        parts=tuple(
            Part(each.household_id, each.insurance, each.levy_year, members or each.members)
            for each in parts
        ),
        tiers_fen={**(kept if "pension" in names else {}), **(tiers_fen or {})},
        amount_fen=amount_fen,
        override=override,
    )


def _parts(
    before: Sequence[Part], home: int, insurance: Insurance, levy_year: int | None
) -> tuple[Part, ...]:
    """Return what a household pays for an insurance: as entered, for its people of the receipt."""
    same = [each for each in before if (each.household_id, each.insurance) == (home, insurance)]
    if same and levy_year is None:
        return tuple(same)
    people = [each.members or frozenset() for each in before if each.household_id == home]
    years = {each.levy_year for each in before if each.insurance == insurance}
    year = levy_year or (years.pop() if len(years) == 1 else None)
    return (Part(home, insurance, year, frozenset().union(*people) or None),)
