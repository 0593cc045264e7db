"""A county's year: 200,000 rows of ledger and audit trail, checked. ``make bench`` times it."""

from pathlib import Path

import pytest

from models.proof.check import check_store
from models.station import found_station
from models.store.connect import create_store
from seed.notice_file import load_notice
from tests.making import BUSINESS_DATE
from tests.proof.county import write_a_year


@pytest.mark.soak
@pytest.mark.slow
def test_two_hundred_thousand_rows_are_checked(tmp_path: Path, key_file: Path) -> None:
    store = create_store(str(tmp_path / "station.db"), key_file)
    desk = found_station(store, load_notice("lengshuitan-2019"), "上岭桥镇", BUSINESS_DATE, "test")
    entries = write_a_year(store, desk)
    proof = check_store(store)
    assert proof.broken == () and proof.head.number > 5 * entries >= 200_000
    store.close()
