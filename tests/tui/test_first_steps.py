"""A new station's counter leads through what it lacks, until it has everything or takes money."""

import pytest

from models.cash.terminals import register_terminal
from models.station.desk import Desk
from models.station.setting_up import lacking
from tests.making import SECOND, pay, person, register_people
from tests.tui.families import add_families
from tui.app import LaobaoApp
from tui.screens.command import CommandScreen
from tui.screens.first_steps import FIRST_STEPS
from tui.widgets.line import Line
from tui.widgets.lines import Lines


def test_what_is_done_is_no_longer_lacking(desk: Desk) -> None:
    assert lacking(desk) == ("roster", "terminals", "accounts")
    register_people(desk, person("张三"))
    assert lacking(desk) == ("terminals", "accounts")
    register_terminal(desk, "60110301", "银联商务", "", SECOND)
    assert lacking(desk) == ("accounts",)


def test_every_step_has_its_form() -> None:
    from click import Group

    from tui.actions import commands
    from tui.frame.naming import load_command

    for _, _, words in FIRST_STEPS.values():
        command = load_command(commands()[words[0]])
        assert isinstance(command, Group) and words[1] in command.commands


async def test_the_counter_of_an_empty_station_leads_on(sqlite_desk: Desk) -> None:
    async with LaobaoApp(sqlite_desk).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        screen = pilot.app.screen
        assert "建站还缺" in screen.query_one("#heading", Line).text
        shown = "\n".join(
            screen.query_one("#results", Lines).render_line(row).text for row in range(3)
        )
        assert "花名册" in shown and "POS 终端" in shown and "待报解账户" in shown
        await pilot.press("down", "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, CommandScreen)


@pytest.mark.parametrize("typed", ["zgq", ""])
async def test_a_station_at_work_shows_its_families(sqlite_desk: Desk, typed: str) -> None:
    add_families(sqlite_desk)
    if not typed:
        pay(sqlite_desk, "010001", trace=1)
    async with LaobaoApp(sqlite_desk).run_test(size=(80, 24)) as pilot:
        await pilot.press(*typed)
        await pilot.pause()
        assert "建站" not in pilot.app.screen.query_one("#heading", Line).text
        await pilot.press("enter")
        await pilot.pause()
        assert pilot.app.screen.id == "counter"
