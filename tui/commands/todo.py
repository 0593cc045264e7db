"""``todo``: what waits at the station for somebody to do it."""

import click

from tui.commands.listing import Output, as_listing, show_listings
from tui.frame.command_line import LaobaoCommand
from tui.frame.session import Session


@click.command(
    cls=LaobaoCommand,
    help="待办：没有日结的、逾期的现金、该报的半月报、等复核的退费、没有处理的差异等，本人可办的在前。",
)
@as_listing
@click.pass_obj
def todo(session: Session, output: Output) -> None:
    """Print or write what waits."""
    from models.bureau.todo.gather import gather_tasks
    from reports.todo import todo_listing

    tasks = gather_tasks(session.desk)
    show_listings(
        lambda: (todo_listing(session.desk, tasks),),
        output,
        lambda: {
            "date": session.desk.business_date,
            "tasks": [
                {
                    "kind": each.kind, "title": each.title, "count": each.count,
                    "since": each.since, "words": each.words, "mine": each.is_own,
                    "late": each.is_late,
                }
                for each in tasks
            ],
        },
    )  # fmt: skip
