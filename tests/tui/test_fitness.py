"""A terminal that cannot show the screens is told why in one line, and what to do."""

import io
from pathlib import Path

import pytest

from tests.tui.conftest import words_for
from tests.tui.terminal import Terminal
from tui.terminal.fitness import prepare_output, unfit_terminal


class _Stream:
    def __init__(self, *, is_terminal: bool = True) -> None:
        self._is_terminal = is_terminal

    def isatty(self) -> bool:
        """Whether it is one."""
        return self._is_terminal


_GOOD = {"TERM": "xterm", "LANG": "zh_CN.UTF-8"}
_TERMINAL, _FILE = _Stream(), _Stream(is_terminal=False)


@pytest.mark.parametrize("locale", ["zh_CN.UTF-8", "zh_CN.utf8", "C.UTF-8", "C", "POSIX", ""])
@pytest.mark.parametrize("name", ["xterm", "linux", "vt100", "screen", "putty-256color"])
def test_the_terminals_of_a_township_are_fit(name: str, locale: str) -> None:
    environ = {"TERM": name, "LANG": locale}
    assert unfit_terminal(environ, _TERMINAL, _TERMINAL, _TERMINAL) == ""


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"TERM": "dumb"}, "终端类型（TERM）dumb"),
        ({"TERM": ""}, "终端类型（TERM）没有设"),
        ({"LANG": "zh_CN.GBK"}, "语言环境是 zh_CN.GBK"),
        ({"LANG": "zh_CN"}, "语言环境是 zh_CN"),
        ({"LC_CTYPE": "en_US.ISO-8859-1"}, "语言环境是 en_US.ISO-8859-1"),
        ({"LC_ALL": "zh_CN.GB18030", "LANG": "C.UTF-8"}, "语言环境是 zh_CN.GB18030"),
    ],
)
def test_what_cannot_draw_is_named(more: dict[str, str], words: str) -> None:
    why = unfit_terminal(_GOOD | more, _TERMINAL, _TERMINAL, _TERMINAL)
    assert why.startswith(words) and "\n" not in why


def test_what_is_no_terminal_is_named() -> None:
    assert "需要终端" in unfit_terminal(_GOOD, _FILE, _TERMINAL, _TERMINAL)
    assert "需要终端" in unfit_terminal(_GOOD, _TERMINAL, _FILE, _TERMINAL)
    assert "标准错误不是终端" in unfit_terminal(_GOOD, _TERMINAL, _TERMINAL, _FILE)


def test_an_output_without_chinese_is_told_in_english() -> None:
    why = prepare_output(io.TextIOWrapper(io.BytesIO(), encoding="latin-1"))
    assert "iso8859-1" in why.replace("latin-1", "iso8859-1") and why.isascii()


def test_what_gbk_lacks_is_a_question_mark() -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="gbk")
    assert prepare_output(stream) == ""
    stream.write("未参保𠂇")
    stream.flush()
    assert stream.buffer.getvalue() == "未参保?".encode("gbk")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("more", "words"),
    [({"TERM": "dumb"}, "终端类型（TERM）dumb"), ({"TERM": ""}, "终端类型（TERM）没有设")],
)
def test_a_terminal_without_signs_gets_one_line(
    stored: Path, more: dict[str, str], words: str
) -> None:
    terminal = Terminal(*words_for(stored), folder=stored, module="tui.main", **more)  # type: ignore[arg-type]
    assert terminal.wait_for_end() == 2
    shown = [line for line in terminal.text.splitlines() if line.strip()]
    assert shown[0].startswith(words) and len(shown) <= 2
    assert "柜台" in terminal.text and "收费" not in terminal.text


@pytest.mark.slow
def test_errors_written_to_a_file_are_told_on_the_terminal(stored: Path) -> None:
    """``2>file`` once gave a blank screen: textual draws on standard error."""
    script = stored / "with_a_file.py"
    script.write_text(
        "import os, sys\n"
        "os.dup2(os.open('errors', os.O_CREAT | os.O_WRONLY), 2)\n"
        "from tui.main import main\n"
        "main(sys.argv[1:])\n"
    )
    terminal = Terminal(*words_for(stored), folder=stored, script=str(script))
    assert terminal.wait_for_end() == 2
    assert terminal.text.startswith("标准错误不是终端")
    assert (stored / "errors").read_text().startswith("标准错误不是终端")
