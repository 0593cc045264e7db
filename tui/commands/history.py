"""``history``: everything recorded of a household, newest first."""

import click

from tui.frame.command_line import LaobaoCommand, as_json, print_json, print_lines
from tui.frame.session import Session


@click.command(cls=LaobaoCommand, help="一户的历史：变更、认定、收费，新的在前。")
@click.argument("household", metavar="户编号")
@as_json
@click.pass_obj
def history(session: Session, household: str, is_json: bool) -> None:
    """Print a household's history by its number (or village/number)."""
    from models.people.history import family_history
    from models.people.households.families import household_numbered

    lines = family_history(session.desk, household_numbered(session.desk, household))
    if is_json:
        print_json({"household": household, "lines": lines})
    else:
        print_lines([str(line) for line in lines] or ["这一户还没有变更、认定或收费"])
