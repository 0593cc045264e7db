"""Through the terminal to the clerk's own printer: nothing but the paper, the screen unharmed."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from models.counter.receipt.read import slips_of
from models.counter.receipt.values import PrintedReceipt
from models.station.desk import open_desk
from models.store.connect import open_store
from models.store.tables.ledger import RegistrationPrint
from reports.receipt_paper.text import receipt_lines
from reports.rendering.paper import Encoding, Paper, paper_bytes
from seed.notice_file import load_notice
from tests.making import BUSINESS_DATE
from tests.tui.conftest import words_for
from tests.tui.keys import CTRL_T, DOWN, ENTER, ESC, F5
from tests.tui.printing import PrintingTerminal, choose
from tests.tui.terminal import Terminal
from tui.frame.preferences import Choice

pytestmark = pytest.mark.slow

_NUMBER = "2019-000001"
Open = Callable[..., Terminal]


@pytest.fixture
def open_with(stored: Path, delay: float) -> Iterator[Open]:
    """Open the counter in a terminal of a kind, where its own printer is chosen."""
    opened: list[Terminal] = []

    def start(
        kind: type[Terminal],
        paper: Paper = "80",
        encoding: Encoding = "gb18030",
        *,
        is_answering: bool = True,
    ) -> Terminal:
        choose(stored / "config", "01", Choice("terminal", "", paper, encoding))
        terminal = kind(
            *words_for(stored),
            folder=stored,
            delay=delay,
            is_forked=True,
            is_answering=is_answering,
        )
        opened.append(terminal)
        terminal.wait_for("F2 收费")
        terminal.send("reyihan")
        terminal.wait_for("已缴 250")
        return terminal

    yield start
    for terminal in opened:
        terminal.close()


def _slip(folder: Path) -> PrintedReceipt:
    """Return the slip as it was printed last, with that paper's code."""
    store = open_store(str(folder / "station.db"), folder / "key")
    desk = open_desk(store, load_notice, BUSINESS_DATE, "01")
    (slip,) = slips_of(desk, _NUMBER)
    rows = store.find(RegistrationPrint, station_id=desk.station_id)
    store.close()
    return replace(slip, code=rows[-1].code)


@pytest.mark.parametrize(
    ("paper", "encoding"), [("80", "gb18030"), ("58", "utf-8"), ("a5", "gb18030")]
)
def test_the_printer_gets_the_slip_and_nothing_else(
    open_with: Open, stored: Path, paper: Paper, encoding: Encoding
) -> None:
    """Byte for byte; the screen before and behind it is drawn and stays what it was."""
    terminal = open_with(PrintingTerminal, paper, encoding)
    assert isinstance(terminal, PrintingTerminal)
    before = terminal.settled()
    terminal.send(CTRL_T + ENTER)
    terminal.wait_for("已送到终端的打印机", "正本")
    after = terminal.settled()
    assert terminal.printed == paper_bytes([receipt_lines(_slip(stored), paper)], paper, encoding)
    assert "【正本】" in terminal.printed.decode(encoding)
    changed = [
        new for old, new in zip(before.split("\n"), after.split("\n"), strict=True) if old != new
    ]
    assert len(changed) == 1 and "已送到" in changed[0]


def test_keys_typed_while_it_prints_draw_nothing_into_the_paper(
    open_with: Open, stored: Path
) -> None:
    terminal = open_with(PrintingTerminal)
    assert isinstance(terminal, PrintingTerminal)
    terminal.send(CTRL_T + ENTER + "xyz" + DOWN + F5)
    terminal.settled()
    assert terminal.printed == paper_bytes([receipt_lines(_slip(stored), "80")], "80", "gb18030")


def test_a_terminal_without_a_printer_has_printed_nothing(open_with: Open, stored: Path) -> None:
    """It draws the paper: that shows, the screen is drawn anew, and no copy counts."""
    terminal = open_with(Terminal)
    before = terminal.settled()
    terminal.send(CTRL_T + ENTER)
    terminal.wait_for("没有把纸送到打印机")
    after = terminal.settled()
    assert _slip(stored).prints == ()
    assert after.split("\n")[0] == before.split("\n")[0] and "缴费登记单" not in after


def test_a_terminal_that_says_nothing_is_asked_about(open_with: Open, stored: Path) -> None:
    terminal = open_with(PrintingTerminal, is_answering=False)
    assert isinstance(terminal, PrintingTerminal)
    terminal.send(CTRL_T + ENTER)
    terminal.wait_for("打出来了吗")
    terminal.send("2")
    terminal.wait_for("已记为没有打出")
    assert _slip(stored).prints == ()
    terminal.send(CTRL_T + ENTER)
    terminal.wait_for("打出来了吗")
    assert terminal.printed.decode("gb18030").count("【正本】") == 2
    terminal.send("1")
    terminal.wait_for("已记为打出")
    assert [each.copy for each in _slip(stored).prints] == [1]


def test_what_was_left_open_is_asked_before_the_next(open_with: Open, stored: Path) -> None:
    """The line was cut while the paper was on its way, or the clerk went to look."""
    terminal = open_with(PrintingTerminal, is_answering=False)
    assert isinstance(terminal, PrintingTerminal)
    terminal.send(CTRL_T + ENTER)
    terminal.wait_for("打出来了吗")
    terminal.send(ESC)
    terminal.settled()
    terminal.send(CTRL_T + ENTER)
    terminal.wait_for("没有确认是否打出")
    terminal.send("1")
    terminal.wait_for("补打的原因")
    terminal.send(ESC)
    terminal.settled()
    terminal.send(CTRL_T + ENTER)
    terminal.wait_for("没有确认是否打出")
    terminal.send("2")
    terminal.wait_for("打出来了吗")
    assert terminal.printed.decode("gb18030").count("【正本】") == 2
    assert [each.copy for each in _slip(stored).prints] == [1]
