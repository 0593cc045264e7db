"""``notice``: the rule sets that come with the program, and the figures they leave open."""

import datetime as dt
from pathlib import Path

import click
import msgspec

from models.base.errors import BadInput, StoreFailure
from models.base.files import draft_beside, file_cause, put_in_place
from models.levy.coverage import silent_points
from models.levy.figure_names import figure_key, figure_title, value_title
from models.levy.fill import fillable_keys
from models.levy.higher import HigherDocument
from models.levy.rest import resting_order
from seed.higher_file import find_beside, is_higher, read_higher
from seed.notice_file import read_notice
from seed.rule_file import read_text
from tui.commands.notice_text import describe_document, describe_notice
from tui.frame.command_line import DATE, FILE, NEAREST_DATE, Answer, LaobaoGroup, answering, as_json
from tui.frame.notices import (
    add_rules,
    all_notice_ids,
    documents_of,
    find_document,
    find_notice,
    notice_path,
)
from tui.frame.printing import print_json, print_lines
from tui.frame.session import Session


@click.group(cls=LaobaoGroup, help="通知：列出、查看、检查，填入待定数字。")
def notice() -> None:
    """Hold the commands below."""


@notice.command("list", help="有哪些通知：本程序自带的和加入本机的。")
@answering
def list_notices() -> Answer:
    """List identifiers, documents and titles."""
    notices = [find_notice(each) for each in all_notice_ids()]
    return [
        {
            "id": each.id,
            "title": each.title,
            "document": each.document,
            "locality": each.locality,
            "insurances": list(each.insurances),
        }
        for each in notices
    ], [f"{each.id:<18}{each.document}  {each.title}" for each in notices]


@notice.command("show", help="通知的规定：一份通知的全部规定和条款。")
@click.argument("notice_id", metavar="编号")
@as_json
def show_notice(notice_id: str, is_json: bool) -> None:
    """Show a notice, or a document that notices rest on, rule by rule."""
    document = find_document(notice_id)
    if document is not None:
        if is_json:
            print_json({"document": document})
        else:
            print_lines(describe_document(document))
        return
    found = find_notice(notice_id)
    if is_json:
        discrepancies = [each.discrepancy for each in found.targets if each.discrepancy]
        print_json(
            {
                "notice": found,
                "open": fillable_keys(found),
                "silent": silent_points(found),
                "notes": discrepancies,
            }
        )
        return
    print_lines(describe_notice(found, documents_of(found)))


@notice.command("check", help="检查一个通知文件或自带的通知：例子、日期、资助、待填数字。")
@click.argument("path", metavar="文件或编号", type=FILE)
@as_json
def check_notice(path: Path, is_json: bool) -> None:
    """Prove a notice; every fault is one line, and the first is the error (exit 2)."""
    from models.levy.trial import try_notice

    if path.is_file() and is_higher(path):
        _check_document(path, is_json=is_json)
        return
    is_known = path.name in all_notice_ids()
    found = find_notice(path.name) if is_known else read_notice(path)
    proof = try_notice(found)
    if is_json:
        print_json(
            {
                "file": path.name,
                "id": found.id,
                "examples": proof.examples,
                "questions": proof.questions,
                "open": proof.open_figures,
                "silent": silent_points(found),
                "faults": proof.faults,
            }
        )
    elif not proof.faults:
        print_lines(
            [
                f"{path.name}：没有发现问题（{found.id}，{len(found.insurances)} 个险种）",
                f"  例子 {proof.examples} 个，结果都对",
                f"  逐日逐类试算 {proof.questions} 次，都有唯一答案",
                f"  待填或初定的数字：{'、'.join(proof.open_figures) or '无'}",
                f"  各级文件都没有规定、先不收费的：{'、'.join(silent_points(found)) or '无'}",
            ]
        )
    else:
        print_lines([f"{path.name}：{each.key}：{each.message}" for each in proof.faults])
    if proof.faults:
        first = proof.faults[0]
        raise BadInput(
            f"{path.name}：发现 {len(proof.faults)} 处问题，请改正；{first.key}：{first.message}"
        )


def _check_document(path: Path, *, is_json: bool) -> None:
    found = read_higher(path)
    documents = resting_order(found.rests_on, find_beside(path))
    if is_json:
        print_json({"file": path.name, "id": found.id, "faults": [], "unread": found.unread})
        return
    print_lines(
        [
            f"{path.name}：没有发现问题（{found.id}，上级文件）",
            f"  依据：{'、'.join(each.document for each in documents) or '无'}",
            f"  没有写明或没有查到原文的：{'；'.join(found.unread) or '无'}",
        ]
    )


@notice.command("add", help="把一份检查无误的通知或上级文件加入本机，之后可以按它建站、试算。")
@click.argument("path", metavar="文件", type=FILE)
@answering
def add(path: Path) -> Answer:
    """Add a rule file that proves sound."""
    found = add_rules(path)
    kind = "上级文件" if isinstance(found, HigherDocument) else "通知"
    return {"file": path.name, "id": found.id}, [f"已加入{kind} {found.id}：{found.title}"]


@notice.command("renew", help="照今年的通知起草明年的：写法照旧，日期后推一年，要核对的逐项列出。")
@click.argument("old", metavar="编号")
@click.option("--as", "new_id", required=True, metavar="编号", help="新通知的编号")
@click.argument("path", metavar="[文件]", type=FILE, required=False)
@answering
def renew_notice(old: str, new_id: str, path: Path | None) -> Answer:
    """Write the draft of next year's notice; an existing file is not replaced."""
    from seed.renewal import renew

    find_notice(old)
    source = notice_path(old)
    if new_id in all_notice_ids():
        raise BadInput(f"已有通知 {new_id}，请换一个编号")
    target = path or Path(f"{new_id}.toml")
    if target.exists():
        raise BadInput(f"{target} 已经有了，不覆盖；请换一个文件名")
    draft, confirm = renew(read_text(source), new_id, find_beside(source))
    try:
        with draft_beside(target) as file:
            file.write_text(draft, encoding="utf-8")
            put_in_place(file, target)
    except OSError as error:
        raise StoreFailure(f"写不了 {target}：{file_cause(error)}") from None
    return {"file": str(target), "id": new_id, "to_confirm": confirm}, [
        f"已起草 {target}（{old} → {new_id}），标准已留空，例子要照新通知手算",
        f"  沿用上年、要照新通知核对的 {len(confirm)} 处，列在文件的 to_confirm，核对一处删一处：",
        *(f"    {each}" for each in confirm),
    ]


@notice.command("fill", help="填入数字：通知未定的，或要修订的，写明文号；例 医疗.个人标准=280")
@click.argument("figure", metavar="键=数值")
@click.option("--document", required=True, metavar="文号", help="数字所依据的文件")
@click.option("--document-date", type=DATE, metavar="日期", help="文件日期")
@click.option("--from", "effective_from", type=NEAREST_DATE, metavar="日期", help="自哪天起执行")
@click.option("--round", "round_number", type=int, metavar="轮次", help="哪一轮；默认最近开的")
@answering
@click.pass_obj
def fill(
    session: Session,
    figure: str,
    document: str,
    document_date: dt.date | None,
    effective_from: dt.date | None,
    round_number: int | None,
) -> Answer:
    """Record a figure, the document it comes from and from when it counts."""
    from models.station.filled_figures import figure_round, record_figure

    key, value = split_figure(figure)
    desk = session.desk
    recorded = record_figure(
        desk, key, value, document, effective_from, document_date, round_number
    )
    of = figure_round(desk, key, round_number)
    return {"notice": of.bare.id, **msgspec.structs.asdict(recorded)}, [
        f"已填入 {figure_title(figure_key(key))} = {value_title(recorded.value)}（{document}），"
        f"自 {recorded.effective_from} 起按此办理",
        "  已缴费的人不会自动改动；应补、应退的名单：「补退差额名单」",
    ]


def split_figure(figure: str) -> tuple[str, str]:
    """Return key and value of ``KEY=VALUE``; raises BadInput without an equals sign."""
    key, sign, value = figure.partition("=")
    if not sign or not key.strip() or not value.strip():
        raise BadInput(f"“{figure}”应写成 键=数值，例如 医疗.个人标准=280")
    return key.strip(), value.strip()
