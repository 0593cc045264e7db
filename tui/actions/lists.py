"""The keys of a list on the screen; those of today's entries and of what is to be done."""

from tui.actions.action import Action, Place, filter_of, key_of


def _keys_of_a_list(place: Place, export: str) -> tuple[Action, ...]:
    """Return what every list can; ``export`` is the command that writes the same."""

    def key(key: str, name: str, title: str, text: str, handler: str, initials: str) -> Action:
        return Action(
            f"{place}-{name}", title, text, key=key, place=place, handler=handler,
            initials=initials,
        )  # fmt: skip

    return (
        filter_of(place),
        key_of(
            place, "s", f"{place}-sort", "排序",
            "按最左边会动的那一列排；再按从大到小，再按还原", "sort", "px",
        ),
        key(
            "S", "sort-next", "换列排序", "换成按下一列排，再按 S 从大到小",
            "sort_by_next", "hlpx",
        ),
        key_of(
            place, "v", f"{place}-village", "一个村", "只看一个村；再按看全部", "village", "ygc"
        ),
        key_of(place, "right", f"{place}-right", "换列", "看右边的列", "shift(1)", "hl"),
        key("left", "left", "向左", "看左边的列", "shift(-1)", "xz"),
        key_of(
            place, "f2", f"{place}-export", "导出",
            "照屏幕上筛选、排序的样子写成 xlsx 文件，放在当前文件夹", "export", "dc", export,
        ),
    )  # fmt: skip


def _open_of(place: Place) -> tuple[Action, ...]:
    """Return the keys that open what a row names."""
    return (
        Action(
            f"{place}-open",
            "打开",
            "打开光标这一行的家庭、收据、报告期或对账差异",
            key="enter",
            place=place,
            handler="open_family",
            initials="dk",
            same_as="family 户编号",
        ),
        Action(
            f"{place}-reverse",
            "撤销退费",
            "撤销、退费光标这一行的收据",
            key="ctrl+z",
            place=place,
            handler="reverse",
            initials="cxtf",
            same_as="void 收据号",
        ),
    )


LISTS = (
    *_open_of("listing"),
    *_keys_of_a_list("listing", "report dunning --xlsx 文件"),
    key_of("listing", "escape", "listing-back", "返回", "回到上一屏", "back", "fh"),
)
