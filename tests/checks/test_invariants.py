"""Each invariant, broken in one row, names that row; all the rest of the world is sound."""

import pytest

from models.checks.check_store import INVARIANTS, check_store
from models.people.changes.number import correct_number
from models.people.changes.occasion import Occasion
from models.station.desk import Desk
from models.store.ddl import is_postgres
from tests.cases import for_each
from tests.checks.making import busy, finding, finding_in, undone, unguard, unguard_table
from tests.making import made_up_number, person, register_people

_LINE = "payment_line 第 1 行"
_BROKEN = [
    ("收费减退费等于缴存加现金加待清算", "station 第 1 行",
     "UPDATE payment SET amount_fen = amount_fen + 100 WHERE id = 1"),
    ("收费减退费等于缴存加现金加待清算", "库存现金为负",
     "INSERT INTO journal VALUES (1, 99, 'deposit', 1, '2019-11-14', 'pending_remittance', "
     "'till', 900000)"),
    ("分录借贷平衡", "journal 第 1 行", "UPDATE journal SET debit = credit WHERE id = 1"),
    ("收费分录等于明细", "payment 第 1 行",
     "UPDATE journal SET amount_fen = amount_fen + 1 WHERE id = 1"),
    ("收费分录等于明细", "payment 第 2 行的分录与明细不符（funder:扶贫）",
     "UPDATE line_share SET funder = '财政' WHERE line_id = 3"),
    ("收费分录等于明细", "payment 第 3 行", "UPDATE payment SET channel = 'pos' WHERE id = 3"),
    ("收费分录等于明细", "payment 第 77 行",
     "INSERT INTO journal VALUES (1, 99, 'payment', 77, '2019-11-14', 'till', 'bank', 1)"),
    ("到账分录等于到账", "transfer 第 1 行",
     "UPDATE transfer SET amount_fen = amount_fen + 1 WHERE id = 1"),
    ("到账分录等于到账", "transfer 第 1 行",
     "UPDATE transfer SET settlement = 'waived' WHERE id = 1"),
    ("核销分录等于对账单", "statement_line 第 9 行",
     "INSERT INTO journal VALUES (1, 99, 'clearing', 9, '2019-11-14', 'pending_remittance', "
     "'pos_clearing', 1)"),
    ("分录与收费同日", "journal 第 2 行",
     "UPDATE journal SET business_date = '2019-11-15' WHERE id = 2"),
    ("收据都有明细", "payment 第 2 行", "DELETE FROM payment_line WHERE payment_id = 2"),
    ("收据金额等于明细合计", "payment 第 2 行",
     "UPDATE payment SET amount_fen = amount_fen - 1 WHERE id = 2"),
    ("明细与收据同站同日", _LINE,
     "UPDATE payment_line SET business_date = '2019-11-13' WHERE id = 1"),
    ("明细等于标准减资助", _LINE,
     "UPDATE payment_line SET standard_fen = standard_fen - 1 WHERE id = 1"),
    ("资助等于各方份额", _LINE, "UPDATE line_share SET amount_fen = 1 WHERE line_id = 1"),
    ("一条明细只冲销一次", "payment_line 第 5 行冲销了几次",
     "ALTER TABLE payment_line RENAME TO was; CREATE TABLE payment_line AS SELECT * FROM was; "
     "UPDATE payment_line SET reverses_line_id = 5 WHERE reverses_line_id IS NOT NULL"),
    ("冲销与原收据相抵", "payment_line 第 6 行",
     "UPDATE payment_line SET amount_fen = amount_fen + 1 WHERE id = 6"),
    ("冲销与原收据相抵", "payment_line 第 6 行",
     "UPDATE payment SET reverses_id = 1 WHERE kind = 'void'"),
    ("没有人缴两次", "payment_line 第 1 行",
     "UPDATE payment_line SET person_id = 1 WHERE id = 2"),
    ("没有人缴两次", "payment_line 第 1 行",
     "UPDATE payment_line SET id_number = (SELECT id_number FROM payment_line WHERE id = 1) "
     "WHERE id = 2"),
    ("有效缴费等于未冲销的明细", "payment_line 第 3 行",
     "DELETE FROM in_force WHERE line_id = 3"),
    ("有效缴费等于未冲销的明细", "payment_line 第 77 行",
     "INSERT INTO in_force SELECT 'A', insurance, 2031, 1, 77 FROM in_force LIMIT 1"),
    ("有效缴费等于未冲销的明细", "payment_line 第 3 行",
     "UPDATE in_force SET levy_year = 2021 WHERE line_id = 3"),
    ("收据号连续", "payment 第 2 行", "UPDATE payment SET serial = 77 WHERE id = 2"),
    ("收据号连续", "payment 第 2 行", "DELETE FROM payment WHERE id = 1"),
    ("签购单合计等于收据金额", "payment 第 1 行", "UPDATE slip SET amount_fen = 1 WHERE id = 1"),
    ("退费由两人办理", "refund_decision 第 2 行",
     "UPDATE refund_decision SET operator_id = 1 WHERE id = 2"),
    ("税收票证领入不重叠", "voucher_range 第 98 行",
     "INSERT INTO voucher_range VALUES (1, 97, 'V', 4, 1, 9, 'x', '2019-11-14', 1, ''); "
     "INSERT INTO voucher_range VALUES (1, 98, 'V', 4, 9, 20, 'x', '2019-11-14', 1, '')"),
    ("作废的税收票证没有收费", "voucher_spoiled 第 97 行",
     "INSERT INTO voucher_spoiled VALUES (1, 97, 'V0001', 'x', '2019-11-14', 1, '')"),
    ("查找索引与名册一致", "person 第 2 行有查不到",
     "DELETE FROM search_key WHERE person_id = 2 AND key = '李四'"),
    ("查找索引与名册一致", "person 第 2 行有查不到",
     "UPDATE person SET name = '李五' WHERE id = 2"),
    ("查找索引与名册一致", "person 第 2 行有多余",
     "INSERT INTO search_key VALUES (1, '王二麻子', 2)"),
    ("查找索引与名册一致", "person 第 77 行", "INSERT INTO search_key VALUES (1, '王二麻子', 77)"),
    *(
        ("往年参保与名单一致", "enrolment_list 第 1 行", sql)
        for sql in (
            "UPDATE enrolled_year SET is_enrolled = 0 WHERE id = 1",
            "UPDATE enrolled_year SET paid_on = '2018-01-01' WHERE id = 2",
            "DELETE FROM enrolled_year WHERE id = 2",
            "DELETE FROM enrolled_year",
            "INSERT INTO enrolled_year VALUES (1, 3, 3, 'medical', 2018, 1, NULL, 1)",
        )
    ),
    ("往年参保与名单一致", "enrolment_list 第 9 行",
     "INSERT INTO enrolled_year VALUES (1, 3, 3, 'medical', 2018, 1, NULL, 9)"),
    ("封存链没有截断", "seal_head", "DELETE FROM seal_head"),
    ("封存链没有截断", "seal_head", "UPDATE seal_head SET number = number + 1"),
    ("封存链没有截断", "seal_head", "UPDATE seal_head SET head = 'no'"),
    ("封存号连续", "seal 第 5 行", "DELETE FROM seal WHERE id = 5"),
    ("关联完整", "行所指的 operator 不见了", "DELETE FROM operator WHERE login = 'test'"),
]  # fmt: skip


@pytest.fixture
def broken_into(sqlite_desk: Desk) -> Desk:
    busy(sqlite_desk)
    unguard(sqlite_desk.store)
    return sqlite_desk


def test_a_station_at_work_is_sound_in_both_databases(desk: Desk) -> None:
    proof = check_store(busy(desk).store)
    assert proof.broken == ()
    assert len(proof.findings) == len(INVARIANTS) and proof.head.number > 40


def test_an_empty_store_is_sound(desk: Desk) -> None:
    assert check_store(desk.store).broken == ()


def test_every_finding_stands_under_the_name_of_its_invariant(broken_into: Desk) -> None:
    names = [each.name for each in INVARIANTS]
    assert [each.name for each in check_store(broken_into.store).findings] == names
    assert len(set(names)) == len(names)


@for_each("name, named, sql", _BROKEN)
def test_one_row_against_an_invariant_is_named(
    broken_into: Desk, name: str, named: str, sql: str
) -> None:
    with undone(broken_into.store):
        for statement in sql.split("; "):
            broken_into.store.run(statement)
        told = finding(broken_into.store, name)
    assert not told.is_sound and named in told.detail, told


@pytest.mark.parametrize(
    ("table", "name"), [("slip", "签购单不重复"), ("cash_paper", "现金票据不重复")]
)
def test_a_paper_used_twice_is_named(broken_into: Desk, table: str, name: str) -> None:
    """The database refuses it as long as its unique keys are there."""
    store = broken_into.store
    store.run(f"ALTER TABLE {table} RENAME TO was")
    store.run(f"CREATE TABLE {table} AS SELECT * FROM was")
    columns = ", ".join(row[1] for row in store.rows("PRAGMA table_info(was)")[2:])
    store.run(f"INSERT INTO {table} SELECT station_id, 99, {columns} FROM was WHERE id = 1")
    assert f"{table} 第 99 行" in finding(store, name).detail


def test_a_row_that_no_constraint_would_let_in_is_named_by_its_table(broken_into: Desk) -> None:
    broken_into.store.run("UPDATE journal SET debit = credit WHERE id = 1")
    broken_into.store.run("PRAGMA ignore_check_constraints = 0")
    assert "journal" in finding(broken_into.store, "数据库结构完好").detail


@pytest.mark.parametrize("event", ["update", "delete"])
def test_a_guard_taken_away_is_named(desk: Desk, event: str) -> None:
    on_table = " ON payment" if is_postgres(desk.store.database) else ""
    desk.store.run(f"DROP TRIGGER payment_no_{event}{on_table}")
    assert "表 payment 的保护" in finding(desk.store, "只增不改的保护都在").detail


def test_a_changed_amount_is_named_by_all_it_contradicts(desk: Desk) -> None:
    """On PostgreSQL as well: in the chain, against its lines, in the books."""
    store = busy(desk).store
    unguard_table(store, "payment")
    store.run("UPDATE payment SET amount_fen = amount_fen + 1 WHERE id = 1")
    proof = check_store(store)
    assert {each.name for each in proof.broken} == {
        "收费减退费等于缴存加现金加待清算", "收据金额等于明细合计", "签购单合计等于收据金额",
        "封存链完整", "只增不改的保护都在",
    }  # fmt: skip
    assert "payment 第 1 行" in finding_in(proof, "封存链完整").detail


def test_a_former_number_may_still_find_its_person(sqlite_desk: Desk) -> None:
    register_people(sqlite_desk, person("张三"))
    number = made_up_number("1981-02-03")
    correct_number(sqlite_desk, 1, number, Occasion(reason="户口本登记有误"))
    assert check_store(sqlite_desk.store).broken == ()


def test_no_finding_tells_who_somebody_is(broken_into: Desk) -> None:
    """Rows are named by table and number, never by name or identity number."""
    store = broken_into.store
    people = {row for pair in store.rows("SELECT name, id_number FROM person") for row in pair}
    for table, column in (("payment_line", "id_number"), ("person", "name"), ("audit", "detail")):
        store.run(f"UPDATE {table} SET {column} = CAST(x'ff' AS TEXT) || {column}")
    text = " ".join(each.detail for each in check_store(store).findings)
    assert not [each for each in people if each in text]
