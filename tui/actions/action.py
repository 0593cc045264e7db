"""What an action is: something a person can do, by a key on a screen, as a command, or both."""

from dataclasses import dataclass
from typing import Literal

Place = Literal[
    "counter", "payment", "certify", "change", "report", "duplicates", "explain", "settle",
    "reconcile", "reverse", "correct", "close", "lists", "listing", "command", "commands",
    "village", "village-payment", "short", "uninsured", "uninsured-group", "entries", "todo",
    "printer", "number", "everywhere",
]  # fmt: skip

PLACE_TITLES: dict[Place, str] = {
    "counter": "柜台", "payment": "收费", "certify": "认定", "change": "家庭变更",
    "report": "半月报", "duplicates": "重复核查", "explain": "理由", "settle": "补退差额",
    "reconcile": "对账", "reverse": "撤销退费", "correct": "更正", "close": "日结",
    "village": "整村代收", "village-payment": "整村入账",
    "lists": "名单和表", "listing": "一张名单", "command": "命令表单", "commands": "命令列表",
    "short": "日报周报", "uninsured": "未参保", "uninsured-group": "未参保的一组",
    "entries": "今日流水", "todo": "待办", "printer": "打印机", "number": "完整证件号",
    "everywhere": "各屏",
}  # fmt: skip


@dataclass(frozen=True)
class Action:
    """Something a person can do, from a screen (``key`` in ``place``) or as a command.

    ``other_key`` does the same where a terminal keeps the first for itself (F10, F11).
    ``handler`` is the screen's action method; ``initials`` are the pinyin initials the
    palette answers to; ``in_footer`` shows the key at the bottom of its screen; ``opens`` is
    the screen it leads to, if that has keys of its own; ``same_as`` is the command line that
    does what a key of another screen does.
    """

    name: str
    title: str
    help: str
    command: str = ""
    key: str = ""
    place: Place = "counter"
    handler: str = ""
    initials: str = ""
    in_footer: bool = False
    opens: Place | None = None
    same_as: str = ""
    other_key: str = ""

    @property
    def command_line(self) -> str:
        """The command that does the same, without ``laobao``; empty for what only moves about."""
        return self.name if self.command else self.same_as

    @property
    def key_title(self) -> str:
        """The key as a person reads it: ``F2``, ``Ctrl+P``, ``Esc``."""
        return _titled(self.key)

    @property
    def keys_title(self) -> str:
        """Its keys, both where it has two: ``F10 Ctrl+X``."""
        return f"{self.key_title} {_titled(self.other_key)}".strip()


_KEY_TITLES = {
    "escape": "Esc", "enter": "回车", "space": "空格", "plus": "+", "minus": "-",
    "left": "←", "right": "→", "slash": "/",
}  # fmt: skip


def _titled(key: str) -> str:
    if len(key) == 1 and key.isupper():
        return f"Shift+{key}"
    return _KEY_TITLES.get(key) or "+".join(part.title() for part in key.split("+"))


def key_of(
    place: Place,
    key: str,
    name: str,
    title: str,
    text: str,
    handler: str,
    initials: str,
    same_as: str = "",
) -> Action:
    """Return an action that is only a key of one screen, shown in its footer."""
    return Action(
        name, title, text, "", key, place, handler, initials, in_footer=True, same_as=same_as
    )


def filter_of(place: Place, *, in_footer: bool = True) -> Action:
    """Return the key that narrows the list of a screen."""
    return Action(
        f"{place}-filter",
        "筛选",
        "打几个字、数字或拼音首字母，只留下有这些的行；回车留下，Esc 清空",
        key="slash",
        place=place,
        handler="filter",
        initials="sx",
        in_footer=in_footer,
    )
