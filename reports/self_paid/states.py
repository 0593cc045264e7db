"""What a file of mere status brought, in lines and as JSON values; numbers masked in lines."""

from collections import Counter
from typing import Any

from models.base.terms import INSURANCE_TITLES
from models.base.text import mask_id
from models.bureau.self_paid.state_values import STATE_FOUND_TITLES, StateFinding, StateImport

_TOLD = ("posted", "withdrawn", "confirmed", "not_enrolled", "superseded", "known")


def states_answer(
    result: StateImport, file: str, rows: int, refused: int, *, is_preview: bool
) -> tuple[dict[str, Any], list[str]]:
    """Return what an import did (or would do), as plain values for JSON and in lines."""
    counted = Counter(each.found for each in result.findings)
    document = {
        "file": file,
        "kind": "states",
        "preview": is_preview,
        "rows": rows,
        "known": counted["known"],
        "posted": {"rows": counted["posted"], "amount_fen": 0, "receipts": result.receipts},
        "counts": {found: counted[found] for found in STATE_FOUND_TITLES if counted[found]},
        "exceptions": [state_document(each) for each in result.exceptions],
    }
    return document, state_lines(result, file, rows, refused, is_preview=is_preview)


def state_lines(
    result: StateImport, file: str, rows: int, refused: int, *, is_preview: bool
) -> list[str]:
    """Return the counts by kind, then every row somebody has to look at."""
    counted = Counter(each.found for each in result.findings)
    words = [
        f"{STATE_FOUND_TITLES[found]} {counted[found]} 人"
        for found in STATE_FOUND_TITLES
        if found in _TOLD and counted[found]
    ]
    will = "将" if is_preview else "已"
    lines = [
        f"{file}：只有参保状态，共 {rows} 行，{will}按税务的登记处理，不记金额："
        f"{'，'.join(words) or '没有变化'}，例外 {len(result.exceptions)} 行，拒绝 {refused} 行"
    ]
    if result.receipts:
        first, last = result.receipts[0], result.receipts[-1]
        lines.append(f"收据号 {first}" + (f" 至 {last}" if last != first else ""))
    for each in result.exceptions:
        row = each.row
        lines.append(
            f"  {STATE_FOUND_TITLES[each.found]}：第 {row.row} 行 {row.name} "
            f"{mask_id(row.id_number)} {INSURANCE_TITLES[row.insurance]} {row.levy_year} 年度"
            f"{'已' if row.is_enrolled else '未'}参保：{each.reason}"
        )
    if result.exceptions:
        lines.append("例外没有登记：名册补录、更正以后，再导入这个文件")
    return lines


def state_document(each: StateFinding) -> dict[str, Any]:
    """Return a row as plain values for JSON."""
    row = each.row
    return {
        "row": row.row,
        "name": row.name,
        "id_number": row.id_number,
        "insurance": row.insurance,
        "levy_year": row.levy_year,
        "is_enrolled": row.is_enrolled,
        "stated_on": row.stated_on,
        "state": each.found,
        "reason": each.reason,
        "household": each.household or None,
    }
