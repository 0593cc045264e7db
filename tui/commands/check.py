"""``check``: every invariant of the store, one line each."""

import click

from models.errors import RefusedByRule
from models.proof.result import Finding
from tui.cli import LaobaoCommand, as_json, print_json, print_lines
from tui.session import Session


@click.command(cls=LaobaoCommand, help="逐条检查数据库；--against 核对以前打印的校验码。")
@click.option("--against", default="", metavar="校验码", help="日结单或半月报上打印的校验码")
@as_json
@click.pass_obj
def check(session: Session, against: str, is_json: bool) -> None:
    """Check everything; a broken invariant ends with exit status 1."""
    from models.proof.check import check_store
    from models.store.seal import chain_head

    store = session.desk.store
    findings = check_store(store, against)
    failed = [each for each in findings if not each.is_sound]
    if is_json:
        print_json({"sound": not failed, "head": str(chain_head(store)), "invariants": findings})
    else:
        print_lines([_line(each) for each in findings])
    if failed:
        raise RefusedByRule(
            f"{len(failed)} 条不符，第一条：{failed[0].name}（{failed[0].detail}）；"
            "请停止收费，保留数据库文件，联系维护",
            "not_sound",
        )


def _line(each: Finding) -> str:
    detail = f"：{each.detail}" if each.detail else ""
    return f"{'通过' if each.is_sound else '不符'}  {each.name}{detail}"
