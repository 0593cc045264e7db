"""Public posting through the command line, at a station of 松阳: post, object, resolve, file."""

from pathlib import Path

import pytest

from tests.making import made_up_number
from tests.tui.calling import Caller

_MAKE = ("posting", "make", "--village", "青山村", "--category", "低保", "--until", "2020-11-16")
_FILE = (
    "posting",
    "file",
    "--category",
    "低保",
    "--bureau",
    "财政局",
    "--paper",
    "松政〔2020〕1号",
)


@pytest.fixture
def store(laobao: Caller, tmp_path: Path) -> tuple[str, ...]:
    options = ("--store", str(tmp_path / "s.db"))
    words = (
        "init",
        "--notice",
        "songyang-2020",
        "--township",
        "古市镇",
        "--on",
        "2020-11-10",
    )
    assert laobao(*options, *words).status == 0
    return options


@pytest.fixture
def numbers(laobao: Caller, store: tuple[str, ...], tmp_path: Path) -> list[str]:
    numbers = [made_up_number(), made_up_number()]
    roster = tmp_path / "花名册.csv"
    roster.write_text(
        "村(社区),户编号,姓名,证件号码,人员类别\n"
        f"青山村,0001,张三,{numbers[0]},低保\n青山村,0002,李四,{numbers[1]},低保\n",
        encoding="utf-8",
    )
    assert laobao(*store, "import", "roster", str(roster), "--on", "2020-11-10").status == 0
    return numbers


@pytest.fixture
def songyang(
    capsys: pytest.CaptureFixture[str], store: tuple[str, ...], numbers: list[str]
) -> Caller:
    return Caller(capsys, *store, "--on", "2020-11-10")


def test_a_list_is_made_shown_and_written(songyang: Caller, tmp_path: Path) -> None:
    made = songyang(*_MAKE, "--json").json
    assert made["is_new"] and (made["people"], made["amount_fen"]) == (2, 96000)
    assert [set(line) for line in made["lines"]] == [
        {"name", "masked_number", "category", "amount_fen"}
    ] * 2
    again = songyang(*_MAKE, "--xlsx", str(tmp_path / "p.xlsx"))
    assert "没有变化" in again.out and (tmp_path / "p.xlsx").is_file()
    shown = songyang("posting", "show", "1").out
    assert "青山村低保资助对象公示名单" in shown and "480.00" in shown and "公示中" in shown
    assert songyang("posting", "show", "1", "--json").json["state"] == "open"


def test_no_whole_number_is_printed(songyang: Caller, numbers: list[str]) -> None:
    outs = [songyang(*_MAKE).out, songyang("posting", "show", "1", "--json").out]
    songyang("posting", "object", "1", "--person", numbers[0], "--by", "匿名", "--content", "有车")
    outs += [songyang("posting", "show", "1").out, songyang("posting", "list", "--json").out]
    assert not any(number in out for number in numbers for out in outs)


def test_posting_comes_before_filing(songyang: Caller) -> None:
    refused = songyang(*_FILE, "--json")
    assert refused.status == 1 and refused.json["refused"]["code"] == "not_posted"
    songyang(*_MAKE)
    assert "才期满" in songyang(*_FILE).error
    filed = songyang(*_FILE, "--on", "2020-11-17", "--json").json
    assert (filed["filing"]["people"], filed["is_order_stated"]) == (2, True)
    listed = songyang("posting", "list", "--on", "2020-11-17")
    assert "已期满" in listed.out and "松政〔2020〕1号" in listed.out


def test_an_objection_is_raised_resolved_and_left_out(songyang: Caller, numbers: list[str]) -> None:
    songyang(*_MAKE)
    words = ("--person", numbers[0], "--by", "匿名", "--content", "家中有车", "--json")
    raised = songyang("posting", "object", "1", *words).json
    assert (raised["name"], raised["is_upheld"]) == ("张三", None)
    assert "异议 1 件未处理" in songyang("posting", "list").out
    refused = songyang(*_FILE, "--on", "2020-11-17", "--json")
    assert refused.json["refused"]["code"] == "objection_open"
    number = str(raised["objection"])
    upheld = songyang("posting", "resolve", number, "--upheld", "--reason", "属实")
    assert upheld.status == 0 and "laobao import category" in upheld.out
    filed = songyang(*_FILE, "--on", "2020-11-17")
    assert "1 人 -> 财政局" in filed.out and "1 人异议成立" in filed.out
    assert "成立：属实" in songyang("posting", "show", "1").out


@pytest.mark.parametrize(
    "words",
    [
        ("show", "9"),
        ("show", "99999999999999999999"),
        ("resolve", "99999999999999999999", "--upheld", "--reason", "属实"),
        ("object", "9" * 20, "--person", "1", "--by", "匿名", "--content", "有车"),
        ("make", "--village", "青山村", "--category", "低保"),
        ("make", "--village", "青山村", "--category", "低保", "--until", "2020-11-31"),
        ("make", "--village", "无此村", "--category", "低保", "--until", "2020-11-16"),
        ("resolve", "1", "--reason", "属实"),
        ("resolve", "1", "--upheld", "--reason", "属实"),
        ("object", "1", "--person", "1", "--by", "匿名", "--content", "有车"),
        ("file", "--category", "低保", "--bureau", "民政局", "--paper", "一号"),
    ],
)
def test_a_call_that_cannot_be_is_one_line(songyang: Caller, words: tuple[str, ...]) -> None:
    answer = songyang("posting", *words)
    assert answer.status == 2 and answer.error.count("\n") == 1 and answer.out == ""


def test_a_wrong_file_name_records_nothing(songyang: Caller) -> None:
    assert songyang(*_MAKE, "--xlsx", "名单.txt").status == 2
    assert songyang("posting", "list", "--json").json == {"postings": [], "filings": []}


def test_nothing_is_recorded_while_the_file_cannot_be_written(
    songyang: Caller, tmp_path: Path
) -> None:
    """An existing file, or a missing folder, is told before the posting is entered."""
    taken = tmp_path / "名单.xlsx"
    taken.write_bytes(b"")
    for path in (taken, tmp_path / "没有" / "名单.xlsx"):
        answer = songyang(*_MAKE, "--xlsx", str(path))
        assert answer.status == 2 and answer.out == "" and answer.error.count("\n") == 1
    assert songyang("posting", "list", "--json").json == {"postings": [], "filings": []}


def test_an_objection_is_not_resolved_both_ways(songyang: Caller, numbers: list[str]) -> None:
    songyang(*_MAKE)
    songyang("posting", "object", "1", "--person", numbers[0], "--by", "匿名", "--content", "有车")
    answer = songyang("posting", "resolve", "1", "--upheld", "--dismissed", "--reason", "属实")
    assert answer.status == 2 and "--dismissed" in answer.error
    assert songyang("posting", "show", "1", "--json").json["open_objections"] == 1


def test_a_filing_entered_again_says_when_it_was_entered(songyang: Caller) -> None:
    songyang(*_MAKE)
    songyang(*_FILE, "--on", "2020-11-17")
    assert "2020-11-17 早已登记，没有变化" in songyang(*_FILE, "--on", "2020-11-18").out
