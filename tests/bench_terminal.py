"""From key to picture: how long the counter takes in a terminal, alone and beside an import."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.making import made_up_number
from tests.tui.terminal import PLAYED, Terminal

Words = tuple[str, ...]
"""The options that open a station."""

TEXTS = ["zgq", "wang", "李", "0013", "142", "陈小", "zhangwei", "lm", "01001", "xy"]
"""What is typed, letter by letter, at the demonstration station."""
AS_IT_IS = "tui.main"
"""The program without anything that tests add to it."""
_ASKED, _IMPORTED = 300, 20_000


@contextmanager
def opened(folder: Path, words: Words, module: str = PLAYED) -> Iterator[Terminal]:
    """Open the counter, past the tour; to be timed, as clerks do (``AS_IT_IS``)."""
    (folder / "config" / "laobao").mkdir(parents=True, exist_ok=True)
    toured = folder / "config" / "laobao" / "preferences.json"
    toured.write_text('{"local": {"toured": true}}', "utf-8")
    terminal = Terminal(*words, folder=folder, module=module)
    terminal.wait_for("F2 收费")
    while data := terminal.waiting(0.5):
        terminal.take(data)
    yield terminal
    terminal.close()


def painted(terminal: Terminal, texts: list[str]) -> str:
    """Return how long from a key to the last byte it draws, over many keys."""
    times: list[float] = []
    while len(times) < _ASKED:
        for letter in texts[len(times) % len(texts)] + "\x15":
            started = time.perf_counter()
            terminal.send(letter)
            last = started
            while data := terminal.waiting(0.12):
                last = time.perf_counter()
                terminal.take(data)
            times.append((last - started) * 1000)
    times.sort()
    middle, worst = times[len(times) // 2], times[int(len(times) * 0.99)]
    return f"median {middle:.0f} ms, p99 {worst:.0f} ms, at most {times[-1]:.0f} ms (limit 100)"


def time_beside_an_import(folder: Path, words: Words, texts: list[str]) -> None:
    """Print the same while another session imports a roster into the same store."""
    lines = ["村(社区),户编号,姓名,证件号码"]
    lines += [
        f"新村{number % 20},9{number // 4:05d},张{chr(0x4E00 + number % 3000)},{_number(number)}"
        for number in range(_IMPORTED)
    ]
    roster = folder / "roster.csv"
    roster.write_text("\n".join(lines), "utf-8")
    with opened(folder, words, AS_IT_IS) as terminal:
        program = [sys.executable, "-m", "tui.main", *words, "import", "roster", str(roster)]
        importing = subprocess.Popen(program, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        print(f"while another session imports {_IMPORTED:,}: {painted(terminal, texts)}")
        importing.wait()
        assert importing.returncode == 0


def _number(number: int) -> str:
    return made_up_number(
        f"{1940 + number // 365 % 70}-{1 + number % 12:02d}-{1 + number % 28:02d}"
    )
