"""``notice fill`` in mid-round, ``report differences`` and ``settle``, as a script calls them."""

from pathlib import Path

import pytest

from tests.making import made_up_number
from tests.tui.calling import Caller

_POS = ("--channel", "pos", "--terminal", "12345678", "--batch", "000001")


@pytest.fixture
def paid(station: Caller, tmp_path: Path) -> Caller:
    """A station in which household 0001 has paid 250 a head for two people."""
    path = tmp_path / "花名册.csv"
    rows = [f"青山村,0001,{name},{made_up_number('1980-05-06')}" for name in ("张三", "李四")]
    path.write_text("\n".join(["村(社区),户编号,姓名,证件号码", *rows]), encoding="utf-8")
    assert station("import", "roster", str(path)).status == 0
    assert station("pay", "0001", "--insurance", "medical", *_POS, "--trace", "000001").status == 0
    return station


def test_a_revision_is_listed_settled_and_gone(paid: Caller, tmp_path: Path) -> None:
    later = ("--on", "2019-11-20")
    filled = paid("notice", "fill", "medical.personal=280", "--document", "省文1号",
                  "--document-date", "2019-11-18", *later, "--json")  # fmt: skip
    assert filled.json["effective_from"] == "2019-11-20"
    listed = paid("report", "differences", "--json", *later).json["insurances"]["medical"]
    assert listed["to_collect"] == {"people": 2, "amount_fen": 6000}
    settled = paid("settle", "0001", "--insurance", "medical", "--terminal", "12345678", "--batch",
                   "000001", "--trace", "000002", "--amount", "60", *later, "--json")  # fmt: skip
    assert settled.json["amount_fen"] == 6000 and not settled.json["replayed"]
    book = tmp_path / "差额.xlsx"
    assert paid("report", "differences", "--xlsx", str(book), *later).status == 0
    assert book.exists()
    after = paid("report", "differences", "--json", *later).json["insurances"]["medical"]
    assert after["open"] == [] and after["collected"]["amount_fen"] == 6000


def test_a_revision_cannot_begin_before_the_business_date(paid: Caller) -> None:
    answer = paid("notice", "fill", "medical.personal=280", "--document", "省文1号", "--from",
                  "2019-10-01")  # fmt: skip
    assert answer.status == 1 and "2019-11-14" in answer.error


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("settle", "0001", "--insurance", "medical"), 1, "没有应补或应退"),
        (("settle", "--insurance", "medical"), 2, "户编号"),
        (("settle", "0001", "--insurance", "what"), 2, "险种"),
        (("report", "differences", "--xlsx", "a.doc"), 2, ".xlsx"),
    ],
)
def test_what_cannot_be_settled_is_one_line(
    paid: Caller, words: tuple[str, ...], status: int, said: str
) -> None:
    answer = paid(*words)
    assert answer.status == status and said in answer.error
    assert len(answer.error.splitlines()) == 1
