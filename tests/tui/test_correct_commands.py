"""``correct``, ``refund`` and ``refund-application`` as a script calls them."""

from pathlib import Path

import pytest

from tests.making import PIN, made_up_number
from tests.tui.calling import Caller, register_second

_SLIP = ("--terminal", "12345678", "--batch", "000001", "--trace")
_LATER = ("--on", "2019-12-02")
_AGREED = ("--approved-by", "second", "--pin", PIN)
_REASON = ("--reason", "录错户")


@pytest.fixture
def paid(station: Caller, tmp_path: Path) -> Caller:
    """Slip 1 is of 0002, 王五, and was entered for 0001, 张三; 李四 of 0003 has not paid."""
    path = tmp_path / "花名册.csv"
    rows = [
        f"青山村,{household},{name},{made_up_number('1980-05-06')}"
        for household, name in (("0001", "张三"), ("0002", "王五"), ("0003", "李四"))
    ]
    path.write_text("\n".join(["村(社区),户编号,姓名,证件号码", *rows]), encoding="utf-8")
    assert station("import", "roster", str(path)).status == 0
    assert station("pay", "0001", "--insurance", "medical", *_SLIP, "000001").status == 0
    return station


def test_the_right_family_with_one_call(paid: Caller) -> None:
    done = paid("correct", "2019-000001", "--household", "0002", *_REASON, "--json")
    assert done.status == 0, done.error
    assert {key: done.json[key] for key in ("receipt", "reverses", "reversal", "amount_fen")} == {
        "receipt": "2019-000003",
        "reverses": "2019-000001",
        "reversal": "2019-000002",
        "amount_fen": 25000,
    }
    assert [each["name"] for each in done.json["lines"]] == ["王五"]
    again = paid("pay", "0002", "--insurance", "medical", *_SLIP, "000001", "--json")
    assert again.json["replayed"] and again.json["receipt"] == "2019-000003"
    assert paid("check").status == 0


def test_it_says_what_to_do_with_the_papers(paid: Caller) -> None:
    done = paid("correct", "2019-000001", "--household", "0002", *_REASON)
    assert "收据 2019-000001 改为收据 2019-000003" in done.out
    assert "请收回收据 2019-000001" in done.out


def test_nothing_said_anew_corrects_nothing(paid: Caller) -> None:
    done = paid("correct", "2019-000001", *_REASON, "--json")
    assert done.status == 1 and done.json["refused"]["code"] == "nothing_to_correct"


def test_on_another_day_somebody_agrees(paid: Caller) -> None:
    register_second(paid)
    words = ("correct", "2019-000001", "--household", "0002", *_REASON, *_LATER, "--json")
    alone = paid(*words)
    assert alone.status == 1 and alone.json["refused"]["code"] == "second_operator"
    assert paid(*words, *_AGREED).json["approved_by"] == "second"


def test_whoever_agrees_may_have_said_so_before(paid: Caller) -> None:
    register_second(paid)
    given = paid("--operator", "second", "approve", "更正", "2019-000001", *_LATER)
    assert given.status == 0, given.error
    words = ("correct", "2019-000001", "--household", "0002", *_REASON, *_LATER)
    assert paid(*words, "--approved-by", "second").status == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("2019-000009", "--household", "0002"), "没有收据"),
        (("2019-000001", "--household", "0009"), "没有户编号"),
        (("2019-000001", "--household", "0002", "--members", "x"), "不在这一户"),
        (("2019-000001", "--household", "0002", "--tier", "x"), "应写成"),
        (("2019-000001", "--household", "0002", "--proof", "x"), "照常办理"),
    ],
)
def test_wrong_words_are_one_line(paid: Caller, words: tuple[str, ...], said: str) -> None:
    answer = paid("correct", *words, *_REASON)
    assert answer.status == 2 and said in answer.error and answer.error.count("\n") == 1


def test_a_masked_number_names_whom_to_refund(paid: Caller) -> None:
    register_second(paid)
    family = paid("family", "0001", "--json").json
    masked = family["members"][0]["id_number"]
    assert "*" in masked
    asked = paid("refund", "2019-000001", "--reason", "死亡", "--members", masked, *_LATER)
    assert asked.status == 0, asked.error
    done = paid(
        "refund", "2019-000001", "--approve", *_AGREED, "--terminal", "12345678", "--batch",
        "000007", "--trace", "000031", *_LATER, "--json",
    )  # fmt: skip
    assert (done.json["amount_fen"], done.json["owed_back"]) == (25000, [])


def test_an_application_from_the_counter_to_the_account(paid: Caller, tmp_path: Path) -> None:
    number = paid("family", "0001", "--json", "--unmask", "登记退费").json["members"][0][
        "id_number"
    ]
    made = paid(
        "refund-application", "add", "--person", number, "--why", "重复缴费", "--document", "函1号",
        "--payee", "张三", "--bank", "农业银行", "--account", "622800001111", "--papers",
        "缴费凭证，身份证复印件", "--json",
    )  # fmt: skip
    assert made.status == 0, made.error
    assert (made.json["number"], made.json["state"], made.json["amount_fen"]) == (1, "open", 25000)
    assert "两次缴费的凭证" in made.json["missing_papers"]
    assert paid("refund-application", "sent", "1", "--json").json["waiting_days"] == 0
    form = tmp_path / "申请表.xlsx"
    assert paid("refund-application", "form", "1", "--xlsx", str(form)).status == 0
    assert form.exists()
    assert "已报送" in paid("refund-application", "list").out
    gone = paid("refund-application", "paid", "1", *_LATER, "--json").json
    assert (gone["state"], gone["paid_back_on"]) == ("paid", "2019-12-02")
    late = paid("refund-application", "withdraw", "1", "--reason", "x", "--json")
    assert late.status == 1 and late.json["refused"]["code"] == "not_in_turn"
    assert "0 件" in paid("refund-application", "list", "--open").out
