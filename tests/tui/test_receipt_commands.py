"""``receipt`` and ``report receipts``, as a script calls them."""

from pathlib import Path

import pytest

from tests.making import made_up_number
from tests.tui.calling import Caller

_POS = ("--terminal", "12345678", "--batch", "000001", "--trace", "000001")
_NUMBER = "2019-000001"


@pytest.fixture
def paid(station: Caller, tmp_path: Path) -> Caller:
    """张三 has paid 250."""
    path = tmp_path / "花名册.csv"
    row = f"青山村,0001,张三,{made_up_number()}"
    path.write_text(f"村(社区),户编号,姓名,证件号码\n{row}", encoding="utf-8")
    assert station("import", "roster", str(path)).status == 0
    assert station("pay", "0001", "--insurance", "medical", *_POS).status == 0
    return station


def test_the_original_then_reprints_with_a_reason(paid: Caller, tmp_path: Path) -> None:
    first = paid("receipt", _NUMBER)
    assert first.status == 0 and "【正本】" in first.out and "贰佰伍拾元整" in first.out
    without = paid("receipt", _NUMBER)
    assert without.status == 2 and "补打要写明原因" in without.error
    again = paid("receipt", "--width", "58", _NUMBER, "--reason", "丢失")
    assert "【补打 第 1 次】" in again.out
    book = tmp_path / "收据.xlsx"
    assert paid("receipt", _NUMBER, "--xlsx", str(book), "--reason", "要表格").status == 0
    assert book.exists()
    refused = paid("receipt", _NUMBER, "--xlsx", str(book), "--reason", "再来")
    assert refused.status == 2 and "已存在" in refused.error
    document = paid("receipt", _NUMBER, "--json").json
    assert [each["copy"] for each in document["prints"]] == [1, 2, 3]
    assert (document["amount_fen"], document["state"]) == (25000, "valid")


def test_a_code_is_checked(paid: Caller) -> None:
    code = paid("receipt", _NUMBER, "--json").json["check_code"]
    answer = paid("receipt", "verify", _NUMBER, code)
    assert answer.status == 0 and "校验码相符" in answer.out and "现在有效" in answer.out
    assert paid("void", _NUMBER, "--reason", "刷错").status == 0
    assert "现在已撤销" in paid("receipt", "verify", _NUMBER, code).out
    (later,) = paid("receipt", _NUMBER, "--json").json["later"]
    assert (later["kind"], later["number"], later["reason"]) == ("void", "2019-000002", "刷错")
    keys = ["kind", "number", "business_date", "amount_fen", "people", "reason"]
    assert list(later) == keys
    wrong = paid("receipt", "verify", _NUMBER, "0000-0000", "--json")
    assert wrong.status == 1 and wrong.json["refused"]["code"] == "code_differs"


def test_the_register_of_a_half_month_and_of_a_span(paid: Caller, tmp_path: Path) -> None:
    half = paid("report", "receipts", "2019-11上", "--json").json
    assert (half["from"], half["until"], half["missing"]) == ("2019-11-01", "2019-11-15", [])
    span = paid("report", "receipts", "--from", "2019-11-14", "--until", "2019-11-14")
    assert _NUMBER in span.out and "没有缺号" in span.out
    book = tmp_path / "登记簿.xlsx"
    assert paid("report", "receipts", "--xlsx", str(book)).status == 0 and book.exists()
    both = paid("report", "receipts", "2019-11上", "--from", "2019-11-14")
    assert both.status == 2 and "只能写一样" in both.error


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("receipt", "2019-000009"), "没有收据"),
        (("receipt", "abc"), "不认识"),
        (("receipt", _NUMBER, "--width", "70"), "--width"),
        (("receipt", "verify", _NUMBER), "校验码"),
    ],
)
def test_what_is_wrong_is_one_line(paid: Caller, words: tuple[str, ...], said: str) -> None:
    answer = paid(*words)
    assert answer.status == 2 and said in answer.error + answer.out
