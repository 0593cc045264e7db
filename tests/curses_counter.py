"""The counter's search and card in plain curses, to measure the real one beside it.

``python -m tests.curses_counter STORE KEY``: the same lines of text, no toolkit.
"""

import curses
import datetime as dt
import locale
import sys
from pathlib import Path

from models.base.text import fit
from models.people.found import Found, with_beside
from models.people.households.families import load_household
from models.search.find import find_people
from models.station.desk import Desk, open_desk
from models.store.connect import open_store
from seed.notice_file import load_notice
from tests.tui.played import LISTENING, title
from tui.screens import card
from tui.screens.counter_lines import station_words, status_words
from tui.screens.counter_rows import result_heading, result_line
from tui.screens.help import help_lines
from tui.widgets.bindings import footer_of

_CELLS, _SHOWN = 80, 7
_ESCAPE = "\x1b"


class Counter:
    """What is typed, what it finds, and the family under the cursor."""

    def __init__(self, window: "curses.window", desk: Desk) -> None:
        self._window, self._desk = window, desk
        self._typed, self._at = "", 0
        self._matches: list[Found] = []
        self._line(0, status_words(desk, _CELLS), curses.A_REVERSE)
        self._line(1, station_words(desk, _CELLS))
        self._line(3, result_heading(_CELLS), curses.A_BOLD)
        self._line(23, footer_of("counter"), curses.A_REVERSE)
        self._search()

    def _line(self, row: int, text: str, look: int = 0) -> None:
        self._window.insstr(row, 0, fit(text, _CELLS), look)

    def _search(self) -> None:
        self._matches = with_beside(self._desk, lambda: find_people(self._desk, self._typed))
        self._at = 0
        self._draw()

    def _draw(self) -> None:
        self._line(2, f"查找：{self._typed}")
        for row in range(_SHOWN):
            text = (
                result_line(self._matches[row], self._desk.business_date, _CELLS)
                if row < len(self._matches)
                else ""
            )
            self._line(4 + row, text, curses.A_REVERSE if text and row == self._at else 0)
        self._draw_card()
        self._window.move(2, 6 + len(self._typed))
        self._window.refresh()

    def _draw_card(self) -> None:
        rows = [""] * 12
        if self._matches:
            family = load_household(self._desk, self._matches[self._at].match.household_id)
            quotes = card.family_quotes(self._desk, family)
            members = card.member_lines(self._desk, family, quotes, _CELLS)
            rows = [card.head_line(family), card.column_line(quotes, _CELLS)]
            rows += [line.text for line in members][:6]
            rows += [""] * (8 - len(rows))
            rows += ["", card.total_line(quotes), card.missing_line(quotes), ""]
        for place, text in enumerate(rows):
            self._line(11 + place, text, curses.A_REVERSE if place == 0 else 0)

    def run(self) -> None:
        """Take keys until Ctrl+Q."""
        _say(LISTENING)
        while (key := self._key()) != "\x11":
            if key == curses.KEY_F1:
                self._help()
            elif key == curses.KEY_DOWN:
                self._at = min(self._at + 1, max(0, len(self._matches) - 1))
                self._draw()
            elif key in ("\x7f", curses.KEY_BACKSPACE):
                self._typed = self._typed[:-1]
                self._search()
            elif isinstance(key, str) and key.isprintable():
                self._typed += key
                self._search()

    def _key(self) -> str | int:
        """Return the next key; a marker before it is answered, as all before that is drawn."""
        while (key := self._window.get_wch()) == _ESCAPE:
            self._window.nodelay(True)
            try:
                following = self._window.get_wch()
            except curses.error:
                return key
            finally:
                self._window.nodelay(False)
            if following != "[":
                curses.unget_wch(following)
                return key
            report = "".join(iter(lambda: str(self._window.get_wch()), "R"))
            _say(report.partition(";")[2])
        return key

    def _help(self) -> None:
        page = curses.newwin(24, _CELLS, 0, 0)
        for row, text in enumerate(help_lines("counter")[:23]):
            page.insstr(row, 0, fit(text, _CELLS))
        page.refresh()
        self._key()
        self._window.redrawwin()
        self._window.refresh()


def _say(text: str) -> None:
    sys.stdout.write(title(text))
    sys.stdout.flush()


def main(store_path: str, key_path: str) -> None:
    """Open the station and run the screen."""
    locale.setlocale(locale.LC_ALL, "")
    store = open_store(store_path, Path(key_path))
    desk = open_desk(store, load_notice, dt.date(2019, 11, 14), "local")

    def screen(window: "curses.window") -> None:
        curses.curs_set(1)
        Counter(window, desk).run()

    curses.wrapper(screen)


if __name__ == "__main__":
    main(*sys.argv[1:])
