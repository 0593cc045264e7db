"""A county's year: 200,000 rows of ledger and audit trail, checked while somebody waits."""

import time
from pathlib import Path

import pytest

from models.checks.check_store import check_store
from models.search.index import add_keys
from models.station.founding import found_station
from models.store.connect import create_store
from seed.notice_file import load_notice
from tests.making import BUSINESS_DATE

_PEOPLE, _YEARS = 1000, 40
_BOUND_SECONDS = 20


@pytest.mark.slow
def test_two_hundred_thousand_rows_are_checked_in_seconds(tmp_path: Path, key_file: Path):
    store = create_store(str(tmp_path / "station.db"), key_file)
    desk = found_station(store, load_notice("lengshuitan-2019"), "上岭桥镇", BUSINESS_DATE, "test")
    day, now = BUSINESS_DATE.isoformat(), "2019-11-14T08:00:00Z"
    entries = range(1, _PEOPLE * _YEARS + 1)
    with store.writing():
        insert, operator_id = store.insert_rows, desk.operator_id()
        insert("village", ("id", "station_id", "name", "position"), [(1, 1, "青山村", 1)])
        people = [(each, f"{each:04d}", f"人{each}", f"N{each}") for each in range(1, _PEOPLE + 1)]
        insert("household", ("id", "station_id", "village_id", "number"),
               [(each, 1, 1, number) for each, number, *_ in people])  # fmt: skip
        insert("person", ("id", "station_id", "household_id", "position", "name", "id_number",
                          "born", "relation", "ethnicity", "phone", "enrolment", "note"),
               [(each, 1, each, 1, name, number, day, "", "", "", "", "")
                for each, _, name, number in people])  # fmt: skip
        add_keys(
            store, 1, [(each, name, number, "", house) for each, house, name, number in people]
        )
        insert("payment", ("id", "station_id", "kind", "year", "serial", "channel",
                           "business_date", "amount_fen", "chose_members", "reason",
                           "operator_id", "recorded_at"),
               [(each, 1, "payment", 2019, each, "pos", day, 25000, 0, "", operator_id, now)
                for each in entries])  # fmt: skip
        insert("payment_line", ("id", "station_id", "payment_id", "village_id", "household_id",
                                "person_id", "id_number", "insurance", "levy_year",
                                "business_date", "category", "standard_fen", "subsidy_fen",
                                "reimbursed_fen", "amount_fen", "people", "is_late",
                                "benefit_from"),
               [(each, 1, each, 1, (who := (each - 1) % _PEOPLE + 1), who, f"N{who}", "medical",
                 2000 + (each - 1) // _PEOPLE, day, "", 25000, 0, 0, 25000, 1, 0, day)
                for each in entries])  # fmt: skip
        insert("slip", ("station_id", "payment_id", "terminal", "batch", "trace", "slip_date",
                        "reference", "amount_fen"),
               [(1, each, "12345678", "000001", f"{each:06d}", day, "", 25000)
                for each in entries])  # fmt: skip
        insert("journal", ("station_id", "source", "source_id", "business_date", "debit",
                           "credit", "amount_fen"),
               [(1, "payment", each, day, "pos_clearing", "levy:medical", 25000)
                for each in entries])  # fmt: skip
        insert("audit", ("station_id", "recorded_at", "operator_id", "business_date", "action",
                         "subject", "detail"),
               [(1, now, operator_id, day, "pay", f"payment {each}", "")
                for each in entries])  # fmt: skip
    started = time.perf_counter()
    proof = check_store(store)
    seconds = time.perf_counter() - started
    print(f"{proof.head.number} seals checked in {seconds:.1f} s")
    assert proof.broken == () and proof.head.number > 5 * len(entries) >= 200_000
    assert seconds < _BOUND_SECONDS
    store.close()
