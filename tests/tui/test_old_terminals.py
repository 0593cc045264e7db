"""The terminals of the township: their names, keys, colours, widths and sizes."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.tui.conftest import Entries, words_for
from tests.tui.keys import CTRL_P, CTRL_Q, CTRL_U, ESC, F1, F2
from tests.tui.terminal import Terminal

pytestmark = pytest.mark.slow

_PUTTY_TILDE = {1: "\x1b[11~", 2: "\x1b[12~", 3: "\x1b[13~", 4: "\x1b[14~", 6: "\x1b[17~"}
_PUTTY_SS3 = {1: "\x1bOP", 2: "\x1bOQ", 3: "\x1bOR", 4: "\x1bOS", 6: "\x1bOU"}
_CONSOLE = {1: "\x1b[[A", 2: "\x1b[[B", 3: "\x1b[[C", 4: "\x1b[[D", 6: "\x1b[17~"}

Open = Callable[..., Terminal]


@pytest.fixture
def open_in(stored: Path, delay: float) -> Iterator[Open]:
    """Open the station in a terminal of some kind."""
    opened: list[Terminal] = []

    def start(**kind: object) -> Terminal:
        words = words_for(stored)
        is_forked = not any(map(str.isupper, kind))  # an environment is read by what begins in it
        terminal = Terminal(
            *words,
            folder=stored,
            delay=delay,
            is_forked=is_forked,
            **kind,  # type: ignore[arg-type]
        )
        opened.append(terminal)
        terminal.wait_for("F2 收费")
        return terminal

    yield start
    for terminal in opened:
        terminal.close()


@pytest.mark.parametrize("name", ["xterm", "xterm-256color", "linux", "screen", "vt100", "putty"])
def test_the_counter_works_in_every_terminal(open_in: Open, name: str) -> None:
    terminal = open_in(TERM=name)
    terminal.send("zgq")
    terminal.wait_for("曾小宝", "医疗应缴 750 元")
    terminal.send(CTRL_Q)
    assert terminal.wait_for_end() == 0


def test_function_keys_in_every_encoding(open_in: Open) -> None:
    terminal = open_in()
    for keys in (_PUTTY_TILDE, _PUTTY_SS3, _CONSOLE):
        terminal.send("zgq" + keys[2])
        terminal.wait_for("应收 750.00 元")
        terminal.send(ESC + keys[3])
        terminal.wait_for("收费  养老2019")
        terminal.send(ESC + keys[4])
        terminal.wait_for("认定  青山村", "[x] 曾国强")
        terminal.send(ESC + keys[6])
        terminal.wait_for("2019年11月上半月")
        terminal.send(keys[1])
        terminal.wait_for("本屏的键")
        terminal.send(ESC + ESC + CTRL_U)
        terminal.wait_for("查找：姓名", "最近办理")


def colours_used(terminal: Terminal) -> set[tuple[str, str]]:
    """Return the colours on the screen, of text and of ground."""
    cells = [cell for row in terminal.screen.buffer.values() for cell in row.values()]
    return {(cell.fg, cell.bg) for cell in cells}


def pay_with_nothing(terminal: Terminal) -> None:
    """Open the payment and leave its slip wrong, so that a warning stands there."""
    terminal.send("zgq")
    terminal.wait_for("医疗应缴 750 元")
    terminal.send(F2)
    terminal.wait_for("应收 750.00 元")
    terminal.settled()
    terminal.send("12" + F2)
    terminal.wait_for("！")


@pytest.mark.parametrize("more", [{"NO_COLOR": "1"}, {"TERM": "vt100"}])
def test_one_colour_is_enough(open_in: Open, more: dict[str, str]) -> None:
    """Without colours the cursor, the bars and the warnings are still told apart."""
    terminal = open_in(**more)
    pay_with_nothing(terminal)
    assert colours_used(terminal) == {("default", "default")}
    assert any(cell.reverse for cell in terminal.screen.buffer[0].values())


@pytest.mark.parametrize(("palette", "red"), [("dark", "brightred"), ("light", "red")])
def test_a_palette_for_a_dark_ground_and_one_for_a_light(
    open_in: Open, stored: Path, palette: str, red: str
) -> None:
    folder = stored / "config" / "laobao"
    folder.mkdir(parents=True)
    (folder / "preferences.json").write_text(f'{{"01": {{"colours": "{palette}"}}}}')
    terminal = open_in()
    pay_with_nothing(terminal)
    assert (red, "default") in colours_used(terminal)


def test_the_palette_chosen_at_the_counter_is_remembered(open_in: Open, stored: Path) -> None:
    terminal = open_in()
    terminal.send("\x07")
    terminal.settled()
    assert '"colours": "light"' in (stored / "config" / "laobao" / "preferences.json").read_text(
        "utf-8"
    )


def test_where_ambiguous_characters_are_wide_none_is_drawn(open_in: Open) -> None:
    """The terminal answers that the dot of the name took two cells."""
    terminal = open_in(is_wide=True)
    terminal.send("热依汗")
    terminal.wait_for("热依汗古丽.", "备注")


def test_an_operator_can_ask_for_plain_signs(open_in: Open) -> None:
    terminal = open_in(LAOBAO_ASCII="1")
    terminal.send("热依汗")
    terminal.wait_for("热依汗古丽.", "备注")


def test_a_terminal_that_never_answers_is_not_waited_for(open_in: Open) -> None:
    terminal = open_in(is_answering=False)
    terminal.send("zgq" + F2)
    terminal.wait_for("应收 750.00 元")
    terminal.settled()
    terminal.send(F2)
    terminal.wait_for("已入账")


def test_a_larger_terminal_is_used(open_in: Open) -> None:
    """132x43: the people at the left, the family beside them; and back."""
    terminal = open_in()
    terminal.send("热依汗")
    terminal.wait_for("热依汗古..")
    terminal.resize(132, 43)
    screen = terminal.settled().splitlines()
    assert screen[3].startswith("  姓名") and "青山村  010004 户" in screen[3]
    assert screen[4].startswith("  热依汗古")
    assert any("热依汗古丽·阿不都热合曼 431198" in row for row in screen)
    assert screen[42].startswith("F2 收费") and "Ctrl+N 下一户" in screen[42]
    terminal.resize(80, 24)
    screen = terminal.settled().splitlines()
    assert "热依汗古.." in screen[4] and screen[0].endswith("元")
    assert len(terminal.text.splitlines()) <= 24


def test_too_small_a_terminal_says_so_and_takes_no_key(open_in: Open, entries: Entries) -> None:
    terminal = open_in()
    terminal.send("zgq")
    terminal.wait_for("医疗应缴 750 元")
    terminal.resize(60, 20)
    terminal.wait_for("窗口太小")
    terminal.send(F2 + F2)
    terminal.settled()
    terminal.resize(80, 24)
    terminal.wait_for("查找：zgq", "医疗应缴 750 元", gone=["窗口太小"])
    assert entries() == []


def test_no_key_opens_anything_over_the_sentence(open_in: Open) -> None:
    terminal = open_in()
    terminal.resize(60, 20)
    terminal.wait_for("窗口太小")
    terminal.send(F1 + CTRL_P)
    assert "窗口太小" in terminal.settled()
    terminal.resize(80, 24)
    terminal.wait_for("F2 收费", gone=["窗口太小"])
    terminal.send("zgq")
    terminal.wait_for("医疗应缴 750 元")


def test_what_a_shrunken_window_lost_is_drawn_again(open_in: Open) -> None:
    """Smaller and back so fast that the program sees only the last size."""
    terminal = open_in()
    terminal.send("zgq")
    terminal.wait_for("医疗应缴 750 元")
    before = terminal.settled()
    terminal.resize(60, 20)
    terminal.resize(80, 24)
    assert terminal.settled() == before


def test_a_disturbed_screen_is_drawn_again(open_in: Open) -> None:
    terminal = open_in()
    terminal.take(b"\x1b[2J\x1b[5;5HBroadcast message from root")
    assert "F2 收费" not in terminal.text
    terminal.send("\x0c")
    terminal.wait_for("F2 收费", gone=["Broadcast"])
