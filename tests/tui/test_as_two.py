"""One person who would be two, a stranger, a bent date: each attempt refused, each in the trail.

Through the command line, as somebody at the keyboard of the service account would try. What a
session can be is what its SSH key says; here the operator stands on the line.
"""

from pathlib import Path

import pytest

from models.checks.check_store import check_store
from models.store.connect import open_store
from models.store.sealed import SEALED_TABLES
from models.store.writing import Store
from tests.making import PIN, in_csv, made_up_number
from tests.tui.calling import Answer, Caller
from tui.frame.folders import config_file

_SLIP = ("--terminal", "12345678", "--batch", "000001", "--trace")
_CLOSED, _TODAY, _LATER = "2019-11-12", "2019-11-14", "2019-11-16"
_ACCOUNT = (
    "account", "add", "--bank", "农行", "--holder", "国家税务总局冷水滩区税务局待报解专户",
    "--paper", "税函1号", "--number",
)  # fmt: skip
_TRANSFER = (
    "transfer", "--insurance", "medical", "--funder", "扶贫", "--category", "建档立卡贫困人口",
    "--settlement", "remitted", "--amount", "10", "--paper", "拨款1号",
)  # fmt: skip
_DEPOSIT = ("deposit", "--amount", "1", "--slip", "缴1", "--account", "18012345678")
_REPORT = ("report", "submit", "2019-11-H1", "--on", _LATER)
_LATE = ("pay", "0003", "--insurance", "medical", *_SLIP, "000300", "--on", _CLOSED)
_VOID = ("void", "2019-000002", "--reason", "录错")


def second(login: str, *pin: str, option: str = "--approved-by") -> tuple[str, ...]:
    return (option, login, *(("--pin", pin[0]) if pin else ()))


_NOBODY: tuple[tuple[tuple[str, ...], str], ...] = (
    (("01", PIN), "second_operator"),
    ((" 01 ", PIN), "second_operator"),
    (("０１", PIN), "second_operator"),
    (("0 1", PIN), "second_operator"),
    (("ghost", PIN), "not_an_operator"),
    (("gone", PIN), "not_an_operator"),
    (("amy", PIN), "not_allowed"),
    (("aud", PIN), "not_allowed"),
    (("third",), "pin_needed"),
    (("third", PIN), "pin_needed"),
    (("second",), "pin_needed"),
    (("second", "852741"), "wrong_pin"),
)
"""Who is no second person for 01, and by which code."""

ATTEMPTS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    # What one may not agree to oneself, whatever one calls oneself.
    *(
        ("01", (*_REPORT, *second(*who, option="--reviewer")), code)
        for who, code in _NOBODY
    ),
    *(("01", (*_ACCOUNT, "18099999999", *second(*who)), code) for who, code in _NOBODY),
    *(("01", (*_LATE, *second(*who)), code) for who, code in _NOBODY),
    ("01", _REPORT, "second_operator"),
    ("01", (*_ACCOUNT, "18099999999"), "second_operator"),
    ("01", _LATE, "day_closed"),
    ("01", ("refund", "2019-000001", "--approve"), "second_operator"),
    ("０１", ("refund", "2019-000001", "--approve"), "second_operator"),
    # What one's role does not allow.
    ("amy", ("refund", "2019-000001", "--approve"), "not_allowed"),
    ("aud", ("refund", "2019-000001", "--approve"), "not_allowed"),
    ("amy", ("approve", "上报半月报", "2019-11-H1"), "not_allowed"),
    ("aud", ("approve", "上报半月报", "2019-11-H1"), "not_allowed"),
    ("amy", ("operator", "add", "amy", "--role", "站长"), "not_allowed"),
    ("second", ("operator", "add", "friend", "--role", "复核"), "not_allowed"),
    ("second", ("operator", "end", "amy"), "not_allowed"),
    ("amy", ("operator", "clear-pin", "second"), "not_allowed"),
    ("amy", ("notice", "fill", "medical.personal=1", "--document", "文"), "not_allowed"),
    ("amy", ("audit",), "not_allowed"),
    ("amy", ("find", "张", "--unmask", "想看"), "not_allowed"),
    ("aud", ("pay", "0003", "--insurance", "medical", *_SLIP, "000301"), "not_allowed"),
    ("aud", _VOID, "not_allowed"),
    # Who is nobody here.
    ("ghost", ("pay", "0003", "--insurance", "medical", *_SLIP, "000302"), "not_an_operator"),
    ("ghost", ("refund", "2019-000001", "--approve"), "not_an_operator"),
    ("gone", ("refund", "2019-000001", "--approve"), "not_an_operator"),
    ("gone", ("operator", "add", "gone", "--role", "站长"), "not_an_operator"),
    ("ghost", ("find", "张"), "not_an_operator"),
    # Dates.
    ("amy", (*_VOID, "--on", "2019-11-15"), "not_same_day"),
    ("amy", ("void", "2019-000001", "--reason", "录错", "--on", _CLOSED), "day_closed"),
    ("amy", ("pay", "0003", "--insurance", "medical", *_SLIP, "000303", "--on", "2100-01-01"),
     "future_date"),
    ("01", (*_ACCOUNT, "18099999999", *second("second", PIN), "--on", "2100-01-01"), "future_date"),
    ("amy", (*_TRANSFER, "--on", "2100-01-01"), "future_date"),
    ("amy", (*_TRANSFER, "--on", _CLOSED), "day_closed"),
    ("amy", (*_DEPOSIT, "--on", "2100-01-01"), "future_date"),
)  # fmt: skip
"""By whom, what, and how it is refused."""


@pytest.fixture
def town(station: Caller, tmp_path: Path) -> Caller:
    """A station in which all of them are registered; a day is closed, a refund waits."""

    def do(*words: str) -> Answer:
        answer = station(*words)
        assert answer.status == 0, (words, answer.error)
        return answer

    for login, role in (("amy", "经办"), ("aud", "审计"), ("third", "复核"), ("gone", "复核")):
        do("operator", "add", login, "--role", role)
    do("operator", "end", "gone")
    rows = [
        f"甲村,000{n},张{'零甲乙丙丁戊己庚辛壬癸'[n]},{in_csv(made_up_number())},低保"
        for n in range(1, 5)
    ]
    roster = tmp_path / "花名册.csv"
    roster.write_text("\n".join(("村(社区),户编号,姓名,证件号码,人员类别", *rows)), "utf-8")
    do("import", "roster", str(roster), "--on", _CLOSED)
    pay = ("pay", "--insurance", "medical", *_SLIP)
    do(*pay, "000100", "0001", "--on", _CLOSED, "--operator", "amy")
    closing = ("--cash", "0", "--pos", "12345678/000001=250", "--on", _CLOSED)
    do("close-day", *closing, "--operator", "amy")
    do("close-day", "--station", *closing)
    do("pay", "--insurance", "medical", "--terminal", "12345678", "--batch", "000002", "--trace",
       "000101", "0002", "--operator", "amy")  # fmt: skip
    do(*_ACCOUNT, "18012345678", *second("second", PIN), "--on", _CLOSED)
    do("refund", "2019-000001", "--reason", "重复参保")
    return station


def test_there_are_more_than_forty() -> None:
    assert len(set(ATTEMPTS)) >= 60


def test_each_attempt_is_refused_and_stands_in_the_trail(town: Caller, tmp_path: Path) -> None:
    """Nothing else of any of them is left in the store."""
    store = open_store(str(tmp_path / "station.db"), config_file("station.key"))
    before = _rows(store)
    for operator, words, code in ATTEMPTS:
        known = len(_denials(store))
        answer = town.by(operator)(*words, "--json")
        what = (operator, words, answer.out, answer.error)
        assert answer.status == 1 and answer.json["refused"]["code"] == code, what
        assert answer.error.count("\n") == 1, what
        (denied,) = _denials(store)[known:]
        assert denied.split()[1] == code, (what, denied)
    assert _rows(store) == before
    assert check_store(store).broken == ()
    store.close()


def _denials(store: Store) -> list[str]:
    return [
        row[0] for row in store.rows("SELECT detail FROM audit WHERE action = 'denied' ORDER BY id")
    ]


def _rows(store: Store) -> dict[str, int]:
    """Return how many rows each table has, but for the trail, its seals and wrong PINs."""
    kept = [each for each in SEALED_TABLES if each not in ("audit", "operator_event")]
    return {each: store.number(f"SELECT count(*) FROM {each}") for each in kept}
