"""A village of 120 families with three slips in a real terminal: keys and receipts counted."""

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from models.station.desk import Desk
from tests.counter.village.making import VILLAGE, faults, plain, village_of
from tests.making import in_csv
from tests.tui.keys import CTRL_F, ENTER, F2, F3, F5, F6, TAB
from tests.tui.terminal import Terminal

pytestmark = pytest.mark.slow
_FAMILIES, _DUE_FEN = 120, 120 * 500_00
_SPECIAL = (CTRL_F, ENTER, F2, F3, F5, F6, TAB)
_KEYS_A_MINUTE = 150
"""What a clerk types who is not quick."""


class _Clerk:
    """Types at the counter, and counts the keys."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal, self.keys = terminal, 0

    def type(self, *keys: str, sees: str) -> None:
        """Press keys and wait for what they lead to."""
        for each in keys:
            self.keys += 1 if each in _SPECIAL else len(each)
        self.terminal.send("".join(keys))
        self.terminal.wait_for(sees)
        self.terminal.settled()


@pytest.fixture
def clerk(sqlite_desk: Desk, tmp_path: Path) -> Iterator[_Clerk]:
    """The counter of a station with a village of 120 families."""
    people = village_of(sqlite_desk, _FAMILIES)
    rows = [f"{each.name},{in_csv(each.id_number)}" for each in people]
    (tmp_path / "a.csv").write_text("\n".join(["姓名,身份证号", *rows]), encoding="utf-8")
    terminal = Terminal(
        "--store", str(tmp_path / "station.db"),
        "--key-file", str(tmp_path / "config" / "station.key"),
        "--on", "2019-11-14", "--operator", "test", folder=tmp_path, is_forked=True,
    )  # fmt: skip
    terminal.wait_for("F2 收费")
    yield _Clerk(terminal)
    terminal.close()


def _slips(clerk: _Clerk) -> None:
    """Type three slips of one terminal; the first as it is printed, of the others the sums."""
    clerk.type(
        "12345678", ENTER, "000001", ENTER, "000101", ENTER, "25000", F6, sees="还差 35,000.00"
    )
    clerk.type(ENTER, "25000", F6, sees="还差 10,000.00")
    clerk.type(F2, sees=f"已入账  {VILLAGE} 120 户 280 人  60,000.00 元")


@pytest.mark.parametrize("way", ["ticked", "file"])
def test_a_village_of_120_families_with_three_slips(
    clerk: _Clerk, way: str, sqlite_desk: Desk, tmp_path: Path
) -> None:
    clerk.type(CTRL_F, "qsc", ENTER, sees="未缴 120 户")
    if way == "ticked":
        clerk.type("a", F2, sees="应收 60,000.00 元")
    else:
        clerk.type(F3, "a.csv", ENTER, sees="应收 60,000.00 元")
    _slips(clerk)
    clerk.type(F5, sees="登记单 120 张已写入")
    assert clerk.keys < _KEYS_A_MINUTE / 2, f"{clerk.keys} keys"
    assert plain(sqlite_desk, "SELECT count(*), sum(amount_fen) FROM payment") == [
        (_FAMILIES, _DUE_FEN)
    ]
    assert plain(sqlite_desk, "SELECT trace, amount_fen FROM slip ORDER BY id") == [
        ("000101", 25000_00), ("000102", 25000_00), ("000103", 10000_00),
    ]  # fmt: skip
    (path,) = tmp_path.glob("登记单-*.xlsx")
    assert len(openpyxl.load_workbook(path, read_only=True).sheetnames) == _FAMILIES
    assert faults(sqlite_desk) == []
