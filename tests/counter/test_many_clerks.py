"""Several clerks at once: nobody is charged twice, no number is missing, nothing is lost."""

from concurrent.futures import ThreadPoolExecutor

from models.base.errors import RefusedByRule
from models.station.desk import Desk
from tests.making import pay, person, register_people

_FAMILIES = 12


def test_four_clerks_race_for_the_same_families(desk: Desk):
    register_people(desk, *[person(household=f"{number:04d}") for number in range(_FAMILIES)])

    def clerk(which: int) -> list[str]:
        taken = []
        with desk.store.database.connection_context():
            for number in range(_FAMILIES):
                try:
                    taken.append(pay(desk, f"{number:04d}", trace=which * 100 + number).receipt)
                except RefusedByRule as refused:
                    assert refused.code == "already_paid"
        return taken

    with ThreadPoolExecutor(4) as clerks:
        receipts = [receipt for taken in clerks.map(clerk, range(1, 5)) for receipt in taken]
    assert sorted(receipts) == [f"2019-{serial:06d}" for serial in range(1, _FAMILIES + 1)]
    assert desk.store.rows("SELECT count(*) FROM in_force") == [(_FAMILIES,)]
