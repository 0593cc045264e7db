"""What must be set before textual is imported, for old terminals on thin lines.

Nothing moves by itself, frames are few, and whatever an SSH client may have sent that
changes how textual runs is dropped.
"""

import os

_DROPPED = frozenset({"ESCDELAY", "COLUMNS", "LINES"})
_SET = {
    "TEXTUAL_ANIMATIONS": "none",
    "TEXTUAL_DISABLE_KITTY_KEY": "1",  # it breaks input-method commits of five or more characters
    "TEXTUAL_FPS": "120",  # frames go out only as fast as the terminal answers
    "TEXTUAL_SMOOTH_SCROLL": "0",
}


def prepare() -> None:
    """Set the environment for textual; call it before textual is imported."""
    for name in list(os.environ):
        if name in _DROPPED or name.startswith("TEXTUAL"):
            del os.environ[name]
    os.environ.update(_SET)
