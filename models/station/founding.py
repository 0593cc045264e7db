"""Founding a station: its township, its first round and its targets."""

import datetime as dt

from models.base import clock
from models.base.errors import BadInput
from models.levy.notice import Notice
from models.station.desk import Desk, desk_at
from models.station.opening import begin_round
from models.station.operators import check_login
from models.station.targets import add_targets, check_township
from models.store.tables.station import Operator, OperatorEvent, Station, Township
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
    login = check_login(operator)
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
        number = _first_chief(store, station.id, login, business_date)
        begin_round(store, station.id, notice, business_date, number, source)
        add_targets(store, station.id, notice, township)
        desk = desk_at(store, station, lambda _: notice, business_date, login)
        desk.record("found_station", township, notice.id)
    return desk


def _first_chief(store: Store, station_id: int, login: str, business_date: dt.date) -> int:
    """Register whoever founds a station as its chief; return the operator's number."""
    number = store.add(Operator(station_id=station_id, login=login)).id
    store.add(
        OperatorEvent(
            station_id=station_id,
            whom_id=number,
            kind="registered",
            role="chief",
            business_date=business_date,
            operator_id=number,
            recorded_at=clock.timestamp(),
        )
    )
    return number
