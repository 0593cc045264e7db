"""``notice``: the rule sets that come with the program, and the figures they leave open."""

from pathlib import Path

import click

from models.levy.fill import fillable_keys
from seed.notice_file import load_notice, notice_ids, read_notice
from tui.cli import FILE, LaobaoGroup, as_json, print_json, print_lines
from tui.commands.notice_text import describe_notice
from tui.session import Session


@click.group(cls=LaobaoGroup, help="通知：列出、查看、检查，填入待定数字。")
def notice() -> None:
    """Hold the commands below."""


@notice.command("list", help="列出本程序自带的通知。")
@as_json
def list_notices(is_json: bool) -> None:
    """List identifiers, documents and titles."""
    notices = [load_notice(each) for each in notice_ids()]
    if is_json:
        print_json(
            [
                {
                    "id": each.id,
                    "title": each.title,
                    "document": each.document,
                    "locality": each.locality,
                    "insurances": list(each.insurances),
                }
                for each in notices
            ]
        )
        return
    print_lines([f"{each.id:<18}{each.document}  {each.title}" for each in notices])


@notice.command("show", help="显示一份通知的全部规定和条款。")
@click.argument("notice_id", metavar="编号")
@as_json
def show_notice(notice_id: str, is_json: bool) -> None:
    """Show a notice rule by rule."""
    found = load_notice(notice_id)
    if is_json:
        discrepancies = [each.discrepancy for each in found.targets if each.discrepancy]
        print_json({"notice": found, "open": fillable_keys(found), "notes": discrepancies})
        return
    print_lines(describe_notice(found))


@notice.command("check", help="检查一个通知文件；有错时指出文件和键。")
@click.argument("path", metavar="文件", type=FILE)
@as_json
def check_notice(path: Path, is_json: bool) -> None:
    """Check a notice file; the first fault is one line."""
    found = read_notice(path)
    if is_json:
        print_json({"file": path.name, "id": found.id, "open": fillable_keys(found)})
        return
    print_lines([f"{path.name}：没有发现问题（{found.id}，{len(found.insurances)} 个险种）"])


@notice.command("fill", help="填入通知未定的数字，写明文号；例 medical.personal=280")
@click.argument("figure", metavar="键=数值")
@click.option("--document", required=True, metavar="文号", help="数字所依据的文件")
@as_json
@click.pass_obj
def fill(session: Session, figure: str, document: str, is_json: bool) -> None:
    """Record a figure and the document it comes from."""
    from models.filling import record_figure

    key, value = split_figure(figure)
    desk = session.desk
    record_figure(desk, load_notice(desk.notice.id), key, value, document)
    if is_json:
        print_json({"notice": desk.notice.id, "key": key, "value": value, "document": document})
        return
    print_lines([f"已填入 {key} = {value}（{document}），自 {desk.business_date} 起试算按此办理"])


def split_figure(figure: str) -> tuple[str, str]:
    """Return key and value of ``KEY=VALUE``; raises BadInput without an equals sign."""
    from models.errors import BadInput

    key, sign, value = figure.partition("=")
    if not sign or not key.strip() or not value.strip():
        raise BadInput(f"“{figure}”应写成 键=数值，例如 medical.personal=280")
    return key.strip(), value.strip()
