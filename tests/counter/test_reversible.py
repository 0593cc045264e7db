"""What the clerk is told of a receipt before it is taken back: whom it concerns, and how."""

from dataclasses import replace

import pytest

from models.cash.day_close.close import close_day
from models.counter.pay import take_payment
from models.counter.refund import request_refund
from models.counter.request import Part, PaymentRequest
from models.counter.reversible import PaidHousehold, Reversible, reversible_payments
from models.station.desk import Desk
from models.store.writing import Store
from tests.making import BUSINESS_DATE, household_id, pay, person, register_people, slip


@pytest.fixture
def two(desk: Desk) -> Desk:
    """0001: 张三, 李四; 0002 in the next village: another 张三, and 王五."""
    register_people(
        desk,
        person("张三"),
        person("李四"),
        person("张三", household="0002", village="白塘村"),
        person("王五", household="0002", village="白塘村"),
    )
    return desk


def pay_together(desk: Desk, *numbers: str, slips: tuple[object, ...] = (slip(),)) -> None:
    parts = tuple(Part(household_id(desk, number), "medical") for number in numbers)
    take_payment(desk, PaymentRequest(parts=parts, slips=slips))  # type: ignore[arg-type]


def only_one(desk: Desk, number: str = "0001") -> Reversible:
    [found] = reversible_payments(desk, household_id(desk, number))
    return found


def test_all_who_paid_together_are_named_the_one_asked_for_first(two: Desk) -> None:
    pay_together(two, "0001", "0002")
    own = PaidHousehold("青山村", "0001", ("张三", "李四"))
    other = PaidHousehold("白塘村", "0002", ("张三", "王五"))
    assert only_one(two, "0001").households == (own, other)
    assert only_one(two, "0002").households == (other, own)
    assert only_one(two).names == ("张三", "李四", "张三", "王五")
    assert only_one(two).amount_fen == 1000_00


def test_the_number_of_queries_does_not_grow_with_the_households(
    two: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def queries() -> int:
        count = 0
        run = Store.run

        def counted(store: Store, *call: object) -> object:
            nonlocal count
            count += 1
            return run(store, *call)  # type: ignore[arg-type]

        home = household_id(two)
        with monkeypatch.context() as patched:
            patched.setattr(Store, "run", counted)
            reversible_payments(two, home)
        return count

    pay(two)
    alone = queries()
    numbers = [f"1{each:03d}" for each in range(8)]
    register_people(two, *(person("多人", household=number) for number in numbers), person("赵六"))
    pay_together(two, "0001", "0002", *numbers, slips=(slip(2),))
    assert [len(each.households) for each in reversible_payments(two, household_id(two))] == [10, 1]
    assert queries() == alone == 5


def test_one_settled_slip_of_several_leaves_only_the_refund(two: Desk) -> None:
    """The terminal that has settled is named, whichever slip came last."""
    first = replace(slip(1), amount_fen=300_00)
    second = replace(slip(2, batch="000002"), amount_fen=200_00)
    pay_together(two, "0001", slips=(first, second))
    assert only_one(two).way_back(BUSINESS_DATE) == "void"
    assert (only_one(two).terminal, only_one(two).batch) == ("12345678", "000002")
    close_day(two, "operator", 0, {("12345678", "000001"): 300_00})
    assert only_one(two).way_back(BUSINESS_DATE) == "refund"
    assert (only_one(two).terminal, only_one(two).batch) == ("12345678", "000001")


def test_a_refund_of_some_is_told_from_one_of_all(two: Desk) -> None:
    pay(two)
    assert not only_one(two).is_partial
    number = two.store.rows("SELECT id_number FROM person WHERE name = '李四'")[0][0]
    request_refund(two, "2019-000001", "死亡", frozenset({number}))
    assert only_one(two).is_partial
    other = "0002"
    pay(two, other, trace=2)
    request_refund(two, "2019-000002", "死亡")
    assert only_one(two, other).waiting and not only_one(two, other).is_partial
