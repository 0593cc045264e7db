"""The manual's list of all actions, made from the registry: place, key, initials, command."""

from collections.abc import Iterator

from tui.actions import ACTIONS, Action
from tui.actions.action import PLACE_TITLES

_HEAD = """# 全部功能一览

这张表由程序的功能登记表生成（`make pictures`），和程序里的键、面板、命令是同一份。
“面板”一栏是在那一屏按 **Ctrl+P** 以后可以打的拼音首字母；没有键的功能只在面板里。
“命令”前面都要加 `laobao`；空着的只是在屏幕上走动，没有可办的事。
"""


def actions_page() -> str:
    """Return the page in Markdown: one table for each screen, in the order of its keys."""
    return "\n".join([_HEAD, *_tables()])


def _tables() -> Iterator[str]:
    for place, title in PLACE_TITLES.items():
        rows = [each for each in ACTIONS if each.place == place]
        if rows:
            yield f"\n## {title}\n"
            yield "| 功能 | 键 | 面板 | 命令 | 做什么 |\n|---|---|---|---|---|"
            yield from map(_row, rows)
    yield ""


def _row(action: Action) -> str:
    key = action.keys_title if action.key else ""
    command = f"`{action.command_line}`" if action.command_line else ""
    return f"| {action.title} | {key} | {action.initials} | {command} | {action.help} |"
