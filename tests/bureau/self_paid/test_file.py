"""The file of paid data in several layouts; every row that cannot be read says why."""

import datetime as dt
from pathlib import Path

import openpyxl
import pytest
import xlwt

from models.base.errors import BadInput
from models.station.desk import Desk
from seed.self_paid_words import channel_named, insurance_named, kind_named, year_in
from tests.bureau.self_paid.making import HEADER, paid_csv, read_paid_file, row
from tests.cases import for_each
from tests.making import fixed_number, made_up_number

_NUMBER = fixed_number()


def test_a_bureaus_csv(sqlite_desk: Desk, tmp_path: Path) -> None:
    path = paid_csv(
        tmp_path,
        f"张三,{_NUMBER},城乡居民基本医疗保险费,2020-01-01至2020-12-31,250.00,支付宝,2019-11-05,343",
    )
    read = read_paid_file(sqlite_desk, path)
    assert read.file.rows == (row(_NUMBER, voucher="343"),)
    assert (read.refused, read.warnings, read.rows) == ((), (), 1)


def test_a_workbook_below_a_letterhead_with_a_total_line(sqlite_desk: Desk, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for line in (
        ["冷水滩区税务局城乡居民两费已缴明细"],
        ["序号", "缴费人姓名", "公民身份号码", "费种", "年度", "金额(元)", "缴费档次", "支付方式",
         "支付时间"],
        [1, " 张三 ", f"'{_NUMBER}", "居民养老", "2019年度", 300, "300元档", "微信支付",
         "2019-10-05 09:30:00"],
        ["合计", "", "", "", "", 300],
    ):  # fmt: skip
        book.active.append(line)
    book.save(tmp_path / "已缴.xlsx")
    read = read_paid_file(sqlite_desk, tmp_path / "已缴.xlsx")
    assert read.file.rows == (
        row(
            _NUMBER, row=3, insurance="pension", levy_year=2019, amount_fen=30000, tier_fen=30000,
            channel="wechat", paid_on=dt.date(2019, 10, 5),
        ),
    )  # fmt: skip
    assert read.refused == () and [each.column for each in read.warnings] == ["序号"]


def test_an_old_workbook_of_a_bank_about_one_insurance_and_channel(
    sqlite_desk: Desk, tmp_path: Path
) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("批扣")
    for number, line in enumerate(
        [["姓名", "证件号码", "年度", "实缴", "扣款日期", "扣款状态", "流水号"],
         ["张三", _NUMBER, "2020", "250", "20191105", "扣款成功", "-"],
         ["李四", _NUMBER, "2020", "250", "20191105", "扣款失败", "余额不足"]]
    ):  # fmt: skip
        for place, text in enumerate(line):
            sheet.write(number, place, text)
    book.save(str(tmp_path / "批扣.xls"))
    read = read_paid_file(sqlite_desk, tmp_path / "批扣.xls", "medical", "bank_batch")
    assert read.file.rows == (row(_NUMBER, channel="bank_batch"),)
    assert [(each.row, each.reason) for each in read.refused] == [
        (3, "状态是“扣款失败”，不是缴费成功，没有导入")
    ]


@pytest.mark.parametrize(
    ("cells", "column", "reason"),
    [
        (",,医疗,2020,250,支付宝,2019-11-05,1", "姓名", "是空的"),
        ("张三,{n},,2020,250,支付宝,2019-11-05,1", "险种", "「整个文件的险种」"),
        ("张三,{n},车船税,2020,250,支付宝,2019-11-05,1", "险种", "不认识"),
        ("张三,{n},职工医保,2020,250,支付宝,2019-11-05,1", "险种", "不是城乡居民"),
        ("张三,{n},医疗,今年,250,支付宝,2019-11-05,1", "参保年度", "哪一年度"),
        ("张三,{n},医疗,2019-2020,250,支付宝,2019-11-05,1", "参保年度", "哪一年度"),
        ("张三,{n},医疗,2020,二百五,支付宝,2019-11-05,1", "缴费金额", "不是金额"),
        ("张三,{n},医疗,2020,0,支付宝,2019-11-05,1", "缴费金额", "金额是 0"),
        ("张三,{n},医疗,2020,250,,2019-11-05,1", "缴费渠道", "「整个文件的缴费渠道」"),
        ("张三,{n},医疗,2020,250,POS刷卡,2019-11-05,1", "缴费渠道", "本站POS刷卡收的"),
        ("张三,{n},医疗,2020,250,现金,2019-11-05,1", "缴费渠道", "本站现金收的"),
        ("张三,{n},医疗,2020,250,支付宝,去年,1", "缴费日期", "不是有效日期"),
        ("张三,{n},医疗,2020,250,支付宝,2019-11-15,1", "缴费日期", "晚于业务日期"),
    ],
)
def test_a_row_that_cannot_be_read_says_where_and_why(
    sqlite_desk: Desk, tmp_path: Path, cells: str, column: str, reason: str
) -> None:
    good = f"李四,{made_up_number()},医疗,2020,250,支付宝,2019-11-05,2"
    path = paid_csv(tmp_path, good, cells.format(n=_NUMBER))
    read = read_paid_file(sqlite_desk, path)
    (fault,) = read.refused
    assert (fault.row, fault.column.split("（")[0]) == (3, column) and reason in fault.reason
    assert len(read.file.rows) == 1


def test_a_number_that_is_not_valid_is_kept_with_the_reason(
    sqlite_desk: Desk, tmp_path: Path
) -> None:
    path = paid_csv(tmp_path, f"张三,{_NUMBER[:-1]},医疗,2020,250,微信,2019年11月5日,1")
    (read,) = read_paid_file(sqlite_desk, path).file.rows
    assert "17 位" in read.fault and read.channel == "wechat"
    assert read.paid_on == dt.date(2019, 11, 5)


@pytest.mark.parametrize(
    ("cells", "name", "number"),
    [(",{n},医疗,2020,250,微信,2019-11-05,1", "", _NUMBER),
     ("张三,,医疗,2020,250,微信,2019-11-05,1", "张三", "")],
)  # fmt: skip
def test_money_of_somebody_half_named_is_kept(
    sqlite_desk: Desk, tmp_path: Path, cells: str, name: str, number: str
) -> None:
    read = read_paid_file(sqlite_desk, paid_csv(tmp_path, cells.format(n=_NUMBER)))
    (kept,) = read.file.rows
    assert (kept.name, kept.id_number, read.refused) == (name, number, ())
    assert kept.fault == ("" if number else "文件里没有证件号码")


@pytest.mark.parametrize(
    ("amount", "state", "business", "kind"),
    [
        ("250", "缴费成功", "缴费", None),
        ("-250", "", "", "reversal"),
        ("−250.00", "成功", "", "reversal"),
        ("-￥250", "", "", "reversal"),
        ("(250.00)", "", "", "reversal"),
        ("250", "已退费", "", "reversal"),
        ("250", "冲正成功", "", "reversal"),
        ("-250", "已撤销", "退费", "reversal"),
        ("250", "成功", "退费", "reversal"),
        ("250", "作废", "", "reversal"),
        ("250", "挂账", "", "suspended"),
        ("250", "待清分", "", "suspended"),
    ],
)
def test_a_row_says_whether_money_came_went_back_or_waits(
    sqlite_desk: Desk, tmp_path: Path, amount: str, state: str, business: str, kind: str | None
) -> None:
    path = paid_csv(
        tmp_path,
        f"张三,{_NUMBER},医疗,2020,{amount},微信,2019-11-05,1,{state},{business},9",
        header=f"{HEADER},状态,交易类型,原税票号",
    )
    (read,) = read_paid_file(sqlite_desk, path).file.rows
    assert (read.kind, read.amount_fen) == (kind, 25000)
    assert read.original == ("9" if kind == "reversal" else "")


@for_each("state", ["退费申请中", "待退费", "退费失败", "缴费失败", "未缴费", "处理完毕？"])
def test_what_has_not_happened_is_refused_with_what_stands_there(state: str) -> None:
    with pytest.raises(BadInput, match=state):
        kind_named(state, "", is_negative=False)


@for_each("period", [
        "2020-01-01至2020-12-31", "2020", "202001-202012", "2020年度", "2020.01-2020.12",
        "2020年1月-2020年12月", "2020/01/01-2020/12/31", "20200101-20201231", "２０２０年",
        "2020-01-01 00:00:00",
    ])  # fmt: skip
def test_a_period_gives_its_year(period: str) -> None:
    assert year_in(period) == 2020


def test_a_period_in_two_columns_gives_its_year(sqlite_desk: Desk, tmp_path: Path) -> None:
    header = "姓名,身份证号,征收项目,费款所属期起,费款所属期止,实缴金额,缴费方式,入库日期"
    path = paid_csv(
        tmp_path,
        f"张三,{_NUMBER},医疗,2020-01-01,2020-12-31,250,微信,2019-11-05",
        f"李四,{_NUMBER},医疗,2019-09-01,2020-08-31,250,微信,2019-11-05",
        header=header,
    )
    read = read_paid_file(sqlite_desk, path)
    assert [each.levy_year for each in read.file.rows] == [2020]
    assert "哪一年度" in read.refused[0].reason


def test_a_channel_nobody_knows_is_other_with_its_words(sqlite_desk: Desk, tmp_path: Path) -> None:
    path = paid_csv(tmp_path, f"张三,{_NUMBER},医疗,2020,250,丰收互联,2019-11-05,1")
    (read,) = read_paid_file(sqlite_desk, path).file.rows
    assert (read.channel, read.channel_text) == ("other", "丰收互联")
    assert read.channel_words == "其他渠道（丰收互联）"


@for_each("words, channel", [
        ("银行批扣", "bank_batch"), ("批量扣款", "bank_batch"), ("银行代扣", "bank_batch"),
        ("支付宝", "alipay"), ("微信支付", "wechat"), ("自助终端", "self_service"),
        ("自助机", "self_service"), ("银行柜面", "bank_counter"), ("农商行柜台", "bank_counter"),
        ("办事服务大厅", "service_hall"), ("办税服务厅", "service_hall"),
        ("电子税务局", "e_tax"), ("湖南省电子税务局", "e_tax"), ("税务APP", "tax_app"),
        ("税务ａｐｐ", "tax_app"), ("掌上办税", "tax_app"), ("楚税通", "tax_app"),
        ("云闪付", "quickpass"), ("浙里办", "zhelibang"), ("手机银行", "mobile_bank"),
        ("农行掌银", "mobile_bank"), ("扫码缴费", "qr_code"), ("微信扫码", "wechat"),
        ("个人账户代缴", "medical_account"), ("家庭共济", "medical_account"),
        ("网上银行", "online"), ("alipay", "alipay"), ("银行转账", "other"), ("其他", "other"),
    ])  # fmt: skip
def test_the_words_for_each_channel(words: str, channel: str) -> None:
    assert channel_named(words)[0] == channel


@for_each("words, insurance", [
        ("城乡居民基本医疗保险费", "medical"), ("居民医保", "medical"),
        ("城乡居民基本养老保险费", "pension"), ("居民养老", "pension"),
        ("大病保险", "critical_illness"), ("城乡居民大病医疗保险", "critical_illness"),
    ])  # fmt: skip
def test_the_words_for_each_insurance(words: str, insurance: str) -> None:
    assert insurance_named(words) == insurance


def test_a_file_that_is_no_such_table_is_refused(sqlite_desk: Desk, tmp_path: Path) -> None:
    path = paid_csv(tmp_path, "张三,1", header="姓名,号码")
    with pytest.raises(BadInput, match="缺少"):
        read_paid_file(sqlite_desk, path)
