"""``import statement``: the acquirer's statement, kept line by line and reconciled at once."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from models.base.money import format_yuan
from tui.frame.command_line import FILE, Answer, LaobaoCommand, answering
from tui.frame.progress_bar import progress_bar
from tui.frame.session import Session

if TYPE_CHECKING:
    from models.bureau.reconciliation.arrive import Arrival


@click.command(
    cls=LaobaoCommand, help="导入对账单：收单机构的，随即对账；重复或重叠的部分不会改变任何东西。"
)
@click.argument("path", metavar="文件", type=FILE)
@click.option("--preview", "is_preview", is_flag=True, help="只看结果，不保存")
@answering
@click.pass_obj
def import_statement(session: Session, path: Path, is_preview: bool) -> Answer:
    """Import a statement, list every refused row and every open exception."""
    from seed.statement_file import import_statement_file
    from seed.table_file import fault_lines
    from tui.commands.reconcile import open_lines, reconciliation_document, standing_line

    with progress_bar("导入对账单") as progress:
        result = import_statement_file(session.desk, path, progress, is_preview=is_preview)
    arrival, found = result.arrival, result.arrival.reconciliation
    lines = [
        f"{result.file}：共 {result.rows} 行，新增 {arrival.new} 笔，"
        f"已有 {arrival.known} 笔{_completed(arrival)}，"
        f"拒绝 {len(result.refused)} 行；净额 {format_yuan(arrival.amount_fen)} 元，"
        f"手续费 {format_yuan(arrival.fee_fen)} 元{'（只是预览，没有保存）' if is_preview else ''}"
    ]
    lines.append(f"  包含 {arrival.extent.first} 至 {arrival.extent.last}")
    lines += fault_lines("拒绝", result.refused) + fault_lines("提示", result.warnings)
    return {
        "file": result.file,
        "preview": is_preview,
        "rows": result.rows,
        "new": arrival.new,
        "known": arrival.known,
        "completed": arrival.completed,
        "covers": {"from": arrival.extent.first, "to": arrival.extent.last},
        "amount_fen": arrival.amount_fen,
        "fee_fen": arrival.fee_fen,
        "refused": result.refused,
        "warnings": result.warnings,
        **reconciliation_document(found, found.open_cases),
    }, [*lines, standing_line(found), *open_lines(found.open_cases)]


def _completed(arrival: "Arrival") -> str:
    """Say how many known lines a further file completes, where it does."""
    return f"（补全 {arrival.completed} 笔）" if arrival.completed else ""
