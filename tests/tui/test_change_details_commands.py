"""``change phone|name|relation|note``, ``number``, and who is meant by a name or 户编号/姓名."""

from pathlib import Path

import pytest

from tests.making import made_up_number
from tests.tui.calling import Caller


@pytest.fixture
def number() -> str:
    return made_up_number()


@pytest.fixture
def family(station: Caller, tmp_path: Path, number: str) -> Caller:
    path = tmp_path / "花名册.csv"
    rows = [f"青山村,0001,张三,{number},13800001111", f"青山村,0001,李四,{made_up_number()},"]
    path.write_text("\n".join(["村(社区),户编号,姓名,证件号码,手机号码", *rows]), encoding="utf-8")
    assert station("import", "roster", str(path)).status == 0
    return station


def test_what_the_counter_changes_is_kept_when_the_old_roster_comes_again(
    family: Caller, tmp_path: Path
) -> None:
    said = family("change", "phone", "0001/张三", "139 0000 2222").out
    assert "139****2222" in said and "13900002222" not in said
    assert family("change", "name", "张三", "张三丰", "--reason", "登记有误").status == 0
    assert family("change", "relation", "青山村/0001/李四", "配偶").status == 0
    assert family("change", "note", "0001", "联系女儿").status == 0
    again = family("import", "roster", str(tmp_path / "花名册.csv"))
    assert again.status == 0 and again.out.count("柜台已改过") == 2
    assert "姓名（C列）" in again.out and "手机号码（E列）" in again.out
    document = family("family", "0001", "--json").json
    assert document["note"] == "联系女儿"
    assert [each["name"] for each in document["members"]] == ["张三丰", "李四"]
    assert "备注：联系女儿" in family("family", "0001").out


def test_the_whole_number_of_one_person_needs_a_reason_and_is_recorded(
    family: Caller, number: str
) -> None:
    assert family("number", "张三").status == 2
    assert family("number", "张三", "--reason", " ").status == 2
    seen = family("number", "张三", "--reason", "核对证件", "--json")
    assert seen.json["id_number"] == number and seen.json["phone"] == "13800001111"
    assert number in family("number", "0001/张三", "--reason", "填表").out
    trail = family("audit", "--action", "see_number").out
    assert "核对证件" in trail and "填表" in trail and number not in trail


def test_members_named_get_a_category_together(family: Caller) -> None:
    words = ("certify", "--household", "0001", "--category", "低保", "--members")
    assert "一起登记：低保 1 人（李四）" in family(*words, "李四").out
    assert "无此人" in family(*words, "无此人").error
    alone = family("certify", "张三", "--category", "低保", "--members", "李四")
    assert alone.status == 2


def test_a_name_of_the_family_does_for_its_number_when_it_pays(family: Caller) -> None:
    slip = ("--channel", "pos", "--terminal", "12345678", "--batch", "000001", "--trace", "000001")
    paid = family("pay", "0001", "--insurance", "medical", "--members", "李四", *slip, "--json")
    assert paid.status == 0, paid.error
    assert len(paid.json["lines"]) == 1
