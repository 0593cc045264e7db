"""What stands behind the money: one slip for several families, several for one, cash."""

import pytest

from models.base.errors import BadInput, RefusedByRule
from models.counter.conflict import PaperUsed
from models.counter.pay import Receipt, take_payment
from models.counter.request import Part, PaymentRequest
from models.ledger.cash_papers import CashPaper, check_cash_paper
from models.ledger.journal import balances
from models.ledger.slip import PosSlip
from models.station.desk import Desk
from tests.cases import for_each
from tests.making import BUSINESS_DATE, household_id, pay, person, register_people, reverse, slip


@pytest.fixture
def desk_with_two(desk: Desk) -> Desk:
    """Two families of two: 500 each."""
    register_people(desk, person("张三"), person("李四"))
    register_people(desk, person("王五", household="0002"), person("赵六", household="0002"))
    return desk


def take(desk: Desk, *numbers: str, **more: object) -> Receipt:
    parts = tuple(Part(household_id(desk, number), "medical") for number in numbers)
    return take_payment(desk, PaymentRequest(parts=parts, **more))  # type: ignore[arg-type]


def part_slip(trace: int, yuan: int) -> PosSlip:
    return PosSlip("12345678", "000001", f"{trace:06d}", BUSINESS_DATE, amount_fen=yuan * 100)


def test_one_slip_pays_for_two_families(desk_with_two: Desk) -> None:
    receipt = take(desk_with_two, "0001", "0002", slips=(slip(1),))
    assert (receipt.amount_fen, len(receipt.lines)) == (1000_00, 4)
    assert desk_with_two.store.rows("SELECT count(*), sum(amount_fen) FROM slip") == [(1, 1000_00)]
    again = take(desk_with_two, "0002", "0001", slips=(slip(1),))
    assert again.replayed and again.receipt == receipt.receipt


def test_one_slip_pays_for_two_insurances(desk: Desk) -> None:
    register_people(desk, person("张三", categories=("特困供养人员",)), person("李四"))
    day = BUSINESS_DATE.replace(month=10, day=15)
    home = household_id(desk)
    number = desk.store.rows("SELECT id_number FROM person WHERE name = '李四'")[0][0]
    request = PaymentRequest(
        parts=(Part(home, "medical"), Part(home, "pension")),
        slips=(slip(1, day),),
        tiers_fen={number: 300_00},
    )
    receipt = take_payment(desk.on(day), request)
    assert [(each.insurance, each.amount_fen) for each in receipt.lines] == [
        ("medical", 0), ("medical", 250_00), ("pension", 0), ("pension", 300_00)
    ]  # fmt: skip
    assert balances(desk)["levy:pension"] == -400_00


def test_several_slips_pay_for_one_family(desk_with_two: Desk) -> None:
    slips = (part_slip(1, 300), part_slip(2, 200))
    receipt = take(desk_with_two, "0001", slips=slips)
    assert receipt.amount_fen == 500_00
    rows = desk_with_two.store.rows("SELECT trace, amount_fen FROM slip ORDER BY trace")
    assert rows == [("000001", 300_00), ("000002", 200_00)]
    assert take(desk_with_two, "0001", slips=slips[::-1]).replayed


@pytest.mark.parametrize(
    "slips",
    [
        (part_slip(1, 300), part_slip(2, 100)),
        (part_slip(1, 500), slip(2)),
        (part_slip(1, 500), part_slip(2, 0)),
        (part_slip(1, 250), part_slip(1, 250)),
        (part_slip(1, 499),),
    ],
)
def test_slips_that_do_not_add_up_are_bad_input(
    desk_with_two: Desk, slips: tuple[PosSlip, ...]
) -> None:
    with pytest.raises(BadInput):
        take(desk_with_two, "0001", slips=slips)
    assert desk_with_two.store.rows("SELECT count(*) FROM payment") == [(0,)]


def test_part_of_the_slips_is_not_the_same_payment(desk_with_two: Desk) -> None:
    take(desk_with_two, "0001", slips=(part_slip(1, 300), part_slip(2, 200)))
    with pytest.raises(PaperUsed):
        take(desk_with_two, "0001", slips=(part_slip(2, 500),))


def test_a_slip_with_other_content_shows_both_sides(desk_with_two: Desk) -> None:
    take(desk_with_two, "0001", slips=(slip(1),))
    with pytest.raises(PaperUsed) as used:
        take(desk_with_two, "0002", slips=(slip(1),))
    assert used.value.code == "slip_used"
    assert used.value.sides == (
        ("收据", "2019-000001（2019-11-14）", "未入账"),
        ("险种", "城乡居民医疗保险", "城乡居民医疗保险"),
        ("金额", "500.00", "500.00"),
        ("人员", "张三、李四", "王五、赵六"),
    )
    assert "张三、李四" in used.value.message and "\n" not in used.value.message


def test_a_household_is_written_once(desk_with_two: Desk) -> None:
    for numbers in ((), ("0001", "0001")):
        with pytest.raises(BadInput):
            take(desk_with_two, *numbers, slips=(slip(1),))


def test_all_that_a_slip_prints_is_kept(desk_with_two: Desk) -> None:
    full = PosSlip(
        "12345678", "000001", "000001", BUSINESS_DATE, "123456789012",
        merchant="898431000000001", authorisation="654321", card_tail="8888", time="09:30:11",
    )  # fmt: skip
    take(desk_with_two, "0001", slips=(full,))
    columns = "reference, merchant, authorisation, card_tail, slip_time"
    assert desk_with_two.store.rows(f"SELECT {columns} FROM slip") == [
        ("123456789012", "898431000000001", "654321", "8888", "09:30:11")
    ]


CASH = CashPaper("ZJ20191114001", "00012345")


def test_cash_goes_into_the_till_against_the_levy_list(desk_with_two: Desk) -> None:
    receipt = take(desk_with_two, "0001", cash=CASH)
    assert not receipt.replayed and balances(desk_with_two)["till"] == 500_00
    assert desk_with_two.store.rows("SELECT channel FROM payment") == [("cash",)]
    assert desk_with_two.store.rows("SELECT levy_list, voucher FROM cash_paper") == [
        ("ZJ20191114001", "00012345")
    ]
    assert take(desk_with_two, "0001", cash=CASH).replayed


def test_a_voucher_is_used_once(desk_with_two: Desk) -> None:
    take(desk_with_two, "0001", cash=CASH)
    with pytest.raises(PaperUsed, match="票据 00012345"):
        take(desk_with_two, "0002", cash=CASH)
    reverse(desk_with_two, "2019-000001", "void")
    with pytest.raises(RefusedByRule) as refused:
        take(desk_with_two, "0001", cash=CASH)
    assert refused.value.code == "slip_reversed"


def test_money_comes_one_way(desk_with_two: Desk) -> None:
    with pytest.raises(BadInput, match="只能是"):
        take(desk_with_two, "0001", cash=CASH, slips=(slip(1),))
    with pytest.raises(BadInput, match="缺少 POS 签购单"):
        take(desk_with_two, "0001")


def test_cash_for_nothing_is_bad_input(desk: Desk) -> None:
    register_people(desk, person("张三", categories=("特困供养人员",)))
    with pytest.raises(BadInput, match="没有要收的钱"):
        take(desk, "0001", cash=CASH)
    assert pay(desk, trace=None).amount_fen == 0


@for_each(
    "levy_list, voucher, what",
    [
        ("", "1", "征集流水号"),
        ("1", " ", "票据号"),
        ("1", "票据一", "票据号"),
        ("1" * 41, "1", "征集流水号"),
        ("1", "1\u200b2", "票据号"),
    ],
)
def test_a_cash_paper_is_checked(levy_list: str, voucher: str, what: str) -> None:
    with pytest.raises(BadInput, match=what):
        check_cash_paper(levy_list, voucher)
