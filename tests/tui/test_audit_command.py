"""The audit trail through the command line: by person, day, act and subject; what was looked at."""

import json
from pathlib import Path

import openpyxl
import pytest

from models.base.text import mask_id
from tests.making import in_csv, made_up_number
from tests.tui.calling import Caller

_PAY = ("--terminal", "12345678", "--batch", "000001", "--trace", "000123")


@pytest.fixture
def numbers(station: Caller, tmp_path: Path) -> list[str]:
    """Three made-up people of two families, in the station."""
    numbers = [made_up_number() for _ in range(3)]
    roster = tmp_path / "花名册.csv"
    people = zip(("0001", "0001", "0002"), ("张一", "张二", "张三"), numbers, strict=True)
    rows = [f"甲村,{home},{name},{in_csv(number)}" for home, name, number in people]
    roster.write_text("\n".join(("村(社区),户编号,姓名,证件号码", *rows)), "utf-8")
    assert station("import", "roster", str(roster)).status == 0
    return numbers


@pytest.fixture
def worked(station: Caller, numbers: list[str]) -> Caller:
    """Two have worked at the station: a clerk has taken a payment, the chief looked on."""
    assert station("operator", "add", "amy", "--role", "经办").status == 0
    paid = station("pay", "0001", "--insurance", "medical", *_PAY, "--operator", "Amy ")
    assert paid.status == 0, paid.error
    return station


def rows(call: Caller, *words: str) -> list[dict[str, object]]:
    answer = call("audit", *words, "--json")
    assert answer.status == 0, answer.error
    found: list[dict[str, object]] = answer.json["rows"]
    return found


def test_it_is_read_by_person_act_and_subject(worked: Caller) -> None:
    (paid,) = rows(worked, "--operator", "ＡＭＹ")
    assert (paid["title"], paid["about"]) == ("收费", "收据 2019-000001")
    assert rows(worked, "--action", "pay") == rows(worked, "--action", "收费") == [paid]
    assert rows(worked, "--subject", "2019-000001") == [paid]
    assert [each["title"] for each in rows(worked, "--subject", "amy")] == ["登记操作员"]
    assert rows(worked, "--operator", "nobody") == []
    assert paid["detail"] == "2019-000001 500.00元"


def test_it_is_read_by_the_day_on_which_it_was_recorded(
    worked: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = rows(worked)
    assert len(everything) > 3
    from models.base import clock

    today = clock.today()
    assert rows(worked, "--from", str(today), "--until", str(today)) == everything
    assert rows(worked, "--until", "2019-11-14") == []
    assert rows(worked, "--from", "2100-01-01") == []


def test_it_is_written_as_every_list(worked: Caller, tmp_path: Path) -> None:
    text = worked("audit").out
    assert "操作记录" in text and "收费" in text
    path = tmp_path / "记录.xlsx"
    assert worked("audit", "--xlsx", str(path)).status == 0
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert any("收费" in str(cell.value) for row in sheet.rows for cell in row)
    (export,) = rows(worked, "--action", "export")
    assert export["about"] == "记录.xlsx"


def test_a_clerk_does_not_read_it_and_that_stands_in_it(worked: Caller) -> None:
    refused = worked("audit", "--operator", "amy", "--json")
    assert refused.status == 0, "the option after the command is whose lines are asked for"
    refused = worked.by("amy")("audit", "--json")
    assert refused.status == 1 and refused.json["refused"]["code"] == "not_allowed"
    (denied,) = rows(worked, "--action", "被拒绝")
    assert (denied["operator"], denied["about"]) == ("amy", "看操作记录")
    assert denied["detail"] == "看操作记录 没有权限"


def test_a_stranger_is_refused_everywhere_with_one_line(worked: Caller, numbers: list[str]) -> None:
    words = (
        ("find", "张"), ("family", "0001"), ("pay", "0001", "--insurance", "medical"),
        ("report", "half-month", "2019-11-H1"), ("audit",), ("operator", "list"),
        ("import", "roster", "x.csv"), ("backup", "x.bak"), ("deposit",), ("round", "list"),
    )  # fmt: skip
    ghost = worked.by("ghost")
    for each in words:
        answer = ghost(*each)
        assert answer.status == 1 and answer.error.count("\n") == 1, (each, answer)
        assert "没有在本站登记" in answer.error and not answer.out, each
    denied = rows(worked, "--action", "被拒绝")
    assert len(denied) == len(words)
    assert {str(each["operator"]) for each in denied} == {"（不认识的人）"}
    assert all("ghost" in str(each["detail"]) for each in denied)


def test_numbers_are_masked_unless_somebody_who_may_says_why(
    worked: Caller, numbers: list[str]
) -> None:
    for words in (("find", "张"), ("family", "0001"), ("explain", "0001")):
        for form in ((), ("--json",)):
            shown = worked(*words, *form).out
            assert not any(number in shown for number in numbers), words
            seen = worked(*words, *form, "--unmask", "核对身份证").out
            if words[0] in ("find", "family"):
                assert any(number in seen for number in numbers), (words, form)
                assert mask_id(numbers[0]) not in seen
    looked = rows(worked, "--action", "unmask")
    assert len(looked) == 6 and {each["detail"] for each in looked} == {"核对身份证"}
    clerk = worked.by("amy")
    refused = clerk("find", "张", "--unmask", "想看", "--json")
    assert refused.status == 1 and refused.json["refused"]["code"] == "not_allowed"
    assert worked("find", "张", "--unmask", " ").status == 2


def test_a_masked_number_of_a_document_can_be_given_back(
    worked: Caller, numbers: list[str]
) -> None:
    family = worked("family", "0002", "--json").json
    members = ",".join(each["id_number"] for each in family["members"])
    assert "*" in members
    slip = (*_PAY[:-1], "000124")
    paid = worked("pay", "0002", "--insurance", "medical", "--members", members, *slip, "--json")
    assert paid.status == 0, paid.error
    assert [each["id_number"] for each in paid.json["lines"]] == members.split(",")
    wrong = worked("pay", "0002", "--insurance", "medical", "--members", "4*1", *slip)
    assert wrong.status == 2 and "对不上一个人" in wrong.error


def test_a_document_of_any_command_is_one_document(worked: Caller) -> None:
    for words in (("operator", "list"), ("operator", "rights"), ("approve",), ("audit",)):
        json.loads(worked(*words, "--json").out)
