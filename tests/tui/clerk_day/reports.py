"""Reports, the second person, and learning the program."""

from tests.making import PIN
from tests.tui.clerk_day.played import Played, played

_REPORT = ("", "2019年11月上半月")
_DAY = ("", "日报  上岭桥镇  2019-11-14")
_PALETTE = ("", "输入功能名称")

TASKS: dict[str, Played] = {
    "看半月报": played(_REPORT),
    "导出半月报": played(_REPORT, ("", "已写入")),
    "看上一期的半月报": played(_REPORT, ("", "2019年10月下半月（2019-10-16 至 2019-10-31）")),
    "看一个村的各个数": played(_REPORT, ("", "本期个人缴费                   500.00 元")),
    "看一个数后面的人": played(
        _REPORT, ("", "困难群体应保"), ("", "青山村  本期参保人数：2 人  第 1-2 行，共 2 行")
    ),
    "上报上一期，第二人当面复核": played(
        _REPORT, ("", "2019年10月下半月"), ("", "复核人的编号"), ("second", "second"),
        ("", "PIN"), (PIN, ""), ("", "已上报：第 2019-001 号"),
    ),
    "日报写成文本，发工作群": played(_DAY, ("", "已写入")),
    "日报写成表格": played(_DAY, ("", "已写入")),
    "看周报": played(_DAY, ("", "周报  上岭桥镇  2019-11-11 至 2019-11-17")),
    "设自己的 PIN": played(
        _PALETTE, ("czy", "操作员"), ("", "清除 PIN"), ("", "新的 PIN"), ("864209", ""),
        ("", "已设“01”的 PIN"),
    ),
    "看通知的规定": played(
        _PALETTE, ("tz", "通知"), ("", "有哪些通知"), ("", "全部规定和条款"),
        ("lengshuitan-2019", "lengshuitan-2019"), ("", "征缴期 2019-01-01 至 2019-10-31"),
    ),
    "用命令面板做一件事": played(_PALETTE, ("bb", "报表"), _REPORT),
    "换成浅底的配色": played(("", "配色：浅底")),
    "看这一屏的帮助": played(("", "【本屏的键】")),
    "跟着导览学": played(_PALETTE, ("dl", "导览"), ("", "【导览 1/10】")),
}  # fmt: skip
