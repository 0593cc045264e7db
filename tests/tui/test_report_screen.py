"""The report on screen: from a figure to its people, a file of it, and sending it."""

import datetime as dt
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from models.base.text import width
from models.bureau.submission.kept import list_submissions
from models.station.desk import Desk
from tests.making import PIN, pay, person, register_people
from tests.tui.families import add_families
from tui.app import LaobaoApp
from tui.screens.counter import CounterScreen
from tui.screens.figures import FiguresScreen, PeopleScreen
from tui.screens.prompt import PromptScreen
from tui.screens.report import ReportScreen
from tui.widgets.field import Field
from tui.widgets.line import Line
from tui.widgets.lines import Lines
from tui.widgets.outcome import Outcome


@pytest.fixture
async def pilot(
    sqlite_desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Pilot[None]]:
    """The report on the day after the half-month in which a family paid."""
    add_families(sqlite_desk)
    pay(sqlite_desk, "010001")
    (tmp_path / "papers").mkdir()
    monkeypatch.chdir(tmp_path / "papers")
    desk = sqlite_desk.on(dt.date(2019, 11, 16))
    async with LaobaoApp(desk).run_test(size=(80, 24)) as pilot:
        await pilot.press("f6", "f7")
        await pilot.pause()
        yield pilot


def said(pilot: Pilot[None]) -> str:
    return pilot.app.screen.query_one("#message", Outcome).text


def rows(pilot: Pilot[None]) -> list[str]:
    strips = pilot.app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip).rstrip() for strip in strips]


def at_cursor(pilot: Pilot[None]) -> tuple[str | None, str | None]:
    """Return of which insurance and village the line under the cursor is."""
    screen = pilot.app.screen
    assert isinstance(screen, ReportScreen)
    line = screen._lines[screen.query_one("#figures", Lines).position]
    return line.insurance, line.row.village if line.row else None


async def test_it_opens_where_the_collected_insurance_begins(pilot: Pilot[None]) -> None:
    """Pension, the first, was collected until October; medical is collected now."""
    assert at_cursor(pilot) == ("medical", "青山村")
    await pilot.press("home", "f8")
    await pilot.pause()
    assert at_cursor(pilot) == ("medical", "青山村")


async def test_with_many_villages_it_opens_on_the_title_of_that_insurance(
    sqlite_desk: Desk,
) -> None:
    register_people(
        sqlite_desk, *(person(household=f"{at:04d}", village=f"{at}村") for at in range(30))
    )
    async with LaobaoApp(sqlite_desk).run_test(size=(80, 24)) as pilot:
        await pilot.press("f6")
        await pilot.pause()
        assert at_cursor(pilot) == ("medical", "0村")
        assert rows(pilot)[3].startswith("【城乡居民医疗保险 2020 年度")


async def test_heads_year_and_the_bar_are_explained_wherever_the_cursor_is(
    pilot: Pilot[None],
) -> None:
    def over_the_list() -> list[str]:
        return rows(pilot)[1:3]

    await pilot.press("end")
    await pilot.pause()
    for key, title in (("home", "养老保险 2019 年度"), ("end", "医疗保险 2020 年度")):
        await pilot.press(key)
        await pilot.pause()
        section, heads = over_the_list()
        assert title in section and section.endswith("# 已完成  . 未完成  | 时间进度")
        assert heads.split() == ["村(社区)", "任务", "本期", "累计", "完成率", "完成进度"]
    assert sum("# 已完成" in row for row in rows(pilot)) == 1


async def test_enter_leads_from_a_line_to_its_people(pilot: Pilot[None]) -> None:
    await pilot.press("home", "enter")
    assert "把光标移到一个村" in said(pilot)
    await pilot.press("f8", "f7", "enter")
    await pilot.pause()
    assert isinstance(pilot.app.screen, FiguresScreen)
    assert any("回车 看数后面的人" in row for row in rows(pilot))
    await pilot.press("enter")
    await pilot.pause()
    assert isinstance(pilot.app.screen, PeopleScreen)
    text = "\n".join(line.text for line in pilot.app.screen.query_one(Lines)._rows)
    assert "曾国强" in text and "2019-000001" in text and "431198********" in text
    assert text.count("010001") == 3
    assert rows(pilot)[0].endswith("第 1-3 行，共 3 行")
    await pilot.press("escape", "escape")
    assert isinstance(pilot.app.screen, ReportScreen)


async def test_only_escape_leaves_the_people(pilot: Pilot[None]) -> None:
    await pilot.press("enter", "enter", "enter")
    await pilot.pause()
    assert isinstance(pilot.app.screen, PeopleScreen)
    await pilot.press("escape")
    assert isinstance(pilot.app.screen, FiguresScreen)


async def test_the_people_of_the_whole_station_are_looked_for_apart(
    pilot: Pilot[None], monkeypatch: pytest.MonkeyPatch
) -> None:
    began = []
    monkeypatch.setattr(
        "tui.screens.figures.do_long",
        lambda screen, desk, title, work, given, then, say: (
            began.append(title), screen.read_long(title, lambda: work(desk, *given), then),
        ),
    )  # fmt: skip
    await pilot.press("down", "enter", "enter")
    await pilot.pause()
    assert isinstance(pilot.app.screen, PeopleScreen) and began == ["正在查找"]
    assert "合计" in rows(pilot)[0] and any("曾国强" in row for row in rows(pilot))


async def test_a_second_file_gets_the_next_free_name(pilot: Pilot[None]) -> None:
    for name in ("半月报-上岭桥镇-2019-11-H1.xlsx", "半月报-上岭桥镇-2019-11-H1-2.xlsx"):
        await pilot.press("f2")
        await pilot.pause()
        path = Path.cwd() / name
        assert said(pilot) == f"已写入 {path}" and path.exists()
        shown = "".join(rows(pilot)).replace(" ", "")
        assert str(path) in shown, "the whole path, over several rows if need be"
    assert all(width(row) <= 80 for row in rows(pilot))


async def test_the_period_is_sent_with_a_reviewer(pilot: Pilot[None], sqlite_desk: Desk) -> None:
    await pilot.press("f4", *"second", "enter", *PIN, "enter")
    await pilot.pause()
    assert "已上报：第 2019-001 号" in said(pilot)
    [sent] = list_submissions(sqlite_desk)
    assert sent.reviewer == "李站长"
    await pilot.press("f2")
    await pilot.pause()
    [path] = Path.cwd().iterdir()
    assert path.name == "半月报-上岭桥镇-2019-11-H1.xlsx"


async def test_what_cannot_be_sent_is_said_before_anybody_is_asked(pilot: Pilot[None]) -> None:
    await pilot.press("f8", "f4")
    await pilot.pause()
    assert isinstance(pilot.app.screen, ReportScreen) and "现在不能上报" in said(pilot)
    await pilot.press("f7", "f4", *"second", "enter", *PIN, "enter")
    await pilot.pause()
    await pilot.press("f4")
    await pilot.pause()
    assert isinstance(pilot.app.screen, ReportScreen) and "不能重报" in said(pilot)


async def test_nobody_sends_it_alone(pilot: Pilot[None], sqlite_desk: Desk) -> None:
    for login, pin, said_so in (
        ("test", "123", "要由另一个人同意"),
        ("ghost", "258369", "没有在本站登记"),
        ("second", "852741", "PIN 不对"),
        ("other", "", "输入 PIN"),
    ):
        await pilot.press("f4", *login, "enter", *pin, "enter")
        await pilot.pause()
        assert said_so in said(pilot), login
    assert list_submissions(sqlite_desk) == ()


async def test_the_pin_is_not_shown(pilot: Pilot[None]) -> None:
    await pilot.press("f4", *"second", "enter", *PIN)
    await pilot.pause()
    assert PIN not in "".join(rows(pilot)) and pilot.app.screen.query_one(Field).value == PIN


async def test_the_first_period_closes_those_before_it(
    pilot: Pilot[None], sqlite_desk: Desk
) -> None:
    """It is said only where there is something to report in them."""
    warning = "这是本站第一期，以前各期不能再报"
    await pilot.press("f4")
    await pilot.pause()
    assert warning not in "".join(rows(pilot))
    await pilot.press("escape")
    pay(sqlite_desk.on(dt.date(2019, 10, 20)), "010003", trace=None)
    await pilot.press("f4")
    await pilot.pause()
    assert warning in "".join(rows(pilot))


async def test_an_answer_before_the_question_was_seen_sends_nothing(
    pilot: Pilot[None], sqlite_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.widgets.seen._SECONDS", 60)
    await pilot.press("f4", *"second", "enter", *PIN, "enter")
    await pilot.pause()
    assert isinstance(pilot.app.screen, PromptScreen) and list_submissions(sqlite_desk) == ()


async def test_a_question_given_up_leaves_no_old_success(pilot: Pilot[None]) -> None:
    await pilot.press("f2", "f4", "escape")
    await pilot.pause()
    assert isinstance(pilot.app.screen, ReportScreen) and "已写入" not in said(pilot)


async def test_back_at_the_counter_the_period_is_due_no_more(pilot: Pilot[None]) -> None:
    await pilot.press("escape")
    await pilot.pause()
    assert isinstance(pilot.app.screen, CounterScreen)
    assert any("待报 1 期" in row for row in rows(pilot))
    await pilot.press("f6", "f7", "f4", *"second", "enter", *PIN, "enter")
    await pilot.pause()
    await pilot.press("escape")
    await pilot.pause()
    assert isinstance(pilot.app.screen, CounterScreen)
    assert not any("待报" in row for row in rows(pilot))
    told = pilot.app.screen.query_one("#message", Line).text
    assert told == "2019年11月上半月已上报：第 2019-001 号，复核 李站长"


@pytest.mark.slow
async def test_the_work_apart_finds_the_same_people(pilot: Pilot[None]) -> None:
    await pilot.press("down", "enter", "enter")
    await pilot.pause()
    assert isinstance(pilot.app.screen, PeopleScreen)
    assert any("曾国强" in row for row in rows(pilot))
