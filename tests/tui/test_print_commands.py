"""``--to`` and ``printer``: papers from the command line to a printer."""

import sys
from pathlib import Path

import pytest

from reports.rendering.paper import printed_cells
from tests.making import made_up_number
from tests.tui.calling import Caller
from tests.tui.printing import configure, keeping
from tui.frame.paper_out import Target
from tui.frame.preferences import Choice, Preferences

_POS = ("--terminal", "12345678", "--batch", "000001", "--trace", "000001")
_NUMBER = "2019-000001"


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """What the printer 大厅 is fed, on rolls of 58 mm."""
    path = tmp_path / "paper"
    _hall(tmp_path, keeping(path))
    return path


def _hall(tmp_path: Path, command: str) -> None:
    text = f'[[printer]]\nname = "大厅"\ncommand = "{command}"\npaper = "58"\n'
    configure(tmp_path / "config", text)


@pytest.fixture
def paid(station: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Caller:
    """张三 has paid 250."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "花名册.csv"
    row = f"青山村,0001,张三,{made_up_number()}"
    path.write_text(f"村(社区),户编号,姓名,证件号码\n{row}", encoding="utf-8")
    assert station("import", "roster", str(path)).status == 0
    assert station("pay", "0001", "--insurance", "medical", *_POS).status == 0
    return station


def test_a_receipt_goes_to_a_printer_on_its_paper(paid: Caller, paper: Path) -> None:
    answer = paid("receipt", _NUMBER, "--to", "大厅")
    assert answer.status == 0 and answer.out == f"登记单 {_NUMBER} 已送到打印机 大厅\n"
    text = paper.read_text()
    assert "【正本】" in text and max(map(printed_cells, text.splitlines())) == 32
    wide = paid("receipt", _NUMBER, "--to", "大厅", "--width", "80", "--reason", "要宽的")
    assert wide.status == 0
    assert "【补打 第 1 次】" in paper.read_text().removeprefix(text)
    assert max(map(printed_cells, paper.read_text().splitlines())) == 48


def test_the_document_is_the_same_with_a_printer(paid: Caller, paper: Path) -> None:
    document = paid("receipt", _NUMBER, "--to", "大厅", "--json").json
    assert [each["copy"] for each in document["prints"]] == [1]
    assert list(document["prints"][0]) == [
        "mark", "copy", "printed_at", "operator", "reason", "household",
    ]  # fmt: skip


def test_a_printer_that_fails_exits_3_and_makes_no_reprint(
    paid: Caller, paper: Path, tmp_path: Path
) -> None:
    _hall(tmp_path, "false")
    failed = paid("receipt", _NUMBER, "--to", "大厅")
    assert failed.status == 3 and "没有收下" in failed.error and failed.out == ""
    assert failed.error.count("\n") == 1
    _hall(tmp_path, keeping(paper))
    assert paid("receipt", _NUMBER, "--to", "大厅").status == 0
    assert "【正本】" in paper.read_text()


def test_a_printer_that_hangs_is_a_doubt_that_the_next_print_settles(
    paid: Caller, paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("tui.frame.paper_out.send_to", lambda printer, data: False)
        unknown = paid("receipt", _NUMBER, "--to", "大厅")
    assert unknown.status == 0 and "没有确认是否打出" in unknown.out
    asked = paid("receipt", _NUMBER, "--to", "大厅")
    assert asked.status == 2 and "--not-printed" in asked.error and "--reason" in asked.error
    assert not paper.exists()
    assert paid("receipt", _NUMBER, "--to", "大厅", "--not-printed").status == 0
    assert "【正本】" in paper.read_text()


def test_the_other_papers_go_the_same_way(paid: Caller, paper: Path) -> None:
    for words, title in (
        (("explain", "0001"), "依据"),
        (("paper", "proof", "0001"), "城乡居民社会保险缴费证明"),
        (("close-day", "--cash", "0"), "日结单"),
    ):
        paper.unlink(missing_ok=True)
        answer = paid(*words, "--to", "大厅")
        assert answer.status == 0 and "已送到打印机 大厅" in answer.out, answer.error
        text = paper.read_text()
        assert title in text and max(map(printed_cells, text.splitlines())) <= 32
    again = paid("close-day", "--show", "1", "--to", "大厅")
    assert again.status == 0 and paper.read_text().count("日结单") == 2


def test_to_a_file_is_what_a_screen_writes(paid: Caller, tmp_path: Path) -> None:
    assert paid("receipt", _NUMBER, "--to", "file").status == 0
    assert (tmp_path / f"登记单-{_NUMBER}.xlsx").exists()
    assert paid("explain", "0001", "--to", "文件").status == 0
    assert list(tmp_path.glob("缴费说明-青山村0001-*.xlsx"))
    assert paid("paper", "proof", "0001", "--to", "file").status == 0
    assert list(tmp_path.glob("*缴费证明*.xlsx"))


@pytest.mark.parametrize("words", [("receipt", _NUMBER), ("close-day", "--cash", "0")])
def test_nothing_is_done_where_it_could_not_be_printed(
    paid: Caller, paper: Path, words: tuple[str, ...]
) -> None:
    for to, told in (("后厅", "有 大厅"), ("terminal", "不能经终端打印")):
        refused = paid(*words, "--to", to)
        assert refused.status == 2 and told in refused.error
    assert not paper.exists()
    assert paid("receipt", _NUMBER, "--json").json["prints"] == []
    assert "还没有做过日结" in paid("close-day", "--list").out


def test_a_day_that_is_closed_is_said_although_the_printer_fails(
    paid: Caller, paper: Path, tmp_path: Path
) -> None:
    _hall(tmp_path, "false")
    failed = paid("close-day", "--cash", "0", "--to", "大厅")
    assert failed.status == 3 and "第 1 号日结单已登记；打印机 大厅 没有收下" in failed.error


def test_a_printer_is_chosen_listed_and_tried(paid: Caller, paper: Path) -> None:
    assert paid("printer", "list").out.splitlines()[0] == "本人选定：文件"
    assert paid("printer", "test").status == 2
    chosen = paid("printer", "choose", "大厅", "--width", "A5", "--encoding", "gb18030")
    assert chosen.status == 0 and chosen.out == "以后打到：打印机 大厅，A5，国标GB18030\n"
    assert Preferences("01").printer == Choice("command", "大厅", "a5", "gb18030")
    document = paid("printer", "list", "--json").json
    assert document == {
        "chosen": {"way": "command", "name": "大厅", "paper": "a5", "encoding": "gb18030"},
        "printers": [{"name": "大厅", "paper": "58", "encoding": "utf-8"}],
    }
    assert paid("printer", "test").status == 0
    assert paper.read_bytes().endswith(b"\r\n\f")
    assert "上岭桥镇劳动保障站" in paper.read_bytes().decode("gb18030")
    assert paid("printer", "choose", "终端").status == 0
    assert Preferences("01").printer == Choice("terminal", "", "a5", "gb18030")
    assert paid("printer", "choose", "file").status == 0
    assert Preferences("01").printer == Choice()
    assert paid("printer", "choose", "后厅").status == 2


def test_the_choice_is_each_operators_own(paid: Caller, paper: Path) -> None:
    assert paid("printer", "choose", "大厅").status == 0
    assert Preferences("02").printer == Choice()


def test_the_bytes_pass_between_the_two_commands(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """What the terminal hands on; whoever sits there then says whether it came out."""
    from tui.commands import paper_options

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("click.prompt", lambda *given, **named: "n")
        patch.setattr(sys, "stdout", sys.__stdout__)
        target = Target(Choice("terminal", "", "58", "gb18030"), through=paper_options.through)
        with pytest.raises(Exception, match="没有把纸送到打印机"):
            target.print([["张三"]])
    out = capfdbinary.readouterr().out
    assert out.startswith(b"\x1b[5i" + "张三\r\n".encode("gb18030")) and out.endswith(b"\x1b[4i")
