"""``target`` and ``import targets``: the whole program, and the form of the palette."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from models.station.desk import Desk
from models.station.targets import list_targets
from tests.making import in_csv, made_up_number
from tests.tui.calling import REVIEWED, Caller, register_second
from tests.tui.families import add_families
from tui.app import LaobaoApp
from tui.screens.choose_command import ChooseCommandScreen
from tui.screens.command import CommandScreen
from tui.screens.reading import ReadingScreen

_SET = ("target", "set", "--insurance", "medical")
_BY = ("--document", "佛政发〔2020〕1号")


@pytest.fixture
def yiwu(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Caller:
    """A new station of 义乌 with a village of three, who have paid."""
    options = ("--store", str(tmp_path / "y.db"), "--key-file", str(tmp_path / "y.key"))
    call = Caller(capsys, *options, "--on", "2020-11-05", "--operator", "01")
    assert call("init", "--notice", "yiwu-2020", "--township", "佛堂镇").status == 0
    register_second(call)
    _import_roster(call, tmp_path)
    call("notice", "fill", "medical.personal=400", "--document", "文")
    call("notice", "fill", "medical.government=800", "--document", "文")
    slip = ("--channel", "pos", "--terminal", "12345678", "--batch", "000001", "--trace", "000123")
    assert call("pay", "0001", "--insurance", "medical", *slip).status == 0
    return call


@pytest.fixture
def village(station: Caller, tmp_path: Path) -> Caller:
    """The station of 上岭桥镇 with the same village."""
    _import_roster(station, tmp_path)
    return station


def _import_roster(call: Caller, folder: Path) -> None:
    lines = [f"青山村,0001,张{n},{in_csv(made_up_number())}" for n in "甲乙丙"]
    roster = folder / "花名册.csv"
    roster.write_text("\n".join(["村(社区),户编号,姓名,证件号码", *lines]), "utf-8")
    assert call("import", "roster", str(roster)).status == 0


def test_a_denominator_makes_the_rate_of_report_and_bulletin(yiwu: Caller) -> None:
    silent = yiwu("report", "half-month", "2020-11-H1", "--json").json
    assert silent["insurances"]["medical"]["total"]["rate"] is None
    done = yiwu(*_SET, "--denominator", "4", "--part", "常住人口=5", *_BY, "--json").json
    assert (done["denominator"], done["target_people"], done["levy_year"]) == (4, None, 2021)
    total = yiwu("report", "half-month", "2020-11-H1", "--json").json["insurances"]["medical"]
    assert total["total"]["enrolment_rate"] == 0.75 and total["total"]["permanent_rate"] == 0.6
    assert yiwu("--on", "2020-11-16", "report", "submit", "2020-11-H1", *REVIEWED).status == 0
    told = yiwu("report", "bulletin", "2020-11").out
    assert "要求参保率 99.91%（二(二)），低于的 1 个：佛堂镇" in told
    assert (
        "要求参保率 85.00%（二(二)），上报的单位都没有任务数和应参保人数，不计参保率，不排名"
        in told
    )


def test_a_bulletin_without_rates_says_so_and_names_nobody_below(yiwu: Caller) -> None:
    yiwu("--on", "2020-11-16", "report", "submit", "2020-11-H1", *REVIEWED)
    told = yiwu("report", "bulletin", "2020-11")
    assert told.status == 0 and "低于的" not in told.out and "名次" not in told.out
    assert (
        "完成率" not in told.out and "困难群体要求参保率 100.00%，上报的单位都没有应保" in told.out
    )


def test_a_target_is_set_as_the_contract_says(village: Caller) -> None:
    call = (*_SET, "--village", "青山村", "--people", "120", "--denominator", "150", *_BY)
    done = village(*call)
    assert done.status == 0 and "青山村：任务数 120，应参保人数 150" in done.out
    row = village("report", "half-month", "2019-11-H1", "--json").json["insurances"]["medical"]
    assert row["rows"][0]["target"] == 120 and row["rows"][0]["denominator"] == 150
    again = village(*call)
    assert again.status == 0 and "没有改动" in again.out
    shown = village("target", "--json").json
    assert {"青山村"} == {each["village"] for each in shown["denominators"]}
    assert "120" in village("target", "show").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((*_SET, "--people", "1"), "--document"),
        ((*_SET, *_BY), "--people"),
        ((*_SET, "--people", "1", "--village", "无名村", *_BY), "没有“无名村”"),
        ((*_SET, "--part", "户籍人口", *_BY), "名称=人数"),
        ((*_SET, "--people", "x", *_BY), "--people"),
        (("target", "set", "--insurance", "猪", "--people", "1", *_BY), "不认识"),
    ],
)
def test_a_wrong_call_is_one_line(station: Caller, words: tuple[str, ...], said: str) -> None:
    answer = station(*words)
    assert answer.status == 2 and said in answer.error and answer.error.count("\n") == 1


def test_a_file_of_targets_comes_in(village: Caller, tmp_path: Path) -> None:
    path = tmp_path / "任务.csv"
    path.write_text("村,险种,任务数\n青山村,医疗保险,90\n无名村,医疗保险,10\n合计,,101\n", "utf-8")
    answer = village("import", "targets", str(path), *_BY)
    assert answer.status == 0 and "设定 1 项" in answer.out
    assert "拒绝：第 3 行 村(社区)（A列）" in answer.out and "相差 +1" in answer.out
    assert "设定 0 项，未变 1 项" in village("import", "targets", str(path), *_BY).out


@pytest.fixture
async def pilot(sqlite_desk: Desk) -> AsyncIterator[Pilot[None]]:
    add_families(sqlite_desk)
    async with LaobaoApp(sqlite_desk).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        yield pilot


async def test_a_target_is_set_on_a_form(pilot: Pilot[None], sqlite_desk: Desk) -> None:
    await pilot.press("ctrl+p", *"rw", "enter")
    await pilot.pause()
    assert isinstance(pilot.app.screen, ChooseCommandScreen)
    await pilot.press("down", "down", "enter")
    await pilot.pause()
    assert isinstance(pilot.app.screen, CommandScreen)
    await pilot.press(*"医疗保险", "tab", *"冷政9号", "tab", "tab", *"48000", "f2")
    await pilot.pause()
    assert isinstance(pilot.app.screen, ReadingScreen)
    found = {each.insurance: each.target_people for each in list_targets(sqlite_desk)}
    assert found["medical"] == 48000
