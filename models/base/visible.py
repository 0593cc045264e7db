"""Text as it may be sent to a terminal: nothing in it acts, hides or turns what stands beside it.

Names, headings and cells are checked where they come in; a message may quote what was refused
there, a file's name or an option as it was typed.
"""

import unicodedata

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_REPLACEMENT = "?"


def visible(text: str) -> str:
    """Return a text in which every control, format or bidirectional character shows as ``?``.

    Line breaks stay; a tab is a blank. So do halves of characters, which have no bytes to print:
    they stand in names of files that are no UTF-8.
    """
    if text.isprintable():
        return text
    return "".join(map(_visible, text))


def _visible(character: str) -> str:
    if character == "\n":
        return character
    if character == "\t":
        return " "
    return _REPLACEMENT if unicodedata.category(character) in _HIDDEN else character
