"""``import enrolment`` as a script calls it: recorded, again nothing, contradicted, checked."""

import json
from pathlib import Path

import pytest

from tests.seed.tables import xlsx
from tests.tui.calling import Answer, Caller

_PEOPLE = (
    ("王大山", "431198196001010018"),
    ("李秀英", "43119819620304002X"),
    ("王小燕", "431198199005060022"),
)


@pytest.fixture
def township(station: Caller, tmp_path: Path) -> Caller:
    """A station with three people, whose numbers are made up here."""
    path = tmp_path / "花名册.csv"
    rows = [f"青山村,0001,{name},\t{number}" for name, number in _numbered()]
    path.write_text("\n".join(["村,户编号,姓名,证件号码", *rows]), encoding="utf-8")
    assert station("import", "roster", str(path), "--json").json["people"] == len(_PEOPLE)
    return station


def _numbered() -> list[tuple[str, str]]:
    from models.base.identity import with_check_character

    return [(name, with_check_character(number[:17])) for name, number in _PEOPLE]


def _import(township: Caller, folder: Path, *words: str, cells: str = "已缴") -> Answer:
    rows = [[name, number, cells, "断缴", "2017-11-05"] for name, number in _numbered()]
    rows.append(["陌生人", _numbered()[0][1][:-1], "是", "是", ""])
    path = xlsx(folder, ["姓名", "证件号码", "2018医保", "2017年度医保", "2018医保缴费日期"], *rows)
    return township("import", "enrolment", str(path), *words)


def test_a_list_is_imported_and_again_nothing_changes(township: Caller, tmp_path: Path) -> None:
    first = _import(township, tmp_path, "--document", "3号")
    assert first.status == 0, first.error
    assert first.out.splitlines()[0] == (
        "花名册.xlsx：共 4 行 6 条，新增 6 条，与以前的名单不同、改按这份的 0 条，"
        "未变 0 条，拒绝 1 处"
    )
    assert "拒绝：第 5 行 证件号码（B列）：证件号码 4311" in first.out and "17 位" in first.out
    again = _import(township, tmp_path, "--json").json
    assert (again["new"], again["changed"], again["unchanged"]) == (0, 0, 6)
    assert [each["row"] for each in again["refused"]] == [5]
    later = _import(township, tmp_path, "--json", cells="已参保").json
    assert (later["new"], later["changed"], later["unchanged"]) == (0, 0, 6)
    checked = township("check", "--json").json
    (found,) = [each for each in checked["invariants"] if each["name"] == "往年参保与名单一致"]
    assert found["is_sound"] and found["detail"] == "6 条"


def test_a_list_that_says_otherwise_counts_and_is_counted(township: Caller, tmp_path: Path) -> None:
    _import(township, tmp_path)
    path = tmp_path / "更正.csv"
    path.write_text(f"证件号码,2017医保\n\t{_numbered()[0][1]},已缴\n", encoding="utf-8")
    told = township("import", "enrolment", str(path))
    assert "与以前的名单不同、改按这份的 1 条" in told.out


def test_a_file_that_is_no_such_list_is_one_line(township: Caller, tmp_path: Path) -> None:
    path = tmp_path / "别的.csv"
    path.write_text("甲,乙\n1,2\n", encoding="utf-8")
    told = township("import", "enrolment", str(path))
    assert told.status == 2 and told.error.count("\n") == 1 and "别的.csv" in told.error
    wrong = township("import", "enrolment", str(path), "--status", "大概")
    assert wrong.status == 2 and "状态“大概”不认识" in wrong.error


def test_identity_numbers_stand_in_no_answer(township: Caller, tmp_path: Path) -> None:
    told = _import(township, tmp_path, "--json")
    assert not any(number in json.dumps(told.json) for _, number in _numbered())
