"""Printers of the server: the administrator's file, and the command that is fed a paper."""

import os
import time
from pathlib import Path

import pytest

from models.base.errors import BadInput, PrintFailure
from tests.cases import for_each
from tests.tui.printing import configure, keeping
from tui.frame.printers import Printer, printer_named, printers_of, send_to

_HALL = '[[printer]]\nname = "大厅"\ncommand = "{command}"\n'
_WRONG = (
    ("name = 大厅", "不是 TOML 文件"),
    ('[[printer]]\nname = "大厅"\n', "command 写成带引号的文字"),
    ('[[printer]]\nname = ""\ncommand = "lp"\n', "name 不能空着"),
    ('[[printer]]\nname = "terminal"\ncommand = "lp"\n', "也不能叫"),
    ('[[printer]]\nname = "a"\ncommand = "lp \'"\n', "写一条命令"),
    ('[[printer]]\nname = "a"\ncommand = "lp"\npaper = "70"\n', "paper 只能是 58、80、a5"),
    ('[[printer]]\nname = "a"\ncommand = "lp"\nencoding = "big5"\n', "encoding 只能是"),
    ('[[printer]]\nname = "a"\ncommand = "lp"\nseconds = 600\n', "1 到 60"),
    ('[[printer]]\nname = "a"\ncommand = "lp"\nqueue = "x"\n', "不认识的 queue"),
    ('[[printer]]\nname = "a"\ncommand = "lp"\n' * 2, "两个打印机叫“a”"),
    ('printer = "lp"\n', "只能有 [[printer]] 各段"),
    ('[printer]\nname = "a"\n', "只能有 [[printer]] 各段"),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the configuration of a test is."""
    return tmp_path / "config"


def test_a_printer_has_what_the_file_says_and_else_what_is_usual(folder: Path) -> None:
    configure(
        folder,
        _HALL.format(command="lp -d hall -o 'cpi=12'")
        + '[[printer]]\nname = "窗口"\ncommand = "lp"\npaper = "58"\nencoding = "gb18030"\n'
        "seconds = 5\n",
    )
    assert printers_of() == (
        Printer("大厅", ("lp", "-d", "hall", "-o", "cpi=12"), "80", "utf-8", 20),
        Printer("窗口", ("lp",), "58", "gb18030", 5),
    )
    with pytest.raises(BadInput, match="没有叫“后厅”的打印机，有 大厅、窗口"):
        printer_named("后厅")


def test_without_a_file_there_are_no_printers(folder: Path) -> None:
    assert printers_of() == ()
    with pytest.raises(BadInput, match="管理员还没有"):
        printer_named("大厅")


@for_each("wrong", _WRONG)
def test_what_is_wrong_in_the_file_is_one_line(wrong: tuple[str, str], tmp_path: Path) -> None:
    text, told = wrong
    path = tmp_path / "printers.toml"
    path.write_text(text, "utf-8")
    path.chmod(0o600)
    with pytest.raises(BadInput) as refused:
        printers_of(path)
    assert told in refused.value.message and str(path) in refused.value.message


def test_a_file_that_others_may_change_is_not_read(folder: Path) -> None:
    """It says what the account of the program runs."""
    path = configure(folder, _HALL.format(command="lp"))
    path.chmod(0o666)
    with pytest.raises(BadInput, match="别的用户也能改"):
        printers_of()


def test_no_shell_reads_a_command(folder: Path, tmp_path: Path) -> None:
    configure(folder, _HALL.format(command=f"cat ; touch {tmp_path}/done"))
    with pytest.raises(PrintFailure):
        send_to(printer_named("大厅"), b"")
    assert not (tmp_path / "done").exists()


def test_a_command_is_fed_the_bytes_and_none_of_the_programs_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAOBAO_STORE", "postgresql://user:password@host/county")
    kept, environment = tmp_path / "paper", tmp_path / "environment"
    command = ("sh", "-c", f"cat > {kept}; env > {environment}")
    assert send_to(Printer("大厅", command), "登记单\r\n".encode("gb18030"))
    assert kept.read_bytes() == "登记单\r\n".encode("gb18030")
    assert "LAOBAO_STORE" not in environment.read_text()


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (("/no/such/command",), "运行不了"),
        (("sh", "-c", "cat > /dev/null; echo '纸用完了' >&2; exit 1"), "没有收下：纸用完了"),
        (("sh", "-c", "printf '\\033[2J坏' >&2; exit 3"), "没有收下：?[2J坏"),
        (("false",), "状态 1"),
    ],
)
def test_a_failure_is_one_line_and_prints_nothing(command: tuple[str, ...], told: str) -> None:
    with pytest.raises(PrintFailure) as refused:
        send_to(Printer("大厅", command), b"x" * 100_000)
    assert told in refused.value.message and "没有打印" in refused.value.message
    assert "\x1b" not in refused.value.message and refused.value.exit_status == 3


def test_a_command_that_does_not_end_is_ended_and_nobody_knows(tmp_path: Path) -> None:
    """Perhaps the paper came out before it hung."""
    mark = tmp_path / "pid"
    command = ("sh", "-c", f"echo $$ > {mark}; cat > /dev/null; sleep 600 & wait")
    assert send_to(Printer("大厅", command, seconds=1), b"paper") is False
    process = int(mark.read_text())
    for _ in range(1000):
        if not _runs(process):
            return
        time.sleep(0.01)
    raise AssertionError("the command still runs")


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_what_the_command_keeps_is_what_was_printed(folder: Path, tmp_path: Path) -> None:
    configure(folder, _HALL.format(command=keeping(tmp_path / "paper")))
    for _ in range(2):
        assert send_to(printer_named("大厅"), b"one\r\n")
    assert (tmp_path / "paper").read_bytes() == b"one\r\none\r\n"
