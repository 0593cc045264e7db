"""A county's year: 200,000 rows of ledger and audit trail, checked. ``make bench`` times it."""

from models.checks.check_store import check_store
from models.station.desk import Desk
from tests.checks.county import write_a_year
from tests.soak import campaign, times


@campaign
def test_whatever_stands_in_a_large_store_is_sealed_and_checked(sqlite_desk: Desk) -> None:
    entries = write_a_year(sqlite_desk, people=times(100, 1000), years=times(5, 40))
    proof = check_store(sqlite_desk.store)
    assert proof.broken == () and proof.head.number > 5 * entries
