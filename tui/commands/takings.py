"""``takings``: what the business date brought in, hour by hour."""

import click

from tui.frame.command_line import LaobaoCommand, as_json, print_json, print_lines
from tui.frame.session import Session


@click.command(cls=LaobaoCommand, help="业务日期当天按小时收了多少。")
@as_json
@click.pass_obj
def takings(session: Session, *, is_json: bool) -> None:
    """Print the day's takings by the hour of entry."""
    from models.ledger.takings import takings_by_hour, takings_of_day
    from reports.takings import takings_lines

    desk = session.desk
    if is_json:
        print_json({"total": takings_of_day(desk), "hours": takings_by_hour(desk)})
        return
    print_lines(takings_lines(desk))
