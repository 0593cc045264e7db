"""``boundary``: carries out a change of boundaries by a dated plan, after showing it."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tui.frame.command_line import FILE, NEAREST_DATE, LaobaoCommand, as_json, is_terminal
from tui.frame.printing import print_json, print_lines
from tui.frame.session import Session

if TYPE_CHECKING:
    from models.villages.plan import BoundaryPlan, Move
    from seed.plan_file import PlanFile


@click.command(
    cls=LaobaoCommand,
    help="行政区划调整：按计划文件合并、拆分、划出、划入村(社区)，家庭随村走；有一处错误就一行也不执行。",
)
@click.argument("path", metavar="文件", type=FILE)
@click.option("--effective", type=NEAREST_DATE, metavar="日期", help="生效日期；计划里没有写时用")
@click.option("--document", default="", metavar="文号", help="批准文号；计划里没有写时用")
@click.option("--preview", "is_preview", is_flag=True, help="只看会怎样，不执行")
@as_json
@click.pass_obj
def boundary(
    session: Session,
    path: Path,
    effective: dt.date | None,
    document: str,
    is_preview: bool,
    is_json: bool,
) -> None:
    """Show what the plan does, ask at a terminal, and carry it out."""
    from models.villages.boundary import apply_boundary, plan_boundary, refuse_early
    from seed.plan_file import read_plan

    desk = session.desk
    file = read_plan(path, effective, document)
    faults = file.faults
    if file.rows:
        plan = plan_boundary(desk, file.rows)
        faults += plan.faults
    if faults:
        _refuse(file, sorted(map(file.located, faults), key=_place), is_json=is_json)
    if is_preview:
        _show(plan, is_json=is_json, is_applied=False)
        return
    assert plan.effective_on is not None
    refuse_early(desk, plan.effective_on)
    if not is_json:
        print_lines(_lines(plan))
        if plan.moves and is_terminal() and not click.confirm("执行这份计划吗？"):
            print_lines(["没有执行，什么都没有改变"])
            return
    done = apply_boundary(desk, file.rows)
    if is_json:
        _show(done, is_json=True, is_applied=True)
    elif done.moves:
        print_lines([f"已执行：{len(done.moves)} 项调整，{done.households} 户 {done.people} 人"])


def _place(fault: Any) -> tuple[int, str]:
    return fault.row, fault.column


def _refuse(file: "PlanFile", faults: list[Any], *, is_json: bool) -> None:
    """List every fault and raise BadInput: the plan as a whole is not carried out."""
    from models.base.errors import BadInput

    if is_json:
        print_json({"applied": False, "faults": faults})
    else:
        where = [f"第 {each.row} 行 " if each.row else "" for each in faults]
        print_lines(
            [
                f"  有误：{row}{each.column}：{each.reason}"
                for row, each in zip(where, faults, strict=True)
            ]
        )
    raise BadInput(f"{file.file}：有 {len(faults)} 处错误，一行也没有执行，请改好后再来")


def _show(plan: "BoundaryPlan", *, is_json: bool, is_applied: bool) -> None:
    if is_json:
        print_json({"applied": is_applied and bool(plan.moves), **_document(plan)})
    else:
        print_lines([*_lines(plan), "这只是预览，没有执行"])


def _document(plan: "BoundaryPlan") -> dict[str, Any]:
    return {
        "effective_on": plan.effective_on,
        "counts_from": plan.counts_from,
        "document": plan.document,
        "done_before": plan.done_before,
        "households": plan.households,
        "people": plan.people,
        "moves": [
            {
                "kind": move.kind,
                "village": move.village,
                "to_village": move.to_village,
                "township": move.township,
                "opens": move.is_new,
                "closes": move.closes,
                "households": len(move.families),
                "people": move.people,
                "renumbered": [
                    {"from": each.number, "to": each.new_number} for each in move.renumbered
                ],
            }
            for move in plan.moves
        ],
        "targets": [
            {
                "village": each.village,
                "insurance": each.insurance,
                "levy_year": each.levy_year,
                "before": each.before,
                "after": each.after,
            }
            for each in plan.targets
        ],
    }


def _lines(plan: "BoundaryPlan") -> list[str]:
    """Return the plan as a clerk checks it."""
    if not plan.moves:
        return ["这份计划早已执行，没有变化" if plan.done_before else "计划里没有要调整的村"]
    document = plan.document or "没有写文号"
    lines = [f"行政区划调整：{plan.effective_on} 起生效（{document}）"]
    if plan.counts_from != plan.effective_on:
        lines.append(f"生效日期所在的报告期已经结束，报表从 {plan.counts_from} 起按新区划")
    if plan.done_before:
        lines.append(f"其中 {plan.done_before} 行早已执行，跳过")
    for move in plan.moves:
        lines += _move_lines(move)
    lines += [
        f"  任务数：{each.village} {_insurance(each.insurance)} "
        f"{'无' if each.before is None else each.before} 改为 {each.after}"
        for each in plan.targets
    ]
    lines.append(f"共涉及 {plan.households} 户 {plan.people} 人；以前各期报表不变")
    return lines


def _move_lines(move: "Move") -> list[str]:
    from models.villages.plan import KIND_TITLES

    to_village = f"{move.to_village}{'（新设）' if move.is_new else ''}"
    if move.kind == "move_in":
        words = f"由{move.township}划入 {to_village}"
    elif move.kind == "move_out":
        words = f"{move.village} 划归 {move.township}{to_village}"
    else:
        words = f"{move.village} {KIND_TITLES[move.kind]} {to_village}"
    lines = [f"  {words}：{len(move.families)} 户 {move.people} 人"]
    if move.closes:
        lines[0] += f"，{move.village}撤销"
    if move.kind == "move_out" and move.to_station_id is None:
        lines.append(f"    {move.township}的站不在本数据库，家庭仍可查到，但不能再收费")
    lines += [
        f"    户编号 {each.number} 已有，改为 {each.new_number}（按旧编号仍能找到）"
        for each in move.renumbered
    ]
    return lines


def _insurance(name: str) -> str:
    from models.base.terms import INSURANCE_TITLES

    return {str(key): title for key, title in INSURANCE_TITLES.items()}.get(name, name)
