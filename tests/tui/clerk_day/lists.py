"""Lists, and the day's entries."""

from tests.tui.clerk_day.played import Played, Step, played

_REPORT = ("", "2019年11月上半月")
_LISTS = ("", "名单和表")
_DUNNING: tuple[Step, ...] = (_REPORT, _LISTS, ("", "上岭桥镇催缴名单"))
_OF_A_VILLAGE: tuple[Step, ...] = (*_DUNNING, ("", "A 青山村"), ("", "筛选：青山村"))
_ENTRIES = ("", "上岭桥镇劳动保障站流水")

TASKS: dict[str, Played] = {
    "催缴名单": played(*_DUNNING),
    "一个村的催缴名单": played(*_OF_A_VILLAGE),
    "一个村的催缴名单，写成文件": played(*_OF_A_VILLAGE, ("", "已写入")),
    "名单里只看有几个字的行": played(
        *_DUNNING, ("", "筛选："), ("jfj", "筛选：jfj"), ("", "共 2 行")
    ),
    "名单按一列排序": played(*_DUNNING, ("", "从小到大")),
    "名单按一列排序，从大到小": played(*_DUNNING, ("", "从小到大"), ("", "从大到小")),
    "打开名单里的一家": played(*_DUNNING, ("", "从名单打开的家庭")),
    "登记一次催缴联系": played(
        ("", "输入功能名称"), ("cjlx", "催缴联系"), ("", "催缴结果文件"), ("010002", "010002"),
        ("", ""), ("电话", "电话"), ("", ""), ("愿缴", "愿缴"),
        ("", "已登记联系：010002 户  2019-11-14  电话  愿缴"),
    ),
    "今天的流水": played(_ENTRIES),
    "今天本人经办的": played(_ENTRIES, ("", "2019-11-14    本人")),
    "打开今天流水里的一家": played(_ENTRIES, ("", "从名单打开的家庭")),
}  # fmt: skip
