"""``change``: changes in a family, each with its day, reason and proof."""

import click

from tui.commands import change_details, change_household, change_people
from tui.frame.command_line import LaobaoGroup


@click.group(cls=LaobaoGroup, help="家庭变更：每一项都记日期、原因和凭证，进入这一户的历史。")
def change() -> None:
    """Hold the commands below."""


for _command in (
    change_details.phone,
    change_details.name,
    change_details.relation,
    change_details.note,
    change_people.birth,
    change_people.death,
    change_people.marry_in,
    change_people.marry_out,
    change_people.move_in,
    change_people.move_out,
    change_household.split,
    change_household.merge,
    change_household.head,
    change_household.number,
    change_household.status,
):
    change.add_command(_command)
