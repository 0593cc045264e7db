"""What the process has imported that programs are forked from in tests (``tests.forked``)."""

from importlib import import_module

from tui.terminal.environment import prepare

_MODULES = (
    "openpyxl", "pytest", "python_calamine", "xlsxwriter",
    "seed.grid_file", "seed.workbook_looks", "tests.tui.playing", "tui.background.process",
    "tui.frame.notices",
    "tui.screens.choose_list", "tui.screens.command", "tui.screens.counter",
)  # fmt: skip

prepare()
for _module in _MODULES:
    import_module(_module)
