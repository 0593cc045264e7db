"""Funders' money through the command line: what is due, what came, what people get back."""

from pathlib import Path

import pytest

from tests.making import made_up_number
from tests.tui.calling import Caller

_TRANSFER = (
    "transfer", "--insurance", "medical", "--funder", "扶贫", "--category", "建档立卡贫困人口",
    "--settlement", "remitted", "--amount", "125", "--paper", "扶〔2019〕1号",
)  # fmt: skip
_REPAY = ("repay", "--insurance", "medical", "--category", "低保", "--paper", "民〔2019〕1号")


@pytest.fixture
def numbers(station: Caller, tmp_path: Path) -> list[str]:
    """A 低保 and a 建档立卡 who have paid."""
    numbers = [made_up_number(), made_up_number()]
    roster = tmp_path / "花名册.csv"
    roster.write_text(
        "村(社区),户编号,姓名,证件号码,人员类别\n"
        f"青山村,0001,张三,{numbers[0]},低保\n青山村,0002,李四,{numbers[1]},建档立卡\n",
        encoding="utf-8",
    )
    assert station("import", "roster", str(roster)).status == 0
    for n in ("1", "2"):
        paid = station(
            "pay", f"000{n}", "--insurance", "medical", "--channel", "pos",
            "--terminal", "12345678", "--batch", "000001", "--trace", f"00000{n}",
        )  # fmt: skip
        assert paid.status == 0
    return numbers


def rows(station: Caller, *words: str) -> list[tuple[str, int, int, int]]:
    document = station("report", "receivables", *words, "--json").json
    return [
        (row["category"], row["due_fen"], row["transferred_fen"], row["difference_fen"])
        for row in document["rows"]
    ]


def test_a_transfer_is_recorded_once_and_taken_off(station: Caller, numbers: list[str]) -> None:
    assert station(*_TRANSFER, "--json").json["replayed"] is False
    assert "没有变化" in station(*_TRANSFER).out
    assert rows(station) == [("建档立卡贫困人口", 12500, 12500, 0), ("低保", 7500, 0, 7500)]
    out = station("report", "receivables").out
    assert "【划拨汇缴】" in out and "扶〔2019〕1号" in out and "尚欠 1 人 75.00 元" in out
    assert rows(station, "--as-of", "2019-11-13") == []
    assert rows(station, "--funder", "扶贫") == [("建档立卡贫困人口", 12500, 12500, 0)]


def test_a_wrong_amount_is_refused_on_the_same_paper_and_taken_off(
    station: Caller, numbers: list[str]
) -> None:
    station(*_TRANSFER)
    again = station(*_TRANSFER, "--amount", "1250", "--json")
    assert again.status == 1 and again.json["refused"]["code"] == "paper_used"
    back = station(*_TRANSFER, "--amount", "25", "--paper", "更正一号", "--back", "--json").json
    assert (back["amount_fen"], back["replayed"]) == (-2500, False)
    assert rows(station, "--funder", "扶贫") == [("建档立卡贫困人口", 12500, 10000, 2500)]
    assert "-25.00" in station("report", "receivables").out


def test_the_same_list_paid_back_again_says_what_the_paper_paid(
    station: Caller, numbers: list[str]
) -> None:
    station(*_REPAY)
    assert "这个文号早已登记：1 人 75.00 元，没有变化" in station(*_REPAY).out


def test_the_list_behind_a_row_is_masked(station: Caller, numbers: list[str]) -> None:
    out = station("report", "receivables", "--people").out
    document = station("report", "receivables", "--people", "--category", "低保", "--json")
    assert "张三" in out and "********" in out
    assert [each["name"] for row in document.json["rows"] for each in row["list"]] == ["张三"]
    owed = station("report", "owed").out + station("report", "owed", "--json").out
    assert not any(number in out + document.out + owed for number in numbers)


def test_people_are_paid_back_once(station: Caller, numbers: list[str]) -> None:
    owed = station("report", "owed", "--json").json
    assert (owed["people"], owed["amount_fen"]) == (1, 7500)
    done = station(*_REPAY, "--json").json
    assert (done["people"], done["amount_fen"], done["replayed"]) == (1, 7500, False)
    assert station(*_REPAY, "--json").json["replayed"] is True
    again = station(*_REPAY[:-1], "民〔2019〕2号", "--person", numbers[0], "--json")
    assert again.status == 1 and again.json["refused"]["code"] == "already_repaid"
    assert "没有尚欠" in station("report", "owed").out


def test_both_reports_are_written_as_workbooks(
    station: Caller, numbers: list[str], tmp_path: Path
) -> None:
    for report in ("receivables", "owed"):
        path = tmp_path / f"{report}.xlsx"
        assert station("report", report, "--xlsx", str(path)).out == f"已写入 {path}\n"
        assert path.is_file()
        assert "已存在" in station("report", report, "--xlsx", str(path)).error


def test_both_reports_are_written_as_csv_into_a_file_or_a_folder(
    station: Caller, numbers: list[str], tmp_path: Path
) -> None:
    station(*_TRANSFER)
    folder, file = tmp_path / "表", tmp_path / "a.csv"
    folder.mkdir()
    for report in ("receivables", "owed"):
        assert station("report", report, "--csv", str(folder)).status == 0
    names = sorted(path.name for path in folder.iterdir())
    assert names == [
        f"{name}-上岭桥镇-2019-11-14.csv" for name in ("付款名单", "到账记录", "资金往来")
    ]
    said = station("report", "receivables", "--csv", str(file)).out
    assert f"已写入 {file}" in said and "另有 1 张附表没有写" in said
    main = (folder / names[2]).read_text(encoding="utf-8-sig")
    assert file.read_text(encoding="utf-8-sig") == main and main.startswith("结算方式,险种,类别")
    owed = (folder / names[0]).read_text(encoding="utf-8-sig")
    assert "张三" in owed and not any(number in owed for number in numbers)
    again = station("report", "receivables", "--csv", str(file))
    assert again.status == 2 and "已存在" in again.error
    assert station("report", "receivables", "--csv", str(file), "--overwrite").status == 0


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ((*_TRANSFER[:-1], ""), 2),
        ((*_TRANSFER, "--settlement", "reimbursed"), 2),
        ((*_TRANSFER, "--settlement", "other"), 2),
        ((*_TRANSFER, "--funder", "没有局"), 2),
        ((*_TRANSFER, "--amount", "-1"), 2),
        ((*_REPAY, "--person", "123"), 2),
        ((*_REPAY[:-3], "特困供养人员", *_REPAY[-2:]), 1),
        (("report", "receivables", "--funder", "没有局"), 2),
    ],
)
def test_a_call_that_cannot_be_is_one_line(
    station: Caller, numbers: list[str], words: tuple[str, ...], status: int
) -> None:
    answer = station(*words)
    assert answer.status == status and answer.error.count("\n") == 1 and answer.out == ""
    assert rows(station) == [("建档立卡贫困人口", 12500, 0, 12500), ("低保", 7500, 0, 7500)]


def test_the_audit_names_rows_and_never_people(
    station: Caller, numbers: list[str], tmp_path: Path
) -> None:
    station(*_TRANSFER)
    station(*_REPAY)
    from models.store.connect import open_store

    store = open_store(str(tmp_path / "station.db"), tmp_path / "config/laobao/station.key")
    lines = store.rows("SELECT action, subject, detail FROM audit ORDER BY id DESC LIMIT 2")
    store.close()
    assert [line[0] for line in lines] == ["repay", "record_transfer"]
    assert not any(word in str(lines) for word in (*numbers, "张三", "李四"))
