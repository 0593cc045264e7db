"""``laobao boundary``: preview, then done, or every fault and nothing done."""

from pathlib import Path

import pytest

from tests.making import made_up_number
from tests.tui.calling import Caller
from tests.tui.terminal import Terminal

_HEADER = "调整方式,原村(社区),新村(社区),原乡镇,新乡镇,户编号,生效日期,文号"


@pytest.fixture
def families(station: Caller, tmp_path: Path) -> Caller:
    """Two villages whose families have the same numbers; one has paid."""
    rows = [
        f"{village},000{number},{name},{made_up_number()}"
        for village, names in (("甲村", ("张三", "李四")), ("乙村", ("王五",)))
        for number, name in enumerate(names, 1)
    ]
    roster = tmp_path / "花名册.csv"
    roster.write_text("\n".join(["村(社区),户编号,姓名,证件号码", *rows]), encoding="utf-8")
    assert station("import", "roster", str(roster), "--json").json["people"] == 3
    assert station("target", "--share").status == 0
    return station


def _plan(folder: Path, *rows: str) -> str:
    path = folder / "计划.csv"
    path.write_text("\n".join([_HEADER, *rows]), encoding="utf-8")
    return str(path)


def _villages(station: Caller) -> list[str]:
    report = station("report", "half-month", "2019-11-H1", "--json").json
    return [row["village"] for row in report["insurances"]["medical"]["rows"]]


def test_the_preview_says_what_would_happen_and_changes_nothing(
    families: Caller, tmp_path: Path
) -> None:
    plan = _plan(tmp_path, "并入,甲村,乙村,,,,2019-11-10,冷政发1号")
    answer = families("boundary", plan, "--preview")
    assert answer.status == 0
    for words in (
        "2019-11-10 起生效（冷政发1号）",
        "甲村 并入 乙村：2 户 2 人，甲村撤销",
        "户编号 0001 已有，改为 甲村-0001",
        "任务数：乙村 城乡居民医疗保险 15737 改为 47212",
        "共涉及 2 户 2 人；以前各期报表不变",
        "没有执行",
    ):
        assert words in answer.out
    assert _villages(families) == ["甲村", "乙村"]


def test_without_a_terminal_it_is_carried_out_and_said(families: Caller, tmp_path: Path) -> None:
    plan = _plan(tmp_path, "并入,甲村,乙村,,,,,")
    options = ("--effective", "2019-11-10", "--document", "冷政发1号")
    answer = families("boundary", plan, *options)
    assert answer.status == 0 and "已执行：1 项调整，2 户 2 人" in answer.out
    assert _villages(families) == ["乙村"]
    assert "张三" in families("family", "甲村/0001").out
    assert "张三" in families("find", "0001").out
    again = families("boundary", plan, *options)
    assert again.status == 0 and "早已执行，没有变化" in again.out


def test_json_tells_villages_households_people_and_targets(
    families: Caller, tmp_path: Path
) -> None:
    plan = _plan(tmp_path, "拆分,甲村,丙村,,,0001,2019-11-10,")
    before = families("boundary", plan, "--preview", "--json").json
    done = families("boundary", plan, "--json").json
    assert not before.pop("applied") and done.pop("applied") and before == done
    assert (done["households"], done["people"]) == (1, 1)
    assert done["moves"][0] == {
        "kind": "split", "village": "甲村", "to_village": "丙村", "township": "", "opens": True,
        "closes": False, "households": 1, "people": 1, "renumbered": [],
    }  # fmt: skip
    after = {(each["insurance"], each["village"]): each["after"] for each in done["targets"]}
    assert after["medical", "甲村"] + after["medical", "丙村"] == 31475
    again = families("boundary", plan, "--json").json
    assert (again["applied"], again["done_before"], again["moves"]) == (False, 1, [])


def test_every_fault_is_listed_and_none_of_the_plan_is_done(
    families: Caller, tmp_path: Path
) -> None:
    plan = _plan(
        tmp_path,
        "并入,甲村,乙村,,,,2019-11-10,",
        "划走,乙村,丙村,,,,2019-11-10,",
        "并入,丑村,乙村,,,,2019-11-10,",
    )
    answer = families("boundary", plan)
    assert answer.status == 2
    assert "第 3 行 调整方式（A列）" in answer.out and "第 4 行 原村(社区)（B列）" in answer.out
    assert "2 处错误，一行也没有执行" in answer.error
    faults = families("boundary", plan, "--json").json["faults"]
    assert [each["row"] for each in faults] == [3, 4]
    assert _villages(families) == ["甲村", "乙村"]


def test_a_plan_of_tomorrow_can_be_seen_and_is_refused(families: Caller, tmp_path: Path) -> None:
    plan = _plan(tmp_path, "并入,甲村,乙村,,,,2019-11-15,")
    assert families("boundary", plan, "--preview").status == 0
    answer = families("boundary", plan, "--json")
    assert answer.status == 1 and answer.json["refused"]["code"] == "not_yet_effective"
    assert _villages(families) == ["甲村", "乙村"]


def test_a_family_that_was_moved_out_says_so_and_does_not_pay(
    families: Caller, tmp_path: Path
) -> None:
    plan = _plan(tmp_path, "划出,甲村,,,蔡市镇,,2019-11-10,")
    assert "家庭仍可查到，但不能再收费" in families("boundary", plan).out
    assert "甲村（已划归蔡市镇） 0002 户" in families("family", "0002").out
    slip = ("--terminal", "12345678", "--batch", "000001", "--trace", "000001")
    answer = families("pay", "0002", "--insurance", "medical", *slip, "--json")
    assert answer.status == 1 and answer.json["refused"]["code"] == "moved_away"


@pytest.mark.parametrize(("key", "villages"), [("n", ["甲村", "乙村"]), ("y", ["乙村"])])
def test_at_a_terminal_it_asks_after_the_preview(
    families: Caller, tmp_path: Path, key: str, villages: list[str]
) -> None:
    plan = _plan(tmp_path, "并入,甲村,乙村,,,,2019-11-10,")
    store = ("--store", str(tmp_path / "station.db"), "--on", "2019-11-14")
    terminal = Terminal(*store, "--operator", "01", "boundary", plan, folder=tmp_path)
    terminal.wait_for("[y/N]")
    terminal.send(f"{key}\r")
    terminal.wait_for("没有执行" if key == "n" else "已执行")
    assert terminal.wait_for_end() == 0
    terminal.close()
    assert _villages(families) == villages
