"""``check``: every invariant of the store by name, one line each."""

from typing import TYPE_CHECKING

import click

from tui.frame.command_line import LaobaoCommand, as_json
from tui.frame.printing import print_json, print_lines
from tui.frame.session import Session

if TYPE_CHECKING:
    from models.checks.check_store import CheckedStore


@click.command(cls=LaobaoCommand, help="逐条检查数据库；可核对「报表或日结单上印的链头」。")
@click.option("--against", metavar="链头", help="报表或日结单上印的链头，看以前的记录是否都在")
@as_json
@click.pass_obj
def check(session: Session, against: str | None, is_json: bool) -> int:
    """Check everything and exit with 1 where an invariant is broken.

    Only the store is opened, not the station's desk, so that one that is damaged can be
    checked as far as it can be read.
    """
    from models.checks.check_store import check_store
    from models.store.connect import open_store

    store = open_store(session.location, session.key_path)
    proof = check_store(store, against)
    store.close()
    if is_json:
        print_json(
            {
                "sound": not proof.broken,
                "head": proof.head.text,
                "number": proof.head.number,
                "invariants": proof.findings,
            }
        )
    else:
        print_lines(proof_lines(proof))
    return 1 if proof.broken else 0


def proof_lines(proof: "CheckedStore") -> list[str]:
    """Return one line an invariant, the head of the chain, and what to do."""
    from models.checks.table_titles import in_chinese

    lines = [
        f"{'通过' if each.is_sound else '不符'}  "
        + "：".join(filter(None, (each.name, in_chinese(each.detail))))
        for each in proof.findings
    ]
    lines += [
        f"链头  {f'{township} ' if len(proof.heads) > 1 else ''}{head.text}（第 {head.number} 号）"
        for township, head in proof.heads.items()
        if head.text
    ]
    if proof.broken:
        lines.append(
            f"{len(proof.broken)} 条不符：请停止录入，把数据库文件原样另存一份，联系维护人员"
        )
    else:
        lines.append(f"{len(proof.findings)} 条全部通过")
    return lines
