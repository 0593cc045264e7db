"""Two open stores: what is written at one desk never lands in the other's store."""

import shutil
from pathlib import Path

from models.checks.check_store import check_store
from models.station.founding import found_station
from models.store.connect import open_store
from models.store.tables.station import Audit, Operator, Station
from models.store.writing import Store
from seed.notice_file import load_notice
from tests.built import DATABASE, Built
from tests.making import BUSINESS_DATE, pay, person, register_people


def test_each_desk_writes_into_its_own_store(
    sqlite_store: Store, key_file: Path, built: Built, tmp_path: Path
) -> None:
    shutil.copy(built.empty() / DATABASE, tmp_path / "other.db")
    other_store = open_store(str(tmp_path / "other.db"), key_file)
    notice = load_notice("lengshuitan-2019")
    here = found_station(sqlite_store, notice, "上岭桥镇", BUSINESS_DATE, "here")
    there = found_station(other_store, notice, "蔡市镇", BUSINESS_DATE, "there")
    for desk in (here, there):
        register_people(desk, person("张三"))
    pay(here)
    with here.writing("pay"):
        here.record("look", "x")
    for desk, login, looked in ((here, "here", 1), (there, "there", 0)):
        assert [each.login for each in desk.store.find(Operator)] == [login]
        assert len(desk.store.find(Audit, action="look")) == looked
        assert len(desk.store.find(Station)) == 1
        assert check_store(desk.store).broken == ()
    other_store.close()
