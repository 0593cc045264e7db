"""``account`` and ``deposit`` as a script calls them."""

from pathlib import Path

import pytest

from tests.making import PIN, made_up_number
from tests.tui.calling import Caller, register_second

_ACCOUNT = ("--bank", "农业银行", "--holder", "待报解专户", "--number", "6222000011112222")
_AGREED = ("--approved-by", "second", "--pin", PIN)


@pytest.fixture
def paid(station: Caller, tmp_path: Path) -> Caller:
    """A station with 250 yuan of cash and a registered account."""
    path = tmp_path / "花名册.csv"
    path.write_text(
        f"村(社区),户编号,姓名,证件号码\n青山村,0001,张三,{made_up_number('1980-05-06')}",
        encoding="utf-8",
    )
    assert station("import", "roster", str(path)).status == 0
    cash = ("--channel", "cash", "--levy-list", "ZJ1", "--voucher", "0001")
    assert station("pay", "0001", "--insurance", "medical", *cash).status == 0
    register_second(station)
    assert station("account", "add", *_ACCOUNT, "--paper", "税发1号", *_AGREED).status == 0
    return station


def test_a_deposit_and_what_is_left(paid: Caller) -> None:
    done = paid("deposit", "--amount", "200", "--slip", "A1", "--account", "2222")
    assert done.out.splitlines() == [
        "已登记缴存：200.00 元，缴款单 A1，农业银行", "库存现金 50.00 元"
    ]  # fmt: skip
    again = paid("deposit", "--amount", "200", "--slip", "A1", "--account", "2222", "--json")
    assert again.json["replayed"] and again.json["till_fen"] == 5000
    listed = paid("deposit").out
    assert "库存现金 50.00 元" in listed and "尾号 2222" in listed
    assert paid("deposit", "--json").json["deposits"][0]["amount_fen"] == 20000
    assert paid("check").status == 0


def test_accounts_are_listed_with_their_last_digits_and_closed(paid: Caller) -> None:
    assert "尾号 2222" in paid("account", "list").out
    assert paid("account", "list", "--json").json["accounts"][0]["paper"] == "税发1号"
    assert paid("account", "close", "--number", "2222", "--reason", "更换").status == 0
    assert "停用" in paid("account", "list").out
    refused = paid("deposit", "--amount", "1", "--slip", "A1", "--account", "2222", "--json")
    assert refused.status == 1 and refused.json["refused"]["code"] == "account_not_registered"


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("deposit", "--slip", "A1"), 2),
        (("deposit", "--amount", "1"), 2),
        (("deposit", "--amount", "251", "--slip", "A1", "--account", "2222"), 1),
        (("account", "close", "--number", "2222", "--reason", " "), 2),
        (("account", "add", *_ACCOUNT, "--paper", "", *_AGREED), 2),
        (
            (
                "account",
                "add",
                "--bank",
                "农行",
                "--holder",
                "张三",
                *_ACCOUNT[4:],
                "--paper",
                "1号",
            ),
            2,
        ),
        (("account", "add", *_ACCOUNT[:4], "--number", "12345678", "--paper", "税发2号"), 1),
        (("deposit", "--back", "A1", "--reason", "录错", *_AGREED), 1),
        (("deposit", "--back", "A1", "--amount", "1", "--reason", "录错"), 2),
        (("deposit", "--reason", "录错"), 2),
    ],
)
def test_what_is_wrong_is_one_line(paid: Caller, words: tuple[str, ...], status: int) -> None:
    answer = paid(*words)
    assert answer.status == status and answer.error.count("\n") == 1


def test_a_wrong_deposit_is_taken_back_and_entered_rightly(paid: Caller) -> None:
    wrong = ("deposit", "--amount", "200", "--slip", "A1", "--account", "2222")
    assert paid(*wrong).status == 0
    back = ("deposit", "--back", "A1", "--reason", "金额录错")
    alone = paid(*back, "--json")
    assert alone.status == 1 and alone.json["refused"]["code"] == "second_operator"
    assert paid(*back, *_AGREED).out.splitlines() == [
        "已撤回缴存：缴款单 A1，200.00 元，second 同意；同一单号可以重新登记",
        "库存现金 250.00 元",
    ]
    assert paid("deposit", "--amount", "150", "--slip", "A1", "--account", "2222").status == 0
    assert "撤回：金额录错" in paid("deposit").out
    assert "撤回缴存" in paid("audit").out and paid("check").status == 0


_CORRECT = ("correct-deposit", "--slip", "A1", "--reason", "录错", *_AGREED)


@pytest.mark.parametrize(
    ("right", "stands"),
    [
        (("--amount", "150"), ("A1", 150_00, "2222")),
        (("--right-slip", "A2"), ("A2", 200_00, "2222")),
        (("--account", "3333"), ("A1", 200_00, "3333")),
        (("--amount", "250", "--right-slip", "A3"), ("A3", 250_00, "2222")),
    ],
)
def test_a_wrong_deposit_is_corrected_in_one_act(
    paid: Caller, right: tuple[str, ...], stands: tuple[str, int, str]
) -> None:
    """Amount, slip or account; what is not said stays as it was."""
    other = ("--bank", "建设银行", "--holder", "待报解专户", "--number", "6222000011113333")
    assert paid("account", "add", *other, "--paper", "税发2号", *_AGREED).status == 0
    assert paid("deposit", "--amount", "200", "--slip", "A1", "--account", "2222").status == 0
    done = paid(*_CORRECT, *right)
    assert done.status == 0 and "已更正缴存：缴款单 A1 200.00 元" in done.out
    (wrong, correct) = paid("deposit", "--json").json["deposits"]
    assert wrong["back_reason"] == "录错" and wrong["amount_fen"] == 200_00
    assert (correct["bank_slip"], correct["amount_fen"]) == stands[:2]
    assert str(correct["account_number"]).endswith(stands[2])
    assert f"库存现金 {250 - stands[1] // 100}.00 元" in done.out
    titles = [each["title"] for each in paid("audit", "--json").json["rows"]]
    assert titles.count("缴存") == 2 and titles.count("撤回缴存") == 1
    assert paid("check").status == 0


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (_CORRECT, 2),
        ((*_CORRECT, "--amount", "200"), 2),
        ((*_CORRECT, "--amount", "251"), 1),
        ((*_CORRECT, "--account", "9999"), 1),
        ((*_CORRECT[:5], "--amount", "150"), 1),
        (("correct-deposit", "--slip", "A9", "--reason", "录错", "--amount", "1", *_AGREED), 1),
    ],
)
def test_where_it_cannot_be_corrected_the_wrong_one_stands(
    paid: Caller, words: tuple[str, ...], status: int
) -> None:
    """Nothing to change, the same, more than there is, no such account, nobody, no such slip."""
    assert paid("deposit", "--amount", "200", "--slip", "A1", "--account", "2222").status == 0
    refused = paid(*words)
    assert refused.status == status and refused.error.count("\n") == 1
    (stands,) = paid("deposit", "--json").json["deposits"]
    assert stands["back_on"] is None and paid("deposit", "--json").json["till_fen"] == 50_00
