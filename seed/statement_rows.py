"""Which rows of a statement are transactions: the rest sums up, or repeats the headings."""

import re
from collections.abc import Collection

from seed.statement_cell import plain_cell
from seed.statement_columns import BATCH, DAY, TERMINAL, TIME, TRACE
from seed.table_file import Row

_SUMMING = re.compile(
    r"合计|总计|小计|共计|汇总|笔数|^共\d+笔|^第?\d+/\d+页|^第\d+页|制表|打印日期|本页|以下空白|无数据"
    r"|^(?:填表|填报|审核|复核|经办|负责|出纳|会计)人?(?:签字|签章|签名)?:"
)


def is_line(row: Row, columns: Collection[str]) -> bool:
    """Say whether a row is a transaction, or something that should be one and is refused.

    It sums up when one of its texts says so and terminal, batch, trace or the day are missing.
    """
    numbers = [plain_cell(row.cells[each]) for each in (TERMINAL, BATCH, TRACE) if each in columns]
    if all(numbers) and not any(map(str.isdigit, "".join(numbers))):
        return False
    moment = row.cells.get(TIME, "") or row.cells.get(DAY, "")
    is_dated = any(map(str.isdigit, moment)) and not _SUMMING.search(moment)
    texts = ("".join(plain_cell(each).split()) for each in row.cells.values())
    return (all(numbers) and is_dated) or not any(_SUMMING.search(each) for each in texts)
