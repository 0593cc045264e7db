"""``report submit`` and ``report submitted`` as a script calls them."""

from pathlib import Path

import pytest

from tests.making import made_up_number
from tests.tui.calling import REVIEWED, Caller

_ON = ("--on", "2019-11-16")


@pytest.fixture
def worked(station: Caller, tmp_path: Path) -> Caller:
    path = tmp_path / "花名册.csv"
    path.write_text(
        f"村(社区),户编号,姓名,证件号码\n青山村,0001,张三,{made_up_number('1980-05-06')}",
        encoding="utf-8",
    )
    assert station("import", "roster", str(path)).status == 0
    slip = ("--terminal", "12345678", "--batch", "000001", "--trace", "000001")
    assert station("pay", "0001", "--insurance", "medical", *slip).status == 0
    return station


def test_a_report_is_sent_and_given_out_again(worked: Caller, tmp_path: Path) -> None:
    sent, again = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    words = ("report", "submit", "2019-11上", *REVIEWED, "--xlsx", str(sent))
    done = worked(*words, *_ON)
    assert done.status == 0 and "已上报：第 2019-001 号，2019-11-16" in done.out
    before = worked("report", "half-month", "2019-11-H1", "--json").json
    assert before["submission"]["reviewer"] == "李站长"
    assert worked("void", "2019-000001", "--reason", "录错", *_ON).status == 1
    refund = ("refund", "2019-000001", "--reason", "死亡")
    assert worked(*refund, *_ON).status == 0
    assert worked("refund", "2019-000001", "--approve", *_ON, "--operator", "second").status == 0
    assert worked("report", "half-month", "2019-11-H1", "--json").json == before
    assert worked("report", "half-month", "2019-11-H1", "--xlsx", str(again)).status == 0
    assert sent.read_bytes() == again.read_bytes()
    assert "已上报：第 2019-001 号" in worked("report", "half-month", "2019-11-H1").out
    listed = worked("report", "submitted")
    assert "2019-001" in listed.out and "李站长" in listed.out
    rolled = worked("report", "bulletin", "2019-11", str(sent), "--json").json
    assert rolled["insurances"]["medical"]["total"]["people_to_date"] == 1
    assert worked("report", "bulletin", "2019-11", "--json").json == rolled
    assert worked("report", "bulletin", "2019-12").status == 2


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("2019-11-H1", *REVIEWED), 1),
        (("2019-11-H1", *_ON), 1),
        (("2019-11-H9", *REVIEWED, *_ON), 2),
        (("2019-11-H1", *REVIEWED, "--xlsx", "没有/a.xlsx", *_ON), 2),
    ],
)
def test_what_is_wrong_is_one_line_and_sends_nothing(
    worked: Caller, words: tuple[str, ...], status: int
) -> None:
    answer = worked("report", "submit", *words)
    assert answer.status == status and answer.error.count("\n") == 1
    assert worked("report", "submitted", "--json").json["rows"] == []


def test_the_past_is_not_sent(worked: Caller) -> None:
    answer = worked(
        "report", "--known", "2019-11-20", "submit", "2019-11-H1", "--reviewer", "李", *_ON
    )
    assert answer.status == 2 and "要按现在的数据" in answer.error
