"""What the painter sends makes a terminal show exactly the picture that is wanted."""

import pyte
from hypothesis import given
from hypothesis import strategies as st

from tui.terminal.looks import PLAIN
from tui.terminal.picture import Picture, changes

_COLUMNS, _ROWS = 30, 3
texts = st.lists(st.sampled_from(["a", "曾", "䶮𬱖", "王智双", " ", "123456", "          "])).map(
    "".join
)
puts = st.lists(
    st.tuples(
        st.integers(0, _COLUMNS - 1),
        st.integers(0, _ROWS - 1),
        texts,
        st.sampled_from([PLAIN, "1", "7", "4;31"]),
    ),
    max_size=6,
)


def shown_by(screen: pyte.Screen) -> list[str]:
    return ["".join(screen.buffer[row][at].data for at in range(_COLUMNS)) for row in range(_ROWS)]


def wanted_by(picture: Picture) -> list[str]:
    return ["".join(text.replace("\0", " ") for text, _ in line) for line in picture.cells]


@given(st.lists(puts, min_size=1, max_size=6), st.integers(1, 200))
def test_the_terminal_shows_what_is_wanted(
    pictures: list[list[tuple[int, int, str, str]]], most: int
) -> None:
    """Through any number of updates, each cut into pieces of any size."""
    screen = pyte.Screen(_COLUMNS, _ROWS)
    stream = pyte.ByteStream(screen)
    wanted, shown = Picture(_COLUMNS, _ROWS), Picture(_COLUMNS, _ROWS)
    for row in range(_ROWS):
        wanted.put(0, row, " " * _COLUMNS, PLAIN)
    for update in pictures:
        for column, row, text, look in update:
            wanted.put(column, row, " " * _COLUMNS, PLAIN) if not text else None
            wanted.put(column, row, text, look)
        while shown.cells != wanted.cells:
            stream.feed(changes(shown, wanted, range(_ROWS), most).encode())
        assert shown_by(screen) == wanted_by(wanted)
