"""``init`` makes a station."""

import click

from models.base.terms import INSURANCE_TITLES
from models.store.key import create_key_file, read_key
from tui.frame.command_line import Answer, LaobaoCommand, answering
from tui.frame.session import Session


@click.command(cls=LaobaoCommand, help="按一份通知为一个乡镇建立空的数据库，带任务数。")
@click.option(
    "--notice", "notice_id", required=True, metavar="通知", help="通知编号，见「有哪些通知」"
)
@click.option("--township", required=True, metavar="乡镇", help="乡镇（街道）全名")
@answering
@click.pass_obj
def init(session: Session, notice_id: str, township: str) -> Answer:
    """Make the key, the store and the station; leave nothing behind when it fails."""
    from models.station.founding import found_station
    from models.station.targets import check_township
    from models.store.connect import create_store, remove_store, shown
    from tui.frame.notices import find_notice, notice_source

    notice = find_notice(notice_id)
    check_township(notice, township)
    if session.key_path.exists():
        read_key(session.key_path)
    else:
        create_key_file(session.key_path)
    store = create_store(session.location, session.key_path)
    try:
        found_station(
            store,
            notice,
            township,
            session.business_date,
            session.operator,
            source=notice_source(notice_id),
        )
    except BaseException:
        store.close()
        if store.path is not None:
            remove_store(store.path)
        raise
    targets = {
        table.insurance: row.target_people
        for table in notice.targets
        if (row := table.row_of(township)) is not None
    }
    lines = [f"已建站：{township}（{notice.title}）", f"数据库：{shown(session.location)}"]
    if store.path is not None:
        lines.append(f"密钥文件：{session.key_path}（请另处保存一份，丢失则数据无法打开）")
    lines += [f"{INSURANCE_TITLES[name]}任务数：{people} 人" for name, people in targets.items()]
    lines += [table.discrepancy for table in notice.targets if table.discrepancy]
    return {
        "store": shown(session.location),
        "key_file": str(session.key_path),
        "station": township,
        "notice": notice.id,
        "targets": targets,
    }, lines
