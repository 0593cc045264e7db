"""A station of 松阳, whose notice states: first post, then file with three bureaus."""

import datetime as dt

from models.bureau.public_posting.post import Posted, post_list
from models.station.desk import Desk
from models.station.founding import found_station
from models.store.writing import Store
from seed.notice_file import load_notice
from tests.making import person, register_people

DAY = dt.date(2020, 11, 10)
UNTIL = dt.date(2020, 11, 16)
AFTER = dt.date(2020, 11, 17)


def found_songyang(store: Store) -> Desk:
    """Return a station with three 低保 in two villages, one of them 残疾人员 as well."""
    desk = found_station(store, load_notice("songyang-2020"), "古市镇", DAY, "test")
    register_people(
        desk,
        person("张三", household="0001", categories=("低保",)),
        person("李四", household="0002", categories=("残疾人员", "低保")),
        person("王五", household="0003", categories=("残疾人员",)),
        person("赵六", household="0001", village="白塘村", categories=("低保",)),
        person("孙七", household="0002", village="白塘村", categories=("少数民族",)),
        person("周八", household="0003", village="白塘村"),
    )
    return desk


def post(desk: Desk, village: str = "青山村", category: str = "低保", **more: object) -> Posted:
    """Post a list from the business date until 16 November."""
    more.setdefault("until", UNTIL)
    return post_list(desk, village, category, **more)  # type: ignore[arg-type]


def person_id(desk: Desk, name: str) -> int:
    """Return the identifier of the one person of this name."""
    ((found,),) = desk.store.rows("SELECT id FROM person WHERE name = ?", (name,))
    return int(found)
