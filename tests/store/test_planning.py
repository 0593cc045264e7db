"""What SQLite's own statistics do to a payment: nothing. Somebody may run ``ANALYZE``."""

from models.station.desk import Desk, open_desk
from models.store.connect import open_store
from seed.notice_file import load_notice
from tests.checks.county import write_a_year
from tests.making import BUSINESS_DATE, pay, person, register_people
from tests.store.walking import listening, walks


def test_a_payment_reads_as_little_after_the_store_was_analysed(sqlite_desk: Desk) -> None:
    """Of 500 lines none is a difference, which misled SQLite when it looked for one."""
    write_a_year(sqlite_desk, people=100, years=5)
    households = [str(number) for number in range(9001, 9051)]
    held = ("低保",)
    register_people(
        sqlite_desk, *(person("张三", categories=held, household=each) for each in households)
    )
    sqlite_desk.store.run("ANALYZE")
    store = open_store(str(sqlite_desk.store.path), sqlite_desk.store.key_file)
    assert store.number("SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'payment_line'")
    desk = open_desk(store, load_notice, BUSINESS_DATE, "test")
    with listening(desk) as asked:
        pay(desk, "9001", trace=9999)
    assert sum("payment_line" in sql for sql in asked) >= 2
    assert walks(desk, asked) == []
    store.close()


def test_a_payment_that_walks_is_found(sqlite_desk: Desk) -> None:
    register_people(sqlite_desk, person("张三"))
    sqlite_desk.store.run("DROP INDEX payment_line_adjusts")
    with listening(sqlite_desk) as asked:
        pay(sqlite_desk)
    assert walks(sqlite_desk, asked)[0].startswith("SEARCH a USING PRIMARY KEY (station_id=?)")
