"""What ``check`` claims of paid data: each invariant, broken in one row, names it."""

import pytest

from models.bureau.self_paid.take import collect_row, take_row
from models.checks.check_store import check_store
from models.station.desk import Desk
from tests.bureau.self_paid.making import back, bring, row
from tests.bureau.self_paid.test_states import said, state
from tests.checks.making import undone, unguard
from tests.making import person, register_people, slip


@pytest.fixture
def busy(sqlite_desk: Desk) -> Desk:
    """1: fits, 2: too much and taken, 3: too little and collected, 4: taken back, 5: stated."""
    names = ("张三", "李四", "王五", "赵六", "孙七")
    people = register_people(sqlite_desk, *map(person, names))
    numbers = [each.id_number for each in people]
    amounts = (25000, 28000, 23000, 25000)
    bring(
        sqlite_desk,
        *(
            row(number, name, amount_fen=fen)
            for number, name, fen in zip(numbers, names, amounts, strict=False)
        ),
    )
    take_row(sqlite_desk, 2, "参保")
    collect_row(sqlite_desk, 3, slip(7, sqlite_desk.business_date))
    bring(sqlite_desk, back(numbers[3], "赵六"))
    state(sqlite_desk, said(numbers[4], "孙七"))
    assert check_store(sqlite_desk.store).broken == ()
    unguard(sqlite_desk.store)
    return sqlite_desk


@pytest.mark.parametrize(
    ("name", "told", "sql"),
    [
        ("自行缴费按实缴入账", "self_paid_row 第 1 行",
         "UPDATE self_paid_row SET amount_fen = 24000 WHERE id = 1"),
        ("自行缴费按实缴入账", "self_paid_row 第 2 行", "DELETE FROM self_paid_taking"),
        ("自行缴费按实缴入账", "self_paid_row 第 2 行",
         "UPDATE self_paid_taking SET due_fen = 24000 WHERE row_id = 2"),
        ("税务已退的不再有效", "self_paid_row 第 4 行",
         "INSERT INTO in_force SELECT id_number, insurance, levy_year, 1, id FROM payment_line "
         "WHERE people = 1 AND person_id = 4"),
        ("税务登记参保没有金额", "payment_line",
         "UPDATE payment_line SET standard_fen = 25000 WHERE person_id = 5"),
    ],
)  # fmt: skip
def test_a_broken_row_is_named(busy: Desk, name: str, told: str, sql: str) -> None:
    with undone(busy.store):
        busy.store.run(sql)
        broken = {each.name: each.detail for each in check_store(busy.store).broken}
        assert name in broken and told in broken[name]
