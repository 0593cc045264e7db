"""A field with its label before it, on one row."""

from textual.containers import Horizontal
from textual.widgets import Static

from tui.widgets.field import Field


class FieldLine(Horizontal):
    """A row of a form; its label is given the cells that all labels of the form have."""

    DEFAULT_CSS = "FieldLine { height: 1; }"

    def __init__(
        self, label: str, field: Field, cells: int, *, id: str | None = None, label_id: str = ""
    ) -> None:
        shown = Static(label, markup=False, id=label_id or None, classes="field-label")
        shown.styles.width = cells
        super().__init__(shown, field, id=id)
