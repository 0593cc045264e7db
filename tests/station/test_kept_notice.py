"""A station's notice is kept as read, and counts only with the very text it was read from."""

import pytest

from models.station.desk import Desk, open_desk
from models.station.founding import found_station
from models.station.kept_notice import kept_notice
from models.store.writing import Store
from seed.notice_file import load_notice, notice_file, notice_ids
from tests.making import BUSINESS_DATE

_TOWNSHIP = {"lengshuitan-2019": "上岭桥镇"}


def _founded(store: Store, notice_id: str) -> Desk:
    township = _TOWNSHIP.get(notice_id, notice_id)
    source = notice_file(notice_id).read_bytes()
    notice = load_notice(notice_id)
    return found_station(store, notice, township, BUSINESS_DATE, notice_id, source=source)


def _refuse(notice_id: str) -> None:
    raise AssertionError(f"{notice_id} was read anew")


def test_every_notice_comes_back_as_it_was_read(store: Store) -> None:
    for notice_id in notice_ids():
        desk = _founded(store, notice_id)
        source = notice_file(notice_id).read_bytes()
        assert kept_notice(store, desk.station_id, notice_id, source) == load_notice(notice_id), (
            notice_id
        )


def test_a_desk_does_not_read_the_file_anew(sqlite_store: Store) -> None:
    _founded(sqlite_store, "lengshuitan-2019")
    desk = open_desk(
        sqlite_store,
        _refuse,  # type: ignore[arg-type]
        BUSINESS_DATE,
        "01",
        lambda notice_id: notice_file(notice_id).read_bytes(),
    )
    assert desk.rounds[0].bare == load_notice("lengshuitan-2019")


@pytest.mark.parametrize("change", ["content = replace(content, '2', '3')", "digest = digest || 0"])
def test_what_somebody_has_changed_is_not_taken(sqlite_store: Store, change: str) -> None:
    desk = _founded(sqlite_store, "lengshuitan-2019")
    source = notice_file("lengshuitan-2019").read_bytes()
    sqlite_store.run(f"UPDATE kept_notice SET {change}")
    assert kept_notice(sqlite_store, desk.station_id, "lengshuitan-2019", source) is None


def test_a_file_that_has_changed_is_read_anew(sqlite_store: Store) -> None:
    desk = _founded(sqlite_store, "lengshuitan-2019")
    source = notice_file("lengshuitan-2019").read_bytes()
    assert kept_notice(sqlite_store, desk.station_id, "lengshuitan-2019", source + b"\n") is None


def test_without_its_text_nothing_is_kept_and_the_rules_are_asked_for(desk: Desk) -> None:
    """Whoever does not say what the rules were read from gets what ``find_notice`` returns."""
    other = load_notice("weidong-2020")
    assert desk.store.number("SELECT count(*) FROM kept_notice") == 0
    again = open_desk(desk.store, lambda _: other, BUSINESS_DATE, "01")
    assert again.rounds[0].bare is other
