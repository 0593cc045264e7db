"""The receivables and the pay list as workbooks: figures to the fen, whole numbers in one only."""

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from models.bureau.funders.repay import repay
from models.bureau.funders.transfer import record_transfer
from models.station.desk import Desk
from reports.listing.text import listings_text
from reports.listing.values import masked
from reports.listing.workbook import write_listings_workbook
from reports.receivables.gather import gather_receivables
from reports.receivables.listing import receivable_listings
from reports.receivables.owed import gather_owed, owed_listings
from tests.making import pay, person, register_people, reverse

_DAY = dt.datetime.combine(dt.date(2019, 11, 14), dt.time())


@pytest.fixture
def paid(sqlite_desk: Desk) -> Desk:
    """Two 低保, one 建档立卡 and one 兜底 have paid; 扶贫 has transferred."""
    desk = sqlite_desk
    register_people(
        desk,
        person("张三", household="0001", categories=("低保",)),
        person("=李四", household="0002", categories=("低保",)),
        person("王五", household="0003", categories=("建档立卡贫困人口",)),
        person("赵六", household="0004", categories=("社会保障兜底脱贫对象",)),
    )
    for n in range(1, 5):
        pay(desk, f"000{n}", trace=n if n < 4 else None)
    record_transfer(
        desk, "medical", "扶贫", "建档立卡贫困人口", "remitted", 12345, paper="扶〔2019〕1号"
    )
    return desk


def _book(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(path)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def _receivables(desk: Desk, folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    listings = receivable_listings(gather_receivables(desk), has_people=True)
    write_listings_workbook(listings, folder / "r.xlsx")
    return _book(folder / "r.xlsx")


def _pay_list(desk: Desk, folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    write_listings_workbook(owed_listings(gather_owed(desk)), folder / "o.xlsx")
    return _book(folder / "o.xlsx")


def _owed_text(desk: Desk) -> str:
    return listings_text([masked(each) for each in owed_listings(gather_owed(desk))])


def _numbers(desk: Desk) -> dict[str, str]:
    return dict(desk.store.rows("SELECT name, id_number FROM person"))


def test_every_figure_reads_back_to_the_fen(paid: Desk, tmp_path: Path) -> None:
    rows = [row for row in _receivables(paid, tmp_path)["资金往来"] if isinstance(row[3], int)]
    found = [(*row[1:4], *(Decimal(str(cell)) for cell in row[4:])) for row in rows]
    money = Decimal("0.01").__mul__
    assert found == [
        ("建档立卡贫困人口", "扶贫", 1, money(12500), money(12345), money(155), 0, 0),
        ("社会保障兜底脱贫对象", "医疗救助", 1, money(12500), 0, money(12500), 0, 0),
        ("社会保障兜底脱贫对象", "财政", 1, money(12500), 0, money(12500), 0, 0),
        ("", "", 2, money(37500), money(12345), money(25155), 0, 0),
        ("低保", "医疗救助", 2, money(15000), 0, money(15000), 0, 0),
        ("", "", 2, money(15000), 0, money(15000), 0, 0),
    ]


def test_the_transfers_stand_with_day_and_paper(paid: Desk, tmp_path: Path) -> None:
    last = _receivables(paid, tmp_path)["到账记录"][-1]
    assert last == (
        _DAY, "城乡居民医疗保险 2020", "扶贫", "建档立卡贫困人口", "划拨汇缴", 123.45,
        "扶〔2019〕1号",
    )  # fmt: skip


def test_the_people_behind_each_row_are_masked(paid: Desk, tmp_path: Path) -> None:
    rows = _receivables(paid, tmp_path)["人员名单"][3:]
    assert [(row[2], row[6], row[10]) for row in rows] == [
        ("扶贫", "王五", 125), ("医疗救助", "赵六", 125), ("财政", "赵六", 125),
        ("医疗救助", "张三", 75), ("医疗救助", "=李四", 75),
    ]  # fmt: skip
    assert all("********" in row[7] for row in rows)


def test_only_the_pay_list_holds_whole_numbers(paid: Desk, tmp_path: Path) -> None:
    people = receivable_listings(gather_receivables(paid), has_people=True)
    texts = [
        str(cell) for rows in _receivables(paid, tmp_path).values() for r in rows for cell in r
    ]
    texts += [listings_text(people), _owed_text(paid)]
    assert "张三" in texts[-2] and "张三" in texts[-1]
    assert not any(number in text for number in _numbers(paid).values() for text in texts)
    listed = [row[2] for row in _pay_list(paid, tmp_path)["付款名单"][3:5]]
    assert listed == [_numbers(paid)["张三"], _numbers(paid)["=李四"]]


def test_the_pay_list_says_whom_to_pay_how_much_and_leaves_the_account_open(
    paid: Desk, tmp_path: Path
) -> None:
    rows = _pay_list(paid, tmp_path)["付款名单"]
    assert rows[2] == (
        "序号", "姓名", "证件号码", "村(社区)", "户编号", "类别", "收据", "缴费日期",
        "应退金额（元）", "开户银行", "户名", "银行账号",
    )  # fmt: skip
    number = _numbers(paid)["张三"]
    assert rows[3][:9] == (1, "张三", number, "青山村", "0001", "低保", "2019-000001",
                           _DAY, 75)  # fmt: skip
    assert not any(rows[3][9:])
    assert (rows[5][0], rows[5][8]) == ("合计 2 人", 150)


def test_a_name_is_never_a_formula(paid: Desk, tmp_path: Path) -> None:
    _pay_list(paid, tmp_path)
    cell = openpyxl.load_workbook(tmp_path / "o.xlsx")["付款名单"]["B5"]
    assert (cell.value, cell.data_type) == ("=李四", "s")


def test_who_was_paid_back_and_refunded_stands_apart(paid: Desk, tmp_path: Path) -> None:
    repay(paid, "medical", "低保", "民一号")
    later = paid.on(dt.date(2019, 11, 20))
    reverse(later, "2019-000001", "refund", "死亡")
    book = _pay_list(later, tmp_path)
    assert set(book) == {"应收回"}
    assert book["应收回"][3][1] == "张三" and book["应收回"][3][8] == 75
    assert "应收回" in _owed_text(later)


def test_a_station_without_money_still_answers(sqlite_desk: Desk, tmp_path: Path) -> None:
    rows = _pay_list(sqlite_desk, tmp_path)["付款名单"]
    assert "先征后补付款名单" in rows[0][0] and "上岭桥镇" in rows[1][0]
    assert "2019-11-14" in rows[1][0] and rows[3][0] == "没有尚欠个人的先征后补"
    assert "没有尚欠个人的先征后补" in _owed_text(sqlite_desk)
    (rows,) = _receivables(sqlite_desk, tmp_path).values()
    assert "没有应由资金方负担的缴费，也没有到账记录" in str(rows)
    listings = receivable_listings(gather_receivables(sqlite_desk), has_people=True)
    assert "没有应由资金方负担的缴费，也没有到账记录" in listings_text(listings)
