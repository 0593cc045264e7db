"""``make bench``: the counter in a terminal: bytes beside plain curses, keys, start, memory.

Everything is measured in a pseudo-terminal of 80x24 on the demonstration station's 47,212.
"""

import statistics
import tempfile
import time
from pathlib import Path

from models.store.connect import create_store
from models.store.key import create_key_file
from reports.rendering.text_table import text_table
from seed.demo.station import build_demonstration
from tests.bench_terminal import AS_IT_IS, TEXTS, Words, opened, painted, time_beside_an_import
from tests.tui.keys import CTRL_P, DOWN, ENTER, ESC, F1, F2, F4, F5, F6, PAGE_DOWN
from tests.tui.terminal import Terminal
from tests.tui.test_keystrokes import flows

_LIMITS = {
    "a letter that finds nobody": 300,
    "a letter, other results": 2048,
    "cursor down, another family": 2048,
    "help": 8192,
    "back from it": 8192,
}
_STARTS = 7
_HELLO = "from textual.app import App\nfrom textual.widgets import Static\n" + (
    "class Hello(App):\n    def compose(self):\n        yield Static('hello')\nHello().run()\n"
)


def main() -> None:
    """Build the station and print the tables."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        create_key_file(folder / "key")
        store = create_store(str(folder / "station.db"), folder / "key")
        build_demonstration(store)
        store.close()
        words = (
            "--store", str(folder / "station.db"), "--key-file", str(folder / "key"),
            "--on", "2019-10-24",
        )  # fmt: skip
        print(text_table(*_bytes_table(folder, words), right=(1, 2, 3)))
        print()
        print(text_table(*_screens_table(folder, words), right=(1, 2)))
        print()
        print(text_table(*_keys_table(), right=(1, 2)))
        print()
        _time_start(folder, words)
        _weigh_session(folder, words)
        with opened(folder, words, AS_IT_IS) as terminal:
            print(f"last key to painted result, alone: {painted(terminal, TEXTS)}")
        time_beside_an_import(folder, words, TEXTS)


def _measured(terminal: Terminal) -> dict[str, int]:
    terminal.cost("龘")
    bytes_for = {"a letter that finds nobody": terminal.cost("龖")}
    terminal.cost("\x7f")
    terminal.cost("\x7f")
    bytes_for["a letter, other results"] = max(terminal.cost(letter) for letter in "zgq")
    bytes_for["cursor down, another family"] = terminal.cost(DOWN)
    bytes_for["help"] = terminal.cost(F1)
    bytes_for["back from it"] = terminal.cost(ESC)
    return bytes_for


def _bytes_table(folder: Path, words: Words) -> tuple[list[str], list[list[str]]]:
    with opened(folder, words) as terminal:
        ours = _measured(terminal)
    curses = Terminal(
        words[1], words[3], folder=folder, module="tests.curses_counter", ESCDELAY="25"
    )
    curses.wait_for("F2 收费")
    theirs = _measured(curses)
    curses.close()
    rows = [
        [what, f"{ours[what]:,}", f"{theirs[what]:,}", f"{limit:,}"]
        for what, limit in _LIMITS.items()
    ]
    return ["bytes at 80x24, 16 colours", "laobao", "plain curses", "limit"], rows


def _screens_table(folder: Path, words: Words) -> tuple[list[str], list[list[str]]]:
    rows = []
    with opened(folder, words) as terminal:
        terminal.cost("zgq")
        for what, key, limit in (
            ("members: focus moves", ENTER, 2048),
            ("back to the search", ESC, 2048),
            ("explanation", F5, 8192),
            ("certify", F4, 8192),
            ("payment", F2, 8192),
            ("report", F6, 8192),
            ("palette", CTRL_P, 8192),
        ):
            rows.append([what, f"{terminal.cost(key):,}", f"{limit:,}"])
            if limit > 2048:
                rows.append([f"back from {what}", f"{terminal.cost(ESC):,}", f"{limit:,}"])
        terminal.cost(F1)
        rows.append(["page down", f"{terminal.cost(PAGE_DOWN):,}", "5,120"])
        time.sleep(5)
        rows.append(["idle for five seconds", f"{terminal.cost(''):,}", "0"])
    return ["bytes", "laobao", "limit"], rows


def _keys_table() -> tuple[list[str], list[list[str]]]:
    rows = [
        [
            each.title,
            str(each.keys),
            str(each.most),
            "-" if each.before is None else str(each.before),
        ]
        for each in flows()
    ]
    return ["keystrokes beyond text and numbers", "keys", "limit", "in 0.5"], rows


def _time_start(folder: Path, words: Words) -> None:
    """Print how long the counter takes to a search field, beside a bare Textual hello."""
    hello = folder / "hello.py"
    hello.write_text(_HELLO)
    ours, theirs = [], []
    for _ in range(_STARTS):
        ours.append(_seconds_to("查找", *words, folder=folder))
        theirs.append(_seconds_to("hello", folder=folder, script=str(hello)))
    ratio = statistics.median(ours) / statistics.median(theirs)
    print(
        f"start to the search field: median {statistics.median(ours):.2f} s, a bare Textual hello "
        f"{statistics.median(theirs):.2f} s: {ratio:.2f} times (limit 1.5)"
    )


def _seconds_to(text: str, *words: str, folder: Path, script: str = "") -> float:
    started = time.perf_counter()
    terminal = Terminal(*words, folder=folder, module=AS_IT_IS, script=script)
    while text not in terminal.text:
        terminal.take(terminal.waiting(0.01))
    seconds = time.perf_counter() - started
    terminal.close()
    return seconds


def _weigh_session(folder: Path, words: Words) -> None:
    """Print the memory of a session that has searched, paid, reported and listed."""
    with opened(folder, words) as terminal:
        for keys in ("zgq", "\x0e", F2, F2, ENTER, F5, ESC, F6, F5, ENTER):
            terminal.cost(keys)
        print(f"memory of a session: {terminal.megabytes:.0f} MB at most (limit 80)")


if __name__ == "__main__":
    main()
