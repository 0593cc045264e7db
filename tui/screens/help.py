"""Help: the field with the focus, and the keys of its screen."""

from models.base.text import fit
from tui.actions import Place, keys_of
from tui.screens.reading import ReadingScreen
from tui.widgets.field_help import FieldHelp


def help_lines(place: Place, field: FieldHelp | None = None, told: str = "") -> list[str]:
    """Return what had no room on the screen, the help of a field, then the screen's keys."""
    lines = ["【屏上的话，全文】", *(f"  {line}" for line in told.splitlines()), ""] if told else []
    lines += [*field.lines, ""] if field else []
    lines.append("【本屏的键】")
    lines += [
        f"  {fit(each.keys_title, 12)}{fit(each.title, 12)}{each.help}" for each in keys_of(place)
    ]
    lines += ["", "没有键的功能在 Ctrl+P 全部功能里：打名称或拼音首字母，按回车"]
    return lines


class HelpScreen(ReadingScreen):
    """The field that had the focus and the keys of the screen underneath."""

    def __init__(self, place: Place, field: FieldHelp | None = None, told: str = "") -> None:
        super().__init__("帮助", help_lines(place, field, told))
