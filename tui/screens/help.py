"""Help: the field with the focus, the keys of its screen and every command."""

from models.text import fit
from tui.actions import Place, commands, keys_of
from tui.field_help import FieldHelp
from tui.screens.reading import ReadingScreen


def help_lines(place: Place, field: FieldHelp | None = None) -> list[str]:
    """Return the help of a field, then the screen's keys, then the commands for scripts."""
    lines = [*field.lines, ""] if field else []
    lines.append("【本屏的键】")
    lines += [
        f"  {fit(each.key_title, 8)}{fit(each.title, 10)}{each.help}" for each in keys_of(place)
    ]
    lines += ["", "【命令行】 在终端里运行 laobao 命令 --help 看用法"]
    lines += [
        f"  {fit(each.name, 12)}{fit(each.title, 8)}{each.help}" for each in commands().values()
    ]
    return lines


class HelpScreen(ReadingScreen):
    """The field that had the focus and the keys of the screen underneath."""

    def __init__(self, place: Place, field: FieldHelp | None = None) -> None:
        super().__init__("帮助", help_lines(place, field))
