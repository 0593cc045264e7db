"""The line in which a list is narrowed: there when it is asked for."""

from tui.widgets.field import Field
from tui.widgets.field_line import FieldLine

_LABEL = "  筛选："
_HINT = "几个字、数字或拼音首字母，用空格隔开；回车留下，Esc 清空"


class FilterLine(FieldLine):
    """A field over the keys of a screen; out of sight while nothing is narrowed."""

    def __init__(self) -> None:
        self.field = Field("", _HINT, 40, id="filter", submits=True)
        super().__init__(_LABEL, self.field, 8, id="filter-line")
        self.display = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing is typed in it."""
        return not self.field.value.strip()
