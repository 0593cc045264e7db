"""Duplicates through the command line: find, list, show, resolve, and the lists that come in."""

from pathlib import Path

import pytest

from tests.making import made_up_number
from tests.tui.calling import Caller


@pytest.fixture
def numbers(station: Caller, tmp_path: Path) -> list[str]:
    """Two families, each with a 曾国强 born on one day."""
    numbers = [made_up_number("1975-03-04"), made_up_number("1975-03-04")]
    roster = tmp_path / "花名册.csv"
    roster.write_text(
        "村(社区),户编号,姓名,证件号码,与户主关系\n"
        f"青山村,0001,曾国强,{numbers[0]},户主\n白塘村,0002,曾国强,{numbers[1]},子女\n",
        encoding="utf-8",
    )
    assert station("import", "roster", str(roster)).status == 0
    return numbers


def test_find_list_show_and_resolve(station: Caller, numbers: list[str]) -> None:
    assert station("duplicates", "find", "--json").json == {"new": 1, "known": 0}
    assert "原有 1 件" in station("duplicates", "find").out
    (case,) = station("duplicates", "list", "--json").json["cases"]
    assert (case["kind"], case["decision"]) == ("look_alike", None)
    assert "疑似同一人" in station("duplicates", "list").out
    document = station("duplicates", "show", str(case["case_id"]), "--json").json
    assert [side["household"] for side in document["sides"]] == ["0001", "0002"]
    answer = station(
        "duplicates", "resolve", str(case["case_id"]), "--as", "same", "--keep", "1",
        "--reason", "一人登记两次", "--json",
    )  # fmt: skip
    assert answer.json["left"] == "曾国强" and answer.json["kept"] == 1
    assert station("duplicates", "list", "--json").json == {"cases": []}
    assert "同一人" in station("duplicates", "list", "--all").out
    assert "一人登记两次" in station("duplicates", "show", str(case["case_id"])).out


def test_both_sides_stand_side_by_side_and_differences_are_marked(
    station: Caller, numbers: list[str]
) -> None:
    station("duplicates", "find")
    out = station("duplicates", "show", "1").out
    rows = {line[2:10].strip(): line for line in out.splitlines() if line[:1] in "* "}
    marked = {label for label, line in rows.items() if line.startswith("*")}
    assert "青山村 0001 户" in out and "白塘村 0002 户" in out
    assert any(label.startswith("村和户") for label in marked)
    assert not any(label.startswith(("姓名", "出生日期")) for label in marked)
    assert not any(number in out for number in numbers)


def test_the_family_says_that_a_case_is_open(station: Caller, numbers: list[str]) -> None:
    assert "待核查" not in station("family", "0001").out
    station("duplicates", "find")
    assert "有待核查的重复：1 件" in station("family", "0001").out
    assert station("family", "0002", "--json").json["open_duplicates"] == 1


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("show", "9"), 2),
        (("resolve", "9", "--as", "different", "--reason", "两人"), 2),
        (("resolve", "1", "--as", "same", "--reason", "一人"), 2),
        (("resolve", "1", "--as", "same", "--keep", "3", "--reason", "一人"), 2),
        (("resolve", "1", "--as", "elsewhere", "--reason", "一人"), 2),
        (("resolve", "1", "--as", "maybe", "--reason", "一人"), 2),
        (("resolve", "1", "--as", "different"), 2),
    ],
)
def test_a_call_that_cannot_be_is_one_line(
    station: Caller, numbers: list[str], words: tuple[str, ...], status: int
) -> None:
    station("duplicates", "find")
    answer = station("duplicates", *words)
    assert answer.status == status and answer.error.count("\n") == 1
    assert len(station("duplicates", "list", "--json").json["cases"]) == 1


def test_a_refusal_names_both_receipts(station: Caller, numbers: list[str]) -> None:
    station("duplicates", "find")
    slip = ("--channel", "pos", "--terminal", "12345678", "--batch", "000001", "--trace")
    receipts = [
        station("pay", household, "--insurance", "medical", *slip, trace, "--json").json["receipt"]
        for household, trace in (("0001", "000001"), ("0002", "000002"))
    ]
    call = ("duplicates", "resolve", "1", "--as", "same", "--keep", "1", "--reason", "一人")
    answer = station(*call, "--json")
    assert answer.status == 1 and answer.json["refused"]["code"] == "paid_twice"
    assert all(receipt in station(*call).error for receipt in receipts)


def test_a_list_of_employees_leads_to_a_refusal_to_quote(
    station: Caller, numbers: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "职工.csv"
    path.write_text(f"姓名,证件号码,单位\n曾国强,{numbers[0]},某厂\n", encoding="utf-8")
    result = station("import", "elsewhere", str(path), "--status", "职工医保", "--json").json
    assert (result["new_cases"], result["known_cases"], result["strangers"]) == (1, 0, 0)
    assert "原有 1 件" in station("import", "elsewhere", str(path), "--status", "职工医保").out
    answer = station("duplicates", "resolve", "1", "--as", "elsewhere", "--reason", "单位证明")
    assert "职工医保" in answer.out
    member = station("family", "0001", "--json").json["members"][0]
    assert member["insurances"]["medical"]["quote"]["refused"]["code"] == "insured_elsewhere"


def test_the_countys_roster_comes_in(station: Caller, numbers: list[str], tmp_path: Path) -> None:
    path = tmp_path / "全县.csv"
    path.write_text(f"乡镇,村,姓名,证件号码\n蔡市镇,大塘村,曾国强,{numbers[0]}\n", encoding="utf-8")
    assert "新列入核查 1 件" in station("import", "county-roster", str(path)).out
    (case,) = station("duplicates", "list", "--json").json["cases"]
    assert case["kind"] == "same_number" and case["other_place"] == "蔡市镇 大塘村"
