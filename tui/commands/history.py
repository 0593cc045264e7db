"""``history``: everything recorded of a household, newest first."""

import click

from tui.frame.command_line import Answer, LaobaoCommand, answering
from tui.frame.session import Session


@click.command(cls=LaobaoCommand, help="一户的历史：变更、认定、收费，新的在前。")
@click.argument("household", metavar="户编号")
@answering
@click.pass_obj
def history(session: Session, household: str) -> Answer:
    """Print a household's history by its number (or village/number)."""
    from models.people.history import family_history
    from models.people.households.families import household_numbered

    lines = family_history(session.desk, household_numbered(session.desk, household))
    told = [str(line) for line in lines] or ["这一户还没有变更、认定或收费"]
    return {"household": household, "lines": lines}, told
