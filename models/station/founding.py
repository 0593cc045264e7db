"""Founding a station: its township, its first round and its targets."""

import datetime as dt

from models.base import clock
from models.base.errors import BadInput
from models.levy.notice import Notice
from models.station.desk import Desk, desk_at
from models.station.opening import begin_round
from models.station.operator import operator_number
from models.station.targets import add_targets, check_township
from models.store.tables.station import Station, Township
from models.store.writing import Store


def found_station(
    store: Store,
    notice: Notice,
    township: str,
    business_date: dt.date,
    operator: str,
    *,
    is_demonstration: bool = False,
    source: bytes = b"",
) -> Desk:
    """Make a station for a township, with its first round and the targets of the annexes.

    ``source`` is the text the notice was read from: with it, it is kept. Raises
    BadInput for a township that no annex names, or that has its station already.
    """
    check_township(notice, township)
    with store.writing():
        town = store.get(Township, name=township)
        if town and store.get(Station, township_id=town.id):
            raise BadInput(f"数据库里“{township}”已有站点")
        if town is None:
            town = Township(id=store.new_county_id(Township), name=township)
            store.insert([town])
        station = Station(
            id=store.new_county_id(Station),
            township_id=town.id,
            is_demonstration=is_demonstration,
            created_at=clock.timestamp(),
        )
        store.insert([station])
        store.begun(Station, station.id, station.id)
        number = operator_number(store, station.id, operator)
        begin_round(store, station.id, notice, business_date, number, source)
        add_targets(store, station.id, notice, township)
        desk = desk_at(store, station, lambda _: notice, business_date, operator)
        desk.record("found_station", township, notice.id)
    return desk
