"""What somebody who leaves has paid for, and may want back."""

from models.levy.family import Paid
from models.people.changes.rows import PersonRow
from models.people.households.families import load_household
from models.station.desk import Desk


def paid_by_leaver(desk: Desk, person: PersonRow) -> tuple[Paid, ...]:
    """Return a member's payments in force for the years the notice collects now.

    Entries of nothing, where a funder pays, are left out: nothing would go back.
    """
    household = load_household(desk, person.household.household_id)
    return tuple(
        paid
        for member in household.members
        if member.person_id == person.person_id
        for insurance, rules in desk.notice.insurances.items()
        if (paid := member.paid_for(insurance, rules.levy_year)) is not None and paid.amount_fen
    )
