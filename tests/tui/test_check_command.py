"""``laobao check``: one line an invariant, its exit status, and what it makes of damage."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.checks.check_store import INVARIANTS
from models.checks.table_titles import TABLE_TITLES, in_chinese
from models.store.connect import open_store
from models.store.tables.declare import Row, table_of
from tests.checks.making import unguard
from tests.making import made_up_number
from tests.tui.calling import Caller

_PAGE_BYTES = 4096


@pytest.fixture
def paid(station: Caller, tmp_path: Path) -> Caller:
    path = tmp_path / "roster.csv"
    numbers = made_up_number(), made_up_number()
    rows = (f"青山村,0001,{name},{no}" for name, no in zip(("张三", "李四"), numbers, strict=True))
    path.write_text("\n".join(("村(社区),户编号,姓名,证件号码", *rows)), encoding="utf-8")
    assert station("import", "roster", str(path)).status == 0
    words = ("--terminal", "12345678", "--batch", "000001", "--trace", "000123")
    assert station("pay", "0001", "--insurance", "medical", *words).status == 0
    return station


def _tamper(tmp_path: Path, sql: str) -> None:
    store = open_store(str(tmp_path / "station.db"), tmp_path / "config" / "laobao" / "station.key")
    unguard(store)
    store.run(sql)
    store.run("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()


def test_a_sound_station_is_one_line_an_invariant(paid: Caller) -> None:
    answer = paid("check")
    lines = answer.out.splitlines()
    assert answer.status == 0 and answer.error == ""
    assert [line[:2] for line in lines[: len(INVARIANTS)]] == ["通过"] * len(INVARIANTS)
    assert lines[-2].startswith("链头  ") and "全部通过" in lines[-1]
    assert any("500.00 = 已缴存 0.00 + 库存现金 0.00 + POS 待清算 500.00" in line for line in lines)


def test_a_changed_row_is_named_and_the_status_is_one(paid: Caller, tmp_path: Path) -> None:
    _tamper(tmp_path, "UPDATE audit SET detail = detail || '1' WHERE id = 2")
    answer = paid("check")
    assert answer.status == 1 and answer.error == ""
    broken = [line for line in answer.out.splitlines() if line.startswith("不符")]
    assert any("封存链完整：操作记录 第 2 行" in line for line in broken)
    assert "2 条不符" in answer.out.splitlines()[-1]


def test_json_is_one_document(paid: Caller, tmp_path: Path) -> None:
    sound = paid("check", "--json")
    assert sound.status == 0 and sound.json["sound"] is True
    assert sound.json["head"] in paid("check").out
    _tamper(tmp_path, "DELETE FROM payment_line WHERE id = 1")
    answer = paid("check", "--json")
    assert answer.status == 1 and answer.json["sound"] is False
    names = {each["name"] for each in answer.json["invariants"] if not each["is_sound"]}
    assert {"封存链完整", "收据金额等于明细合计"} <= names


def test_the_head_of_a_report_is_found_again(paid: Caller) -> None:
    head = paid("report", "half-month", "2019-11-H1", "--json").json["ledger_head"]
    assert head in paid("report", "half-month", "2019-11-H1").out
    assert paid("void", "2019-000001", "--reason", "录错").status == 0
    answer = paid("check", "--against", head.lower())
    assert answer.status == 0 and "该报表以前的记录都在" in answer.out
    unknown = paid("check", "--against", "0123 4567 89AB CDEF")
    assert unknown.status == 1 and "不在链上：该报表以前的记录已被改动或截断" in unknown.out
    assert paid("check", "--against", "hello").status == 2


def test_an_operator_nobody_knows_may_check(paid: Caller) -> None:
    assert paid("check", "--operator", "auditor").status == 0


@pytest.mark.parametrize("part", range(8))
def test_a_page_destroyed_on_disk_never_ends_in_a_traceback(
    paid: Caller, tmp_path: Path, part: int
) -> None:
    """Whichever page it is: what cannot be read is a broken invariant, or one line."""
    path = tmp_path / "station.db"
    _tamper(tmp_path, "SELECT 1")
    whole = path.read_bytes()
    for page in range(part, len(whole) // _PAGE_BYTES, 8):
        at = page * _PAGE_BYTES + 100
        path.write_bytes(whole[:at] + bytes(each ^ 0xFF for each in whole[at : at + 64])
                         + whole[at + 64 :])  # fmt: skip
        for leftover in ("-wal", "-shm"):
            Path(f"{path}{leftover}").unlink(missing_ok=True)
        answer = paid("check")
        assert answer.status in (1, 3), page
        assert "Traceback" not in answer.error and "程序内部错误" not in answer.error, page
        if answer.status == 3:
            assert len(answer.error.splitlines()) == 1
        else:
            assert "不符  加密页完好" in answer.out, page


def test_every_table_has_a_name_in_chinese() -> None:
    rows = set(_deeper(Row))
    tables = {table_of(each) for each in rows if each.__module__ != Row.__module__}
    assert len(tables) > 60 and set(TABLE_TITLES) == tables
    assert len(set(TABLE_TITLES.values())) == len(tables)
    assert in_chinese("payment_line 第 3 行与 seal_head 不符（funder:扶贫）") == (
        "收据明细 第 3 行与 链头 不符（应收扶贫）"
    )


def _deeper(kind: type[Row]) -> Iterator[type[Row]]:
    for each in kind.__subclasses__():
        yield each
        yield from _deeper(each)
