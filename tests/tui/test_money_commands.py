"""``pay``, ``void`` and ``refund`` as a script calls them."""

from pathlib import Path

import pytest

from tests.making import PIN, made_up_number
from tests.tui.calling import Caller, register_second

_SLIP = ("--terminal", "12345678", "--batch", "000001", "--trace")
_LATER = ("--on", "2019-12-02")


@pytest.fixture
def two_families(station: Caller, tmp_path: Path) -> Caller:
    """A station with households 0001 (张三, 李四) and 0002 (王五): 250 each."""
    path = tmp_path / "花名册.csv"
    rows = [
        f"青山村,{household},{name},{made_up_number('1980-05-06')}"
        for household, name in (("0001", "张三"), ("0001", "李四"), ("0002", "王五"))
    ]
    path.write_text("\n".join(["村(社区),户编号,姓名,证件号码", *rows]), encoding="utf-8")
    assert station("import", "roster", str(path)).status == 0
    return station


def test_two_households_on_one_slip(two_families: Caller) -> None:
    words = ("pay", "0001", "0002", "--insurance", "medical", *_SLIP, "000001", "--json")
    first, again = two_families(*words), two_families(*words)
    assert (first.status, first.json["amount_fen"], len(first.json["lines"])) == (0, 75000, 3)
    assert again.json["replayed"] and again.json["receipt"] == first.json["receipt"]


def test_several_slips_for_one_household(two_families: Caller) -> None:
    paid = two_families(
        "pay", "0001", "--insurance", "medical",
        "--slip", "12345678/000001/000001=300", "--slip", "12345678/000001/000002=200", "--json",
    )  # fmt: skip
    assert paid.json["amount_fen"] == 50000


def test_cash_with_its_papers(two_families: Caller) -> None:
    paid = two_families(
        "pay", "0001", "--insurance", "medical", "--channel", "cash", "--levy-list", "ZJ1",
        "--voucher", "0001",
    )  # fmt: skip
    assert paid.status == 0 and "已入账：收据 2019-000001，500.00 元" in paid.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--channel", "cash"), "征集流水号"),
        (("--channel", "alipay"), "import paid"),
        (("--channel", "no_charge"), "不在柜台收费"),
        (("--channel", "贝壳"), "不认识"),
        (("--slip", "12345678/000001/000001"), "应写成"),
        (("--slip", "12345678/000001=3"), "应写成"),
        (("--slip", "12345678/000001/000001=三百"), "签购单金额"),
        ((*_SLIP, "０００１２３"), "全角"),
        ((*_SLIP, "000001", "--card", "88"), "卡号末四位"),
        ((*_SLIP, "000001", "--time", "25:00"), "交易时间"),
        ((), "缺少 POS 签购单"),
    ],
)
def test_wrong_papers_are_one_line_and_take_nothing(
    two_families: Caller, words: tuple[str, ...], said: str
) -> None:
    answer = two_families("pay", "0001", "--insurance", "medical", *words)
    assert answer.status == 2 and said in answer.error and answer.error.count("\n") == 1
    again = two_families("pay", "0001", "--insurance", "medical", *_SLIP, "000009", "--json")
    assert again.json["receipt"] == "2019-000001"


@pytest.fixture
def paid(two_families: Caller) -> Caller:
    assert two_families("pay", "0001", "--insurance", "medical", *_SLIP, "000001").status == 0
    return two_families


def test_a_void_on_the_same_day(paid: Caller) -> None:
    done = paid("void", "2019-000001", "--reason", "刷错金额", "--json")
    assert done.json == {
        "receipt": "2019-000002", "reverses": "2019-000001", "amount_fen": 50000, "people": 2
    }  # fmt: skip
    again = paid("void", "2019-000001", "--reason", "刷错金额", "--json")
    assert again.status == 1 and again.json["refused"]["code"] == "already_reversed"


def test_a_refund_takes_two_operators(paid: Caller) -> None:
    late = paid("void", "2019-000001", "--reason", "死亡", "--json", *_LATER)
    assert late.status == 1 and late.json["refused"]["code"] == "not_same_day"
    asked = paid("refund", "2019-000001", "--reason", "死亡", *_LATER)
    assert asked.status == 0 and "--approve" in asked.out
    assert "2019-000001  张三、李四  500.00 元" in paid("refund", *_LATER).out
    own = paid("refund", "2019-000001", "--approve", "--json", *_LATER)
    assert own.status == 1 and own.json["refused"]["code"] == "second_operator"
    done = paid("--operator", "second", "refund", "2019-000001", "--approve", *_LATER)
    assert "已退费收据 2019-000001：2 人，500.00 元，凭证 2019-000002" in done.out
    assert "没有等待复核的退费" in paid("refund", *_LATER).out


def test_a_refund_is_declined(paid: Caller) -> None:
    paid("refund", "2019-000001", "--reason", "死亡", *_LATER)
    gone = paid("refund", "2019-000001", "--decline", "查无此事", *_LATER, "--json")
    assert gone.json["declined"]["receipt"] == "2019-000001"
    assert paid("refund", "--json", *_LATER).json == {"waiting": []}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("refund", "2019-000001"), "请写明原因"),
        (("refund", "2019-000001", "--reason", "a", "--approve"), "只能选一个"),
        (("refund", "2019-000099", "--reason", "a"), "没有收据"),
        (("refund", "2019-000001", "--reason", "a", "--members", "x"), "证件号码"),
        (("void", "abc", "--reason", "a"), "收据号"),
        (("void", "2019-000001", "--reason", " "), "请写明原因"),
        (("void", "2019-000001", "--reason", "a", "--trace", "1"), "终端号"),
    ],
)
def test_what_cannot_be_taken_back_is_one_line(
    paid: Caller, words: tuple[str, ...], said: str
) -> None:
    answer = paid(*words)
    assert answer.status == 2 and said in answer.error and answer.error.count("\n") == 1


def test_a_terminal_is_registered_listed_and_ended(two_families: Caller) -> None:
    paid = two_families("pay", "0001", "--insurance", "medical", *_SLIP, "000001")
    assert "请注意：终端 12345678 没有登记" in paid.out
    assert "12345678  没有登记：签购单 1 张" in two_families("terminal", "list").out
    add = ("terminal", "add", "12345678", "--acquirer", "农业银行", "--place", "一号窗口")
    assert two_families(*add).out == "已登记终端：12345678  农业银行  一号窗口\n"
    listed = two_families("terminal", "list", "--json").json
    assert [each["number"] for each in listed["terminals"]] == ["12345678"]
    assert listed["unknown"] == []
    wrong = ("pay", "0002", "--insurance", "medical", "--terminal", "12345679")
    slip = ("--batch", "000001", "--trace", "000001")
    refused = two_families(*wrong, *slip, "--json")
    assert refused.status == 1 and refused.json["refused"]["code"] == "new_terminal"
    assert "（--new-terminal）" in two_families(*wrong, *slip).error
    assert two_families(*wrong, *slip, "--new-terminal").status == 0
    assert two_families("terminal", "end", "12345678", "--reason", "更换").status == 0
    assert two_families("check").status == 0


def test_the_same_slip_under_another_date_is_refused_until_it_is_another(
    two_families: Caller,
) -> None:
    assert two_families("pay", "0001", "--insurance", "medical", *_SLIP, "000001").status == 0
    again = ("--on", "2019-11-15", "pay", "0002", "--insurance", "medical", *_SLIP, "000001")
    refused = two_families(*again)
    assert refused.status == 1 and "（--another-slip）" in refused.error
    dated = two_families(*again, "--slip-date", "2019-11-14", "--json")
    assert dated.json["refused"]["code"] == "slip_used"
    assert two_families(*again, "--another-slip").status == 0


def test_an_entry_into_a_closed_day_takes_the_second_person(two_families: Caller) -> None:
    register_second(two_families)
    assert two_families("close-day", "--station", "--cash", "0").status == 0
    words = ("pay", "0001", "--insurance", "medical", *_SLIP, "000001")
    alone = two_families(*words, "--json")
    assert alone.status == 1 and alone.json["refused"]["code"] == "day_closed"
    assert "（--approved-by）" in two_families(*words).error
    agreed = ("--approved-by", "second", "--pin", PIN)
    assert two_families(*words, *agreed).status == 0
    late = two_families("report", "late-entries", "--json")
    assert late.status == 0, late.error
    assert "第 1 号日结以后录入" in str(late)
    void = ("void", "2019-000001", "--reason", "录错")
    assert two_families(*void, "--json").json["refused"]["code"] == "day_closed"
    assert two_families(*void, *agreed).status == 0


def test_a_batch_is_left_open_at_the_close(two_families: Caller) -> None:
    assert two_families("pay", "0001", "--insurance", "medical", *_SLIP, "000001").status == 0
    close = ("close-day", "--station", "--cash", "0")
    assert "（--left-open）" in two_families(*close).error
    assert two_families(*close, "--left-open", "12345678/000001").status == 0
