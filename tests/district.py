"""A district in one store, for measuring: 462,000 made-up people, 400,000 payments."""

import datetime as dt

from models.ledger.booking import book_entries
from models.ledger.entry import Entry, Line
from models.ledger.slip import PosSlip
from models.levy.values import ShareAmount
from models.station.desk import Desk
from models.station.founding import found_station
from models.store.writing import Store
from seed.notice_file import load_notice

PEOPLE, PAYMENTS, VILLAGES = 462_000, 400_000, 300
_CATEGORIES = ("低保", "建档立卡贫困人口", "特困供养人员", "贫困残疾人")
_FIRST_DAY, _DAYS = dt.date(2019, 10, 1), 61


def build_district(store: Store) -> Desk:
    """Fill an empty store: villages, families of four, categories, targets, payments."""
    desk = found_station(
        store, load_notice("lengshuitan-2019"), "上岭桥镇", dt.date(2019, 11, 30), "clerk"
    )
    with store.writing():
        _people(desk)
        entries = []
        for number in range(1, PAYMENTS + 1):
            entries.append(_entry(number))
            if len(entries) == 20_000:
                book_entries(desk, entries)
                entries = []
        book_entries(desk, entries)
    return desk


def _people(desk: Desk) -> None:
    store, station = desk.store, desk.station_id
    households = PEOPLE // 4
    store.insert_rows(
        "village",
        ("id", "station_id", "name", "position"),
        [(n, station, f"第{n}村", n) for n in range(1, VILLAGES + 1)],
    )
    store.insert_rows(
        "household",
        ("id", "station_id", "village_id", "number"),
        [(n, station, n % VILLAGES + 1, f"{n:07d}") for n in range(1, households + 1)],
    )
    store.insert_rows(
        "person",
        ("id", "station_id", "household_id", "position", "name", "id_number", "born", "relation",
         "ethnicity", "phone", "enrolment", "note"),
        [
            (n, station, _household(n), n // households, f"张{chr(0x4E00 + n % 5000)}",
             _number(n), f"{1930 + n % 85}-01-01", "", "", "", "", "")
            for n in range(1, PEOPLE + 1)
        ],
    )  # fmt: skip
    operator_id = desk.operator_id()
    store.insert_rows(
        "certification",
        ("station_id", "person_id", "category", "certified_from", "certified_by", "paper",
         "operator_id", "recorded_at"),
        [
            (station, n, _CATEGORIES[n % 4], "2019-01-01", "民政局", "1号", operator_id,
             "2019-01-01T00:00:00Z")
            for n in range(1, PEOPLE, 12)
        ],
    )  # fmt: skip
    store.insert_rows(
        "target",
        ("station_id", "village_id", "insurance", "levy_year", "target_people", "source"),
        [
            (station, village, insurance, year, 1540, "任务分解")
            for village in range(1, VILLAGES + 1)
            for insurance, year in (("medical", 2020), ("pension", 2019))
        ],
    )


def _household(number: int) -> int:
    return (number - 1) % (PEOPLE // 4) + 1


def _number(number: int) -> str:
    """Return what stands in an identity number's place; nobody checks it here."""
    return f"431198{number:011d}X"


def _entry(number: int) -> Entry:
    day = _FIRST_DAY + dt.timedelta(days=number * _DAYS // (PAYMENTS + 1))
    is_poor = number % 12 == 1 and _CATEGORIES[number % 4] == "建档立卡贫困人口"
    subsidy = 125_00 if is_poor else 0
    share = ShareAmount(funder="扶贫", amount_fen=subsidy, settlement="remitted")
    line = Line(
        _household(number) % VILLAGES + 1, _household(number), number, _number(number), "medical",
        2020, "建档立卡贫困人口" if is_poor else "", None, 250_00, subsidy, 0, 250_00 - subsidy,
        False, dt.date(2020, 1, 1), (share,) if subsidy else (),
    )  # fmt: skip
    slip = PosSlip(f"{number % 50:08d}", "000001", f"{number % 1_000_000:06d}", day)
    return Entry("payment", "pos", day, (line,), (slip,))
