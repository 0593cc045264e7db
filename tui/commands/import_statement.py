"""``import statement``: the acquirer's statement, kept line by line and reconciled at once."""

from pathlib import Path

import click

from models.base.money import format_yuan
from tui.frame.command_line import FILE, LaobaoCommand, as_json, print_json, print_lines
from tui.frame.progress_bar import progress_bar
from tui.frame.session import Session


@click.command(
    cls=LaobaoCommand, help="导入收单机构的对账单并对账；重复或重叠的部分不会改变任何东西。"
)
@click.argument("path", metavar="文件", type=FILE)
@click.option("--preview", "is_preview", is_flag=True, help="只看结果，不保存")
@as_json
@click.pass_obj
def import_statement(session: Session, path: Path, is_preview: bool, is_json: bool) -> None:
    """Import a statement, list every refused row and every open exception."""
    from seed.roster_file import fault_lines
    from seed.statement_file import import_statement_file
    from tui.commands.reconcile import open_lines, reconciliation_document, standing_line

    with progress_bar("导入对账单") as progress:
        result = import_statement_file(session.desk, path, progress, is_preview=is_preview)
    arrival, found = result.arrival, result.arrival.reconciliation
    if is_json:
        print_json(
            {
                "file": result.file,
                "preview": is_preview,
                "rows": result.rows,
                "new": arrival.new,
                "known": arrival.known,
                "amount_fen": arrival.amount_fen,
                "fee_fen": arrival.fee_fen,
                "refused": result.refused,
                "warnings": result.warnings,
                **reconciliation_document(found, found.open_cases),
            }
        )
        return
    lines = [
        f"{result.file}：共 {result.rows} 行，新增 {arrival.new} 笔，已有 {arrival.known} 笔，"
        f"拒绝 {len(result.refused)} 行；净额 {format_yuan(arrival.amount_fen)} 元，"
        f"手续费 {format_yuan(arrival.fee_fen)} 元{'（只是预览，没有保存）' if is_preview else ''}"
    ]
    lines += fault_lines("拒绝", result.refused) + fault_lines("提示", result.warnings)
    print_lines([*lines, standing_line(found), *open_lines(found.open_cases)])
