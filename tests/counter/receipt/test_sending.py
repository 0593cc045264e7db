"""A slip is the original until one was sent; what nobody knows of counts as sent, until asked."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.base import clock
from models.base.errors import BadInput, RefusedByRule, StoreFailure
from models.checks.check_store import check_store
from models.counter.pay import take_payment
from models.counter.receipt.doubt import UNDER_WAY_SECONDS, doubts_of
from models.counter.receipt.last import last_receipt
from models.counter.receipt.printing import Sending, answer_doubts, print_receipt
from models.counter.receipt.read import receipt_of, slips_of
from models.counter.receipt.values import PrintedReceipt
from models.counter.receipt.verify import verify_receipt
from models.counter.request import Part, PaymentRequest
from models.station.desk import Desk
from reports.receipt_paper.parts import printed_lines
from reports.receipt_register.gather import gather_register
from tests.counter.receipt.making import NUMBER
from tests.making import household_id, pay, person, register_people, slip, with_others

_Slips = tuple[PrintedReceipt, ...]


def _refuse(slips: _Slips) -> bool:
    raise StoreFailure("打印机没有收下")


SENT, LOST, UNKNOWN = (
    Sending("command", lambda slips: True),
    Sending("command", _refuse),
    Sending("terminal", lambda slips: False),
)


@pytest.fixture
def paid(desk: Desk) -> Desk:
    register_people(desk, person("张三", relation="户主"))
    with_others(desk)
    pay(desk)
    return desk


def _marks(slips: _Slips) -> list[str]:
    return [each.last_print.title for each in slips if each.last_print]


def test_what_was_not_sent_makes_nothing_a_reprint(paid: Desk) -> None:
    for _ in range(2):
        with pytest.raises(StoreFailure, match="没有收下"):
            print_receipt(paid, NUMBER, sending=LOST)
    assert receipt_of(paid, NUMBER).prints == ()
    last = last_receipt(paid, household_id(paid))
    assert last is not None and last.copies == 0
    slips = print_receipt(paid, NUMBER, sending=SENT)
    assert _marks(slips) == ["正本"]
    with pytest.raises(BadInput, match="已打印过 1 次"):
        print_receipt(paid, NUMBER, sending=SENT)
    with pytest.raises(StoreFailure):
        print_receipt(paid, NUMBER, "丢失", sending=LOST)
    again = print_receipt(paid, NUMBER, "又丢失", sending=SENT)
    assert _marks(again) == ["补打 第 1 次"]
    assert [(each.copy, each.reason) for each in receipt_of(paid, NUMBER).prints] == [
        (1, ""), (2, "又丢失"),
    ]  # fmt: skip
    assert [each.prints for each in gather_register(paid).rows] == [2]
    assert check_store(paid.store).broken == ()


def test_every_paper_keeps_its_code_and_its_mark(paid: Desk) -> None:
    with pytest.raises(StoreFailure):
        print_receipt(paid, NUMBER, sending=LOST)
    (first,) = print_receipt(paid, NUMBER, sending=SENT)
    (again,) = print_receipt(paid, NUMBER, "丢失", sending=SENT)
    for paper, mark in ((first, "正本"), (again, "补打 第 1 次")):
        told = printed_lines(verify_receipt(paid, NUMBER, paper.code).printed)
        assert mark in told[0]


def test_what_nobody_knows_of_counts_as_sent_until_somebody_looked(paid: Desk) -> None:
    print_receipt(paid, NUMBER, sending=UNKNOWN)
    assert len(receipt_of(paid, NUMBER).prints) == 1
    with pytest.raises(BadInput, match="没有确认是否打出"):
        print_receipt(paid, NUMBER, sending=SENT)
    assert _marks(print_receipt(paid, NUMBER, is_last_lost=True, sending=SENT)) == ["正本"]
    assert doubts_of(paid, slips_of(paid, NUMBER)) == []


def test_with_a_reason_a_doubt_is_settled_as_sent(paid: Desk) -> None:
    print_receipt(paid, NUMBER, sending=UNKNOWN)
    assert _marks(print_receipt(paid, NUMBER, "补一张", sending=SENT)) == ["补打 第 1 次"]
    assert doubts_of(paid, slips_of(paid, NUMBER)) == []
    assert len(receipt_of(paid, NUMBER).prints) == 2


@pytest.mark.parametrize("is_sent", [True, False])
def test_whoever_printed_says_what_came_out(paid: Desk, is_sent: bool) -> None:
    slips = print_receipt(paid, NUMBER, sending=UNKNOWN)
    answer_doubts(paid, slips, is_sent=is_sent)
    answer_doubts(paid, slips, is_sent=not is_sent)  # what was said stands
    assert len(receipt_of(paid, NUMBER).prints) == is_sent


def test_the_program_that_dies_between_leaves_a_doubt(paid: Desk) -> None:
    def die(slips: _Slips) -> bool:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        print_receipt(paid, NUMBER, sending=Sending("command", die))
    (doubt,) = doubts_of(paid, slips_of(paid, NUMBER))
    assert doubt.operator == "test"


def test_while_one_prints_no_colleague_decides_what_became_of_it(
    paid: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second original would lie in the printer of the first clerk."""
    other = replace(paid, operator="other")
    began = clock.timestamp()

    def meanwhile(slips: _Slips) -> bool:
        for is_lost in (True, False):
            with pytest.raises(RefusedByRule, match="正在打印") as refused:
                print_receipt(other, NUMBER, "丢失", is_last_lost=is_lost)
            assert refused.value.code == "being_printed"
        return False

    print_receipt(paid, NUMBER, sending=Sending("terminal", meanwhile))
    later = clock.in_china(began) + dt.timedelta(seconds=UNDER_WAY_SECONDS * 2)
    monkeypatch.setattr(clock, "timestamp", lambda: clock.kept_moment(later))
    assert _marks(print_receipt(other, NUMBER, is_last_lost=True, sending=SENT)) == ["正本"]


def test_slips_of_before_count_as_sent(paid: Desk) -> None:
    """They have neither a way nor an outcome."""
    (first,) = print_receipt(paid, NUMBER)
    copied = (
        "INSERT INTO registration_print SELECT station_id, 9, payment_id, household_id, 2, 'x', "
        "code, content, business_date, operator_id, recorded_at, NULL FROM registration_print"
    )
    with paid.writing("pay"):
        paid.store.run(copied)
    assert doubts_of(paid, (first,)) == []
    assert [each.copy for each in receipt_of(paid, NUMBER).prints] == [1, 2]


def test_each_household_has_its_own_original(desk: Desk) -> None:
    register_people(desk, person("张三"), person("李四", household="0002"))
    homes = tuple(Part(household_id(desk, number), "medical") for number in ("0001", "0002"))
    number = take_payment(desk, PaymentRequest(parts=homes, slips=(slip(),))).receipt
    with pytest.raises(StoreFailure):
        print_receipt(desk, number, household="0002", sending=LOST)
    assert _marks(print_receipt(desk, number, household="0001", sending=SENT)) == ["正本"]
    assert _marks(print_receipt(desk, number, household="0002", sending=SENT)) == ["正本"]


def test_whatever_happens_one_paper_alone_is_the_original(sqlite_desk: Desk) -> None:
    """Any series of tries: papers that came out are numbered 1, 2, 3 in their order."""
    register_people(sqlite_desk, person("张三"))
    trace = iter(range(1, 1000))
    register_people(sqlite_desk, *(person(f"人{n}", household=f"{n:04d}") for n in range(2, 40)))
    households = iter(range(2, 40))

    @given(st.lists(st.sampled_from(["sent", "lost", "unknown, out", "unknown, not"]), max_size=6))
    def tried(outcomes: list[str]) -> None:
        household = next(households, None)
        if household is None:
            return
        number = pay(sqlite_desk, f"{household:04d}", trace=next(trace)).receipt
        papers = []
        for each in outcomes:
            sending = {"sent": SENT, "lost": LOST}.get(each, UNKNOWN)
            try:
                slips = print_receipt(sqlite_desk, number, "又要", sending=sending)
            except StoreFailure:
                continue
            if each != "unknown, not":
                papers += _marks(slips)
            if each.startswith("unknown"):
                answer_doubts(sqlite_desk, slips, is_sent=each == "unknown, out")
        assert (
            papers == ["正本", *(f"补打 第 {n} 次" for n in range(1, len(papers)))][: len(papers)]
        )

    tried()
