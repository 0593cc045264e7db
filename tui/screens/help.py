"""Help: the keys of a screen and every command, from the registry."""

from models.text import fit
from tui.actions import Place, commands, keys_of
from tui.screens.reading import ReadingScreen


def help_lines(place: Place) -> list[str]:
    """Return the help of a screen: its keys first, then the commands for scripts."""
    lines = ["【本屏的键】"]
    lines += [
        f"  {fit(each.key_title, 8)}{fit(each.title, 10)}{each.help}" for each in keys_of(place)
    ]
    lines += ["", "【命令行】 在终端里运行 laobao 命令 --help 看用法"]
    lines += [
        f"  {fit(each.name, 12)}{fit(each.title, 8)}{each.help}" for each in commands().values()
    ]
    return lines


class HelpScreen(ReadingScreen):
    """The keys of the screen underneath."""

    def __init__(self, place: Place) -> None:
        super().__init__("帮助", help_lines(place))
