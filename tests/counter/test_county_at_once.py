"""Stations of a county write side by side: the same person or slip is refused in words, once."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial

import pytest

from models.base.errors import LaobaoError, RefusedByRule
from models.checks.check_store import check_store
from models.counter import pay as paying
from models.counter.pay import Receipt
from models.ledger.booking import Booked, book_entries
from models.ledger.entry import Entry
from models.station.approvals import SecondPerson
from models.station.desk import Desk
from models.station.founding import found_station
from models.store.tables.ledger import Payment
from seed.notice_file import load_notice
from tests.making import BUSINESS_DATE, made_up_number, pay, person, register_people, slip

pytestmark = pytest.mark.parametrize("kind", ["postgresql"])


@pytest.fixture
def there(desk: Desk) -> Desk:
    """A second station in the same store, that knows 张三 of the first, and 李四."""
    (own,) = register_people(desk, person("张三"))
    notice = load_notice("lengshuitan-2019")
    other = found_station(desk.store, notice, "蔡市镇", BUSINESS_DATE, "other")
    register_people(
        other, person("张三", id_number=own.id_number), person("李四", household="0002")
    )
    return other


def refused(of: Future[Receipt]) -> str:
    """Return the code of the refusal, which says that nothing was saved and names nobody."""
    caught = of.exception(60)
    assert isinstance(caught, RefusedByRule), caught
    assert "没有保存" in caught.message and "4311" not in caught.message
    return caught.code


def in_a_thread(desk: Desk, act: Callable[[], Receipt]) -> Future[Receipt]:
    """Start an act on a connection of its own."""

    def run() -> Receipt:
        with desk.store.database.connection_context():
            return act()

    return ThreadPoolExecutor(1).submit(run)


def wait_for_one_who_waits(desk: Desk) -> None:
    """Return as soon as somebody waits for a lock that another holds."""
    while not desk.store.number("SELECT count(*) FROM pg_locks WHERE NOT granted"):
        time.sleep(0.01)


def nothing_is_left(desk: Desk, there: Desk) -> None:
    """Nothing of what was refused stands, no number is used, and all chains hold."""
    assert desk.store.find(Payment, station_id=there.station_id) == []
    assert pay(there, "0002", trace=9).receipt == "2019-000001"
    assert check_store(desk.store).broken == ()


def test_the_same_person_while_the_other_station_is_not_done(desk: Desk, there: Desk) -> None:
    with desk.writing("pay"):
        pay(desk)
        second = in_a_thread(there, lambda: pay(there, trace=2))
        wait_for_one_who_waits(desk)
        assert not second.done()
    assert refused(second) == "already_paid"
    nothing_is_left(desk, there)


def test_a_person_is_charged_where_the_other_station_gave_up(desk: Desk, there: Desk) -> None:
    with pytest.raises(InterruptedError), desk.writing("pay"):
        pay(desk)
        second = in_a_thread(there, lambda: pay(there, trace=2))
        wait_for_one_who_waits(desk)
        raise InterruptedError
    assert second.result(60).receipt == "2019-000001"
    assert desk.store.find(Payment, station_id=desk.station_id) == []
    assert check_store(desk.store).broken == ()


@pytest.mark.parametrize(
    ("number", "trace", "code"), [("0001", 2, "already_paid"), ("0002", 1, "slip_used")]
)
def test_the_same_person_or_slip_after_it_was_looked_for(
    desk: Desk, there: Desk, monkeypatch: pytest.MonkeyPatch, number: str, trace: int, code: str
) -> None:
    def after_the_other(
        late: Desk, entries: list[Entry], second: SecondPerson | None
    ) -> list[Booked]:
        if late.station_id == there.station_id:
            in_a_thread(desk, lambda: pay(desk)).result(60)
        return book_entries(late, entries, second)

    with monkeypatch.context() as patched:
        patched.setattr(paying, "book_entries", after_the_other)
        second = in_a_thread(there, lambda: pay(there, number, trace=trace))
        assert refused(second) == code
    nothing_is_left(desk, there)


def test_what_another_station_has_recorded_is_named_with_its_township(
    desk: Desk, there: Desk
) -> None:
    pay(desk, trace=1)
    with pytest.raises(LaobaoError, match="已用于上岭桥镇的收据 2019-000001"):
        pay(there, "0002", slip=slip(1))
    with pytest.raises(RefusedByRule) as caught:
        pay(there, trace=2)
    assert caught.value.code == "already_paid"
    nothing_is_left(desk, there)


def test_of_two_that_wait_for_each_other_one_goes_on(desk: Desk, there: Desk) -> None:
    """Each has one of two people and wants the other: the database stops one of the stations."""
    numbers = [made_up_number(), made_up_number()]
    for station, order in ((desk, numbers), (there, numbers[::-1])):
        for household, number in zip(("0011", "0012"), order, strict=True):
            register_people(station, person("钱七", household=household, id_number=number))
    both_have_one = threading.Barrier(2)

    def two(station: Desk, traces: tuple[int, int]) -> Receipt:
        with station.writing("pay"):
            pay(station, "0011", trace=traces[0])
            both_have_one.wait(60)
            return pay(station, "0012", trace=traces[1])

    acts = [
        in_a_thread(station, partial(two, station, traces))
        for station, traces in ((desk, (21, 22)), (there, (23, 24)))
    ]
    (failed,) = [act for act in acts if act.exception(60) is not None]
    assert refused(failed) == "already_paid"
    assert len(desk.store.find(Payment)) == 2 and check_store(desk.store).broken == ()
