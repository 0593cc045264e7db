"""``backup`` and ``restore``: the whole store to a file, and back into an empty place."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.frame.command_line import FILE, Answer, LaobaoCommand, answering, as_json
from tui.frame.printing import print_json, print_lines
from tui.frame.session import Session

if TYPE_CHECKING:
    from models.station.desk import Desk

_KEY = "备份用站的密钥加密：密钥文件请另处保存，没有它备份也打不开"


@click.command(cls=LaobaoCommand, help="整库备份到一个新文件：加密、逐页核对；别人可以照常工作。")
@click.argument("path", metavar="文件", type=FILE)
@as_json
@click.pass_obj
def backup(session: Session, path: Path, *, is_json: bool) -> int:
    """Back the store up; exit 1 where the store itself fails its check."""
    from models.checks.backup import back_up

    desk = session.desk
    desk.require("backup")
    _keep_notices(desk)
    done = back_up(desk.store, path)
    with desk.writing("backup"):
        desk.record("backup", f"payments {done.payments}", done.head)
    if is_json:
        print_json(done)
        return 1 if done.broken else 0
    lines = [
        f"已备份到 {done.path}：{done.payments} 笔，到 {done.last_day or '还没有业务'}",
        f"链头 {done.head}    文件校验值（SHA-256）{done.digest}",
        _KEY,
    ]
    lines += [f"注意：库里本来就不符：{words}" for words in done.broken]
    print_lines(lines)
    return 1 if done.broken else 0


def _keep_notices(desk: "Desk") -> None:
    """Keep the notices of the rounds in the store: a backup is restored where no other file is."""
    from models.station.kept_notice import keep_notice, not_kept
    from tui.frame.notices import notice_source

    rounds = (each.bare for each in desk.rounds)
    if missing := not_kept(desk.store, desk.station_id, rounds, notice_source):
        with desk.writing("backup"):
            for notice, source in missing:
                keep_notice(desk.store, desk.station_id, notice, source)


@click.command(cls=LaobaoCommand, help="把备份恢复到「数据库」的位置；那里不能已有数据库。")
@click.argument("path", metavar="文件", type=FILE)
@answering
@click.pass_obj
def restore(session: Session, path: Path) -> Answer:
    """Restore a backup, and record that it was."""
    from models.checks.backup import restore as put_back
    from models.store.connect import open_store
    from tui.frame.notices import sit_down

    done = put_back(path, session.location, session.key_path)
    desk = sit_down(
        open_store(session.location, session.key_path), session.business_date, session.operator
    )
    with desk.store.writing(desk.station_id):  # whoever holds backup and key: no right is asked
        desk.record("restore", f"payments {done.payments}", done.digest)
    return done, [
        f"已恢复到 {done.path}：{desk.township}，{done.payments} 笔，"
        f"到 {done.last_day or '还没有业务'}",
        f"恢复的链头 {done.head}；请用「自检」与最近的日结单核对",
    ]
