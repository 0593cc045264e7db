"""The keys of a list on the screen; those of today's entries and of what is to be done."""

from tui.actions.action import Action, Place, filter_of, key_of


def _keys_of_a_list(place: Place, export: str) -> tuple[Action, ...]:
    """Return what every list can; ``export`` is the command that writes the same."""
    return (
        filter_of(place),
        key_of(
            place,
            "s",
            f"{place}-sort",
            "排序",
            "按最左边会动的那一列排；再按从大到小，再按还原",
            "sort",
            "px",
        ),
        Action(
            f"{place}-sort-next",
            "换列排序",
            "换成按下一列排，再按 S 从大到小",
            key="S",
            place=place,
            handler="sort_by_next",
            initials="hlpx",
        ),
        key_of(
            place,
            "f2",
            f"{place}-export",
            "导出",
            "照屏幕上筛选、排序的样子写成 xlsx 文件，放在当前文件夹",
            "export",
            "dc",
            export,
        ),
    )


def _village_of(place: Place) -> Action:
    """Return the key of a list whose rows are of villages."""
    return key_of(
        place, "v", f"{place}-village", "一个村", "只看一个村；再按看全部", "village", "ygc"
    )


def _columns_of(place: Place, *, in_footer: bool) -> tuple[Action, ...]:
    """Return the keys of a list wider than the screen."""
    return (
        Action(
            f"{place}-right",
            "换列",
            "看右边的列",
            key="right",
            place=place,
            handler="shift(1)",
            initials="hl",
            in_footer=in_footer,
        ),
        Action(
            f"{place}-left",
            "向左",
            "看左边的列",
            key="left",
            place=place,
            handler="shift(-1)",
            initials="xz",
        ),
    )


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
    _village_of("listing"),
    *_columns_of("listing", in_footer=True),
    key_of("listing", "escape", "listing-back", "返回", "回到上一屏", "back", "fh"),
    *_open_of("entries"),
    key_of("entries", "m", "entries-mine", "本人", "只看本人经办的；再按看全站", "mine", "br"),
    *_keys_of_a_list("entries", "takings --entries --xlsx 文件"),
    _village_of("entries"),
    *_columns_of("entries", in_footer=False),
    key_of("entries", "escape", "entries-back", "返回", "回到上一屏", "back", "fh"),
    Action(
        "todo-open",
        "去办",
        "到办光标这一件的屏幕或名单",
        key="enter",
        place="todo",
        handler="open_family",
        initials="qb",
        same_as="todo",
    ),
    *_keys_of_a_list("todo", "todo --xlsx 文件"),
    key_of("todo", "escape", "todo-back", "返回", "回到柜台", "back", "fh"),
)
