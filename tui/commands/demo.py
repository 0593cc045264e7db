"""``demo``: makes the demonstration station and opens the counter, or does a day's work."""

from pathlib import Path

import click

from models.base.dates import HalfMonth
from models.base.errors import BadInput
from models.station.desk import Desk, open_desk
from models.store.connect import create_store, is_url, open_store, remove_store
from models.store.key import create_key_file
from models.store.writing import Store
from seed.demo.station import BUSINESS_DATE, PEOPLE, build_demonstration
from seed.notice_file import load_notice
from tui.frame.command_line import LaobaoCommand, is_terminal
from tui.frame.folders import config_file, data_file
from tui.frame.printing import print_lines
from tui.frame.progress_bar import progress_bar
from tui.frame.session import Session
from tui.opening import run_counter
from tui.terminal.fitness import refuse_unfit_terminal


@click.command(cls=LaobaoCommand, help="建立演示站并打开柜台；没有终端时做一天的业务并打印半月报。")
@click.option("--people", default=PEOPLE, type=click.IntRange(200, PEOPLE), help="演示站人数")
@click.pass_obj
def demo(session: Session, people: int) -> None:
    """Make the demonstration station anew and work in it."""
    if is_terminal():
        refuse_unfit_terminal()
    store = _empty_store(session)
    with progress_bar("建立演示站") as progress:
        desk = build_demonstration(store, progress, people, session.operator)
    desk = open_desk(store, load_notice, session.on or BUSINESS_DATE, operator=session.operator)
    if is_terminal():
        run_counter(desk)
        return
    from reports.progress.gather import gather_progress
    from reports.progress.text import progress_text
    from tui.commands.demo_day import work_a_day

    print_lines(work_a_day(desk))
    print_lines(
        ["", progress_text(gather_progress(desk, HalfMonth.containing(desk.business_date)))]
    )


def _empty_store(session: Session) -> Store:
    """Return an empty store; an earlier demonstration is replaced, anything else refused."""
    location = session.store or str(data_file("demonstration.db"))
    own_key = session.key_file is None and not session.store
    key_path = config_file("demonstration.key") if own_key else session.key_path
    if not key_path.exists():
        create_key_file(key_path)
    if not is_url(location) and Path(location).exists():
        store = open_store(location, key_path)
        earlier: Desk = open_desk(store, load_notice, BUSINESS_DATE, session.operator)
        store.close()
        if not earlier.is_demonstration:
            raise BadInput(f"{location} 是正式的数据库，不能用来演示；请换一个「数据库」路径")
        remove_store(Path(location))
    return create_store(location, key_path)
