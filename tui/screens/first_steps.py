"""What a new station still lacks, as the counter lists it, and which form does it."""

from models.base.text import fit
from models.station.setting_up import Lacking

FIRST_STEPS: dict[Lacking, tuple[str, str, tuple[str, ...]]] = {
    "roster": ("花名册", "还没有人：导入村里或派出所的花名册文件", ("import", "roster")),
    "figures": ("待定数字", "通知没有定的标准、档次：凭文件填入，才能收费", ("notice", "fill")),
    "targets": ("任务数", "还没有任务数：按文件设定，报表才有完成率", ("target", "set")),
    "operators": ("操作员", "只有一个人：再登记一位，退费、补录要两个人", ("operator", "add")),
    "terminals": ("POS 终端", "还没有登记：刷错终端时才会提醒", ("terminal", "add")),
    "accounts": ("待报解账户", "还没有登记：缴存现金要写缴到哪个账户", ("account", "add")),
}
"""Each: its name, why it is wanted, the words of the command whose form opens."""


HEADING = "  建站还缺这几样：上下键选，回车办理；办好一样少一样"


def step_lines(steps: tuple[Lacking, ...]) -> list[str]:
    """Return one line a step."""
    return [f"  {fit(FIRST_STEPS[each][0], 12)}{FIRST_STEPS[each][1]}" for each in steps]
