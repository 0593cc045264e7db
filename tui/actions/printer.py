"""Choosing what papers are printed on."""

from tui.actions.action import Action, key_of

PRINTER = (
    Action(
        "printer",
        "打印机",
        "选登记单、说明、证明、日结单打到哪里：终端的打印机、服务器的打印机、文件；试打",
        command="tui.commands.printer:printer",
        place="everywhere",
        handler="app.open_printer",
        initials="dyj",
        opens="printer",
    ),
    key_of(
        "printer", "f2", "printer-keep", "选定", "以后都打到这里，直到再改", "keep", "xd",
        same_as="printer choose 打印机",
    ),
    key_of(
        "printer", "f3", "printer-try", "试打", "按选的打一张试打页，不算登记单", "try", "sd",
        same_as="printer test",
    ),
    key_of(
        "printer", "right", "printer-next", "换一个", "这一行换成后一个", "turn(1)", "hyg",
        same_as="printer choose 打印机 --width 纸 --encoding 编码",
    ),
    Action(
        "printer-previous", "换回去", "这一行换成前一个", key="left", place="printer",
        handler="turn(-1)", initials="hhq",
        same_as="printer choose 打印机 --width 纸 --encoding 编码",
    ),
    key_of("printer", "escape", "printer-back", "返回", "不改，回到上一屏", "back", "fh"),
)  # fmt: skip
