"""A district in one store, for measuring: 462,000 made-up people, 400,000 payments."""

import datetime as dt

from models.base.terms import Insurance
from models.ledger.booking import book_entries
from models.ledger.entry import Entry, Line
from models.ledger.slip import PosSlip
from models.levy.values import ShareAmount
from models.station.desk import Desk
from models.station.founding import found_station
from models.store.tables.people import Certification, Person
from models.store.tables.station import Target
from models.store.tables.villages import Household, Village
from models.store.writing import Store
from seed.notice_file import load_notice

PEOPLE, PAYMENTS, VILLAGES = 462_000, 400_000, 300
_CATEGORIES = ("低保", "建档立卡贫困人口", "特困供养人员", "贫困残疾人")
_ROUNDS: tuple[tuple[Insurance, int], ...] = (("medical", 2020), ("pension", 2019))
_FIRST_DAY, _DAYS = dt.date(2019, 10, 1), 61


def build_district(store: Store) -> Desk:
    """Fill an empty store: villages, families of four, categories, targets, payments."""
    desk = found_station(
        store, load_notice("lengshuitan-2019"), "上岭桥镇", dt.date(2019, 11, 30), "clerk"
    )
    with desk.writing("pay"):
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
    store.add_all(
        Village(station_id=station, name=f"第{n}村", position=n) for n in range(1, VILLAGES + 1)
    )
    store.add_all(
        Household(station_id=station, village_id=n % VILLAGES + 1, number=f"{n:07d}")
        for n in range(1, households + 1)
    )
    store.add_all(
        Person(
            station_id=station,
            household_id=_household(n),
            position=n // households,
            name=f"张{chr(0x4E00 + n % 5000)}",
            id_number=_number(n),
            born=dt.date(1930 + n % 85, 1, 1),
            relation="",
            ethnicity="",
            phone="",
            enrolment="",
            note="",
        )
        for n in range(1, PEOPLE + 1)
    )
    operator_id = desk.operator_id()
    store.add_all(
        Certification(
            station_id=station,
            person_id=n,
            category=_CATEGORIES[n % 4],
            certified_from=dt.date(2019, 1, 1),
            until=None,
            certified_by="民政局",
            paper="1号",
            operator_id=operator_id,
            recorded_at="2019-01-01T00:00:00Z",
        )
        for n in range(1, PEOPLE, 12)
    )
    store.add_all(
        Target(
            station_id=station,
            village_id=village,
            insurance=insurance,
            levy_year=year,
            last_year_people=None,
            target_people=1540,
            source="任务分解",
        )
        for village in range(1, VILLAGES + 1)
        for insurance, year in _ROUNDS
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
