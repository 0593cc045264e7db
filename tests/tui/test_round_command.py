"""The rounds of a station through the command line, as a clerk opens the next year."""

from pathlib import Path

import pytest

from tests.making import made_up_number
from tests.tui.calling import Caller
from tests.years import text_of_year

_SLIP = ("--terminal", "12345678", "--batch", "000001", "--trace")
_NEXT, _TEXT = text_of_year("lengshuitan-2019", 1)


@pytest.fixture
def next_year(station: Caller, tmp_path: Path) -> Caller:
    """A station with a family, where next year's notice has been added to the machine."""
    roster = tmp_path / "花名册.csv"
    lines = ["村(社区),户编号,姓名,证件号码", f"青山村,0001,张三,{made_up_number()}"]
    roster.write_text("\n".join(lines), encoding="utf-8")
    assert station("import", "roster", str(roster)).status == 0
    file = tmp_path / f"{_NEXT}.toml"
    file.write_text(_TEXT, encoding="utf-8")
    added = station("notice", "add", str(file))
    assert added.status == 0, added.error
    return station


def test_the_next_year_is_collected_in_the_same_store(next_year: Caller) -> None:
    paid = next_year("pay", "0001", "--insurance", "medical", *_SLIP, "000001", "--json")
    assert paid.json["amount_fen"] == 25000
    opened = next_year("--on", "2020-10-15", "round", "open", "--notice", _NEXT, "--json")
    assert opened.status == 0, opened.error
    assert opened.json["round"] == 2
    assert opened.json["insurances"]["medical"] == {
        "levy_year": 2021, "opens": "2020-10-01", "closes": "2020-12-31", "state": "open",
        "is_present": True,
    }  # fmt: skip
    later = next_year("--on", "2020-10-15", "pay", "0001", "--insurance", "medical", *_SLIP,
                      "000002", "--json")  # fmt: skip
    assert later.json["amount_fen"] == 25000
    family = next_year("--on", "2020-10-15", "family", "0001", "--json").json
    assert family["members"][0]["insurances"]["medical"]["paid"]["levy_year"] == 2021
    shown = next_year("--on", "2020-10-15", "round", "show", "1", "--json").json
    assert shown["insurances"]["medical"]["people"] == 1
    assert shown["insurances"]["medical"]["target"] == 47212
    listed = next_year("--on", "2020-10-15", "round", "list", "--json").json
    assert [(each["round"], each["notice"]) for each in listed] == [
        (1, "lengshuitan-2019"), (2, _NEXT),
    ]  # fmt: skip
    assert next_year("check").status == 0


def test_a_round_says_what_it_collects_and_what_is_to_be_filled_in(next_year: Caller) -> None:
    told = next_year("--on", "2020-09-20", "round", "open", "--notice", _NEXT).out
    assert "已开第 2 轮" in told and "医疗.个人标准" in told
    assert "医疗保险 2021 年度  2020-10-01 至 2020-12-31  征缴期未到" in told
    told = next_year("--on", "2020-09-20", "round", "show").out
    assert "第 2 轮" in told and "任务 47212 人" in told


def test_what_does_not_fit_is_refused_in_one_line(next_year: Caller) -> None:
    for words, status, said in (
        (("round", "open", "--notice", "lengshuitan-2019"), 1, "已是本站第 1 轮"),
        (("round", "open", "--notice", "nowhere"), 2, "没有通知"),
        (("round", "show", "5"), 2, "没有第 5 轮"),
        (("round", "withdraw", "1", "--reason", "x"), 1, "只有这一个轮次"),
        (("notice", "fill", "medical.personal=280", "--document", "x", "--round", "9"), 2, "第 9"),
    ):
        answer = next_year(*words)
        assert answer.status == status and said in answer.error
        assert len(answer.error.strip().splitlines()) == 1


def test_a_round_opened_too_early_is_withdrawn(next_year: Caller) -> None:
    assert next_year("round", "open", "--notice", _NEXT).status == 0
    gone = next_year("round", "withdraw", "2", "--reason", "开早了", "--json")
    assert gone.json == {"round": 2, "notice": _NEXT, "withdrawn": True}
    assert [each["round"] for each in next_year("round", "list", "--json").json] == [1]
