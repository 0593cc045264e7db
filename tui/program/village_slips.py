"""The registration slips of a village's families, written as one workbook, a page a family."""

from pathlib import Path

from models.checks.trail import record_export
from models.counter.receipt.values import PrintedReceipt
from models.counter.village.values import VillageReceipt
from models.station.desk import Desk


def write_slips(desk: Desk, taken: VillageReceipt, path: Path) -> str:
    """Print the slips into a workbook and return what to say of it; logged as prints are.

    Raises BadInput for a file that cannot be written.
    """
    from models.counter.receipt.printing import Sending, print_receipts
    from reports.receipt_paper.workbook import write_slips_workbook
    from reports.rendering.sheet import refuse_unwritable

    refuse_unwritable(path)

    def write(slips: tuple[PrintedReceipt, ...]) -> bool:
        write_slips_workbook(slips, path)
        return True

    record_export(desk, path.name)
    numbers = [each.receipt for each in taken.receipts]
    slips = print_receipts(desk, numbers, "整批补打", sending=Sending("file", write))
    return f"登记单 {len(slips)} 张已写入 {path}"
