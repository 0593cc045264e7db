"""Stations of notices that ask for rates, with two villages of the same people."""

import datetime as dt
from typing import Any

from models.base.dates import HalfMonth
from models.station.desk import Desk
from models.station.filled_figures import record_figure
from models.station.founding import found_station
from models.station.set_target import TargetWish, set_target
from models.store.writing import Store
from reports.progress.figures import InsuranceProgress
from reports.progress.gather import gather_progress
from seed.notice_file import load_notice
from tests.making import pay, person, register_people

DAY = dt.date(2020, 11, 20)
PERIOD = HalfMonth.containing(DAY)
VILLAGES = ("甲村", "乙村")


def station_of(store: Store, notice: str = "yiwu-2020") -> Desk:
    """Found a station with a family of two in each village; in the first it has paid."""
    desk = found_station(store, load_notice(notice), "佛堂镇", DAY, "01")
    for number, village in enumerate(VILLAGES, start=1):
        household = f"000{number}"
        register_people(
            desk,
            person("甲", household=household, village=village),
            person("乙", household=household, village=village),
        )
    if notice == "yiwu-2020":
        record_figure(desk, "medical.personal", "400", "文号")
        record_figure(desk, "medical.government", "800", "文号")
    desk = desk.refreshed()
    pay(desk, "0001", trace=1)
    return desk


def state(desk: Desk, village: str = "", **parts: Any) -> None:
    """State parts of the medical denominator of a village or the township."""
    set_target(desk, TargetWish("medical", "佛政〔2020〕1号", village, parts=parts))


def medical(desk: Desk, period: HalfMonth = PERIOD) -> InsuranceProgress:
    """Return the medical part of the report."""
    found = gather_progress(desk, period).insurances
    return next(each for each in found if each.insurance == "medical")
