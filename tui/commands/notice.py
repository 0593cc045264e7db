"""``notice``: the rule sets that come with the program, and the figures they leave open."""

from pathlib import Path

import click

from models.levy.fill import fillable_keys
from models.levy.notice import INSURANCE_TITLES, Insurance, InsuranceRules, Notice
from models.money import short_yuan
from seed.notice_file import load_notice, notice_ids, read_notice
from tui.cli import FILE, LaobaoGroup, as_json, print_json, print_lines
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


def describe_notice(found: Notice) -> list[str]:
    """Return a notice in sentences, each with its clause."""
    lines = [f"{found.id}  {found.document}", found.title, ""]
    for name, rules in found.insurances.items():
        lines += _describe_insurance(name, rules)
    if found.family_rule is not None:
        title = INSURANCE_TITLES[found.family_rule.insurance]
        lines.append(f"{title}以家庭为单位，全部成员参保（{found.family_rule.clause}）")
    if found.categories:
        names = "、".join(each.name for each in found.categories)
        lines.append(f"人员类别：{names}")
    lines += [
        f"{table.clause}：{INSURANCE_TITLES[table.insurance]}任务 {len(table.rows)} 个乡镇，"
        f"共 {table.target_people} 人"
        for table in found.targets
    ]
    lines += [f"注意：{table.discrepancy}" for table in found.targets if table.discrepancy]
    keys = fillable_keys(found)
    if keys:
        lines.append(f"通知未定、可凭文件填入：{'、'.join(keys)}")
    return lines


def _describe_insurance(name: Insurance, rules: InsuranceRules) -> list[str]:
    window = rules.window
    lines = [
        f"【{INSURANCE_TITLES[name]} {rules.levy_year} 年度】",
        f"  征缴期 {window.opens} 至 {window.closes}（{window.clause}）",
    ]
    if rules.standard is not None:
        personal = _stated(rules.standard.personal_fen)
        government = _stated(rules.standard.government_fen)
        provisional = "，初定" if rules.standard.is_provisional else ""
        lines.append(
            f"  个人缴费 {personal}{provisional}，财政补助 {government}（{rules.standard.clause}）"
        )
    if rules.tiers is not None:
        amounts = rules.tiers.amounts_fen
        listed = "、".join(map(short_yuan, amounts)) + " 元" if amounts else "通知未载明"
        lines.append(f"  缴费档次 {listed}（{rules.tiers.clause}）")
    for rule in rules.subsidies:
        shares = "；".join(_describe_share(each) for each in rule.shares) or "数额通知未载明"
        lines.append(f"  {rule.category}：{shares}（{rule.clause}）")
    return [*lines, ""]


def _stated(amount_fen: int | None) -> str:
    return "通知未载明" if amount_fen is None else f"{short_yuan(amount_fen)} 元"


def _describe_share(share: object) -> str:
    from models.levy.notice import Share

    assert isinstance(share, Share)
    how = {"waived": "免缴", "remitted": "划拨至乡镇", "reimbursed": "先征后补"}[share.settlement]
    if share.rate is not None:
        part = f"{float(share.rate):.0%}"
    elif share.amount_fen is not None:
        part = f"{short_yuan(share.amount_fen)} 元"
    else:
        part = "其余部分" if share.part == "rest" else "最低档"
    return f"{share.funder} {part} {how}"
