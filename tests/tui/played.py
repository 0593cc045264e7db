"""``laobao`` as the tests play it: its clock stands still, and it says when it is done.

``python -m tests.tui.played WORDS`` runs the real program with three differences, all of
them in the tests and none in the product:

- A marker in what is typed, a report of a cursor no terminal has, is answered in the
  terminal's title: once every key before it is handled (``HANDLED``), or once besides all
  work is over and the terminal has shown everything (``SETTLED``).
- Time, by which the program tells a key held down or pressed before the screen was read,
  passes only by a marker (``PASSING``), and a second before each answer to ``SETTLED``.
- ``PLAYED_DELAY``: so many seconds pass, in truth, before each reading of the keyboard.
"""

import os

from tui import environment
from tui.main import main

HANDLED, SETTLED, PASSING = 9001, 9002, 9003
"""The rows of the cursor that a marker reports; its column is a number, or milliseconds."""
SAID = "played: "
LISTENING = "listening"
"""What is said once the program reads keys."""
DELAY = "PLAYED_DELAY"


def marker(row: int, number: int) -> str:
    """Return what a test types for the program to answer."""
    return f"\x1b[{row};{number}R"


def title(text: str) -> str:
    """Return what the program answers."""
    return f"\x1b]2;{SAID}{text}\x07"


def run() -> None:
    """Run the program; a command that opens no screen is left as it is."""
    prepare = environment.prepare

    def prepare_and_play() -> None:
        prepare()
        from tests.tui.playing import play

        play(float(os.environ.get(DELAY, "0")))

    environment.prepare = prepare_and_play
    main()


if __name__ == "__main__":
    run()
