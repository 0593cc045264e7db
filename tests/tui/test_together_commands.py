"""``pay`` and ``refund`` with medical insurance and pension together, as a script calls them."""

import pytest

from tests.tui.calling import Caller
from tests.tui.test_money_commands import two_families

__all__ = ["two_families"]

_SLIP = ("--terminal", "12345678", "--batch", "000001", "--trace")
_BOTH = ("--insurance", "medical", "--insurance", "pension")
_OCTOBER, _LATER = ("--on", "2019-10-20"), ("--on", "2019-10-21")


@pytest.fixture
def together(two_families: Caller) -> Caller:
    """Household 0001 has paid for both with one slip: 2 x 250 and 2 x 200."""
    words = ("pay", "0001", *_BOTH, "--tier", "200", *_SLIP, "000001", "--json")
    paid = two_families(*_OCTOBER, *words)
    assert (paid.status, paid.json["amount_fen"]) == (0, 900_00), paid.error
    assert [each["insurance"] for each in paid.json["lines"]] == [
        "medical", "medical", "pension", "pension",
    ]  # fmt: skip
    again = two_families(*_OCTOBER, *words)
    assert again.json["replayed"] and again.json["receipt"] == paid.json["receipt"]
    return two_families


def test_a_tier_that_is_not_offered_is_refused_with_those_that_are(two_families: Caller) -> None:
    words = ("pay", "0001", *_BOTH, "--tier", "250", *_SLIP, "000001")
    answer = two_families(*_OCTOBER, *words)
    assert answer.status == 2 and "没有 250 元这一档，可选：100、200、300" in answer.error


def test_a_tier_is_of_what_has_tiers(two_families: Caller) -> None:
    words = ("pay", "0001", "--insurance", "medical", "--tier", "200", *_SLIP, "000001")
    answer = two_families(*_OCTOBER, *words)
    assert answer.status == 2 and "不分缴费档次" in answer.error


def test_one_tier_for_who_is_named(two_families: Caller) -> None:
    family = two_families(*_OCTOBER, "family", "0001", "--json").json
    (who, *_) = [each["id_number"] for each in family["members"]]
    words = ("pay", "0001", "--insurance", "pension", "--tier", "300", "--members", who)
    paid = two_families(*_OCTOBER, *words, *_SLIP, "000001", "--json")
    assert [each["amount_fen"] for each in paid.json["lines"]] == [300_00]


def test_who_is_missing_is_one_line_in_words(two_families: Caller) -> None:
    family = two_families(*_OCTOBER, "family", "0001", "--json").json
    (who, *_) = [each["id_number"] for each in family["members"]]
    words = ("pay", "0001", "--insurance", "medical", "--members", who, *_SLIP, "000001")
    paid = two_families(*_OCTOBER, *words)
    assert "  尚有 1 人未参保：李四\n" in paid.out
    assert "尚有 1 人未参保：李四" in two_families(*_OCTOBER, "family", "0001").out


def test_one_insurance_of_a_receipt_is_refunded(together: Caller) -> None:
    words = (
        "refund",
        "2019-000001",
        "--insurance",
        "pension",
        "--reason",
        "已在别处参保",
        "--json",
    )
    asked = together(*_LATER, *words).json["request"]
    assert (asked["amount_fen"], asked["insurances"]) == (400_00, ["pension"])
    assert asked["names"] == ["张三", "李四"]


def test_an_insurance_that_is_not_on_the_receipt_is_refused(together: Caller) -> None:
    words = ("refund", "2019-000001", "--insurance", "critical_illness", "--reason", "录错")
    answer = together(*_LATER, *words)
    assert answer.status == 2 and "没有这个险种" in answer.error


def test_the_tiers_of_a_combined_receipt_are_corrected(together: Caller) -> None:
    """The paper states the same sum: 100 and 300 instead of 200 and 200."""
    family = together(*_OCTOBER, "family", "0001", "--json").json
    one, other = [each["id_number"] for each in family["members"]]
    words = ("--tier", f"{one}=100", "--tier", f"{other}=300", "--reason", "录错档次")
    done = together(*_OCTOBER, "correct", "2019-000001", *words, "--json").json
    assert (done["reverses"], done["amount_fen"]) == ("2019-000001", 900_00)
    amounts = [each["amount_fen"] for each in done["lines"] if each["insurance"] == "pension"]
    assert amounts == [100_00, 300_00]
