"""A county's store holds several stations: the operator decides at which one works."""

import pytest

from models.base.errors import BadInput, StoreFailure
from models.station.desk import Desk, open_desk
from models.station.founding import found_station
from models.station.targets import largest_remainder, share_targets
from models.store.writing import Store
from seed.notice_file import load_notice
from tests.making import BUSINESS_DATE, pay, person, register_people

_NOTICE = "lengshuitan-2019"


def test_the_operator_decides_the_station(store: Store) -> None:
    for township, operator in (("上岭桥镇", "一号"), ("蔡市镇", "二号")):
        found_station(store, load_notice(_NOTICE), township, BUSINESS_DATE, operator)
    assert open_desk(store, load_notice, BUSINESS_DATE, "二号").township == "蔡市镇"
    with pytest.raises(BadInput, match="「操作员编号」"):
        open_desk(store, load_notice, BUSINESS_DATE, "三号")


def test_what_one_station_does_another_does_not_see(store: Store) -> None:
    desks = [
        found_station(store, load_notice(_NOTICE), township, BUSINESS_DATE, township)
        for township in ("上岭桥镇", "蔡市镇")
    ]
    for desk in desks:
        register_people(desk, person("张三"))
    assert pay(desks[0], trace=1).receipt == pay(desks[1], trace=2).receipt == "2019-000001"


def test_a_township_has_one_station(store: Store) -> None:
    found_station(store, load_notice(_NOTICE), "上岭桥镇", BUSINESS_DATE, "一号")
    with pytest.raises(BadInput, match="已有站点"):
        found_station(store, load_notice(_NOTICE), "上岭桥镇", BUSINESS_DATE, "一号")


def test_an_empty_store_has_no_desk(store: Store) -> None:
    with pytest.raises(BadInput, match="「建站」"):
        open_desk(store, load_notice, BUSINESS_DATE, "一号")


def test_a_target_that_is_not_there_cannot_be_shared_out(store: Store) -> None:
    """仁湾镇 has a medical target and no pension target."""
    desk = found_station(store, load_notice(_NOTICE), "仁湾镇", BUSINESS_DATE, "一号")
    with pytest.raises(BadInput, match="没有"):
        share_targets(desk, "pension")


def test_parts_of_a_target_are_whole_and_add_up() -> None:
    assert largest_remainder(10, [1, 1, 1]) == [4, 3, 3]
    assert largest_remainder(10, []) == []
    assert largest_remainder(10, [0, 0]) == [0, 0]


def test_a_writer_that_waits_too_long_is_told(
    sqlite_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from filelock import FileLock

    store = sqlite_desk.store
    monkeypatch.setattr(store, "_lock", FileLock(f"{store.path}.lock", timeout=0.05))
    with FileLock(f"{store.path}.lock"), pytest.raises(StoreFailure, match="没有保存"):
        register_people(sqlite_desk, person())
    assert store.rows("SELECT count(*) FROM person") == [(0,)]
