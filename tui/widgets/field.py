"""A one-row input field with a still cursor and no colours of its own."""

import re
from typing import TYPE_CHECKING, Self

from textual.widgets import Input

if TYPE_CHECKING:
    from tui.widgets.field_help import FieldHelp


class Field(Input):
    """An input that costs little on a thin line.

    Enter goes on to the next field, unless ``submits``: then it answers, as in a search.
    ``about`` is what the field asks for, by which its help is found: its id, unless stated;
    or the help itself. ``is_hidden``: nobody is to read what is typed. What is not of a number
    (``digits_only``) or of yuan (``is_amount``) is left to the keys of the screen.
    """

    DEFAULT_CSS = """
    Field { height: 1; border: none; padding: 0; background: transparent; }
    Field:focus { border: none; background: transparent; background-tint: transparent 0%; }
    Field > .input--cursor, Field > .input--selection {
        color: ansi_default; background: ansi_default; text-style: reverse;
    }
    Field > .input--placeholder { color: ansi_default; text-style: dim; }
    """

    def __init__(
        self,
        value: str = "",
        placeholder: str = "",
        max_length: int = 0,
        id: str | None = None,
        *,
        digits_only: bool = False,
        is_amount: bool = False,
        submits: bool = False,
        about: "str | FieldHelp" = "",
        is_hidden: bool = False,
    ) -> None:
        taken = "0-9０-９" if digits_only else "0-9０-９.．,，" if is_amount else ""
        super().__init__(
            value,
            placeholder=placeholder,
            max_length=max_length,
            restrict=f"[{taken}]*" if taken else None,
            id=id,
            select_on_focus=True,
            password=is_hidden,
        )
        self.cursor_blink = False
        self.about = about or id or ""
        self._taken = re.compile(f"[{taken}]") if taken else None
        self._submits = submits

    def focus(self, scroll_visible: bool = True) -> Self:
        """Take the focus at once: textual's own way is overtaken by keys typed ahead."""
        self.screen.set_focus(self, scroll_visible)
        return self

    async def action_submit(self) -> None:
        """Go on to the next field, or answer."""
        if self._submits:
            await super().action_submit()
        else:
            self.screen.focus_next()

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Leave to the screen's bindings what this field does not take as text."""
        takes = super().check_consume_key(key, character)
        return takes and not (self._taken and character and not self._taken.match(character))
