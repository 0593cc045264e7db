"""The command line as a whole: help and errors."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.tui.calling import Caller
from tui import main
from tui.actions import ACTIONS, commands


@pytest.mark.parametrize("name", [name for name, each in commands().items() if each.command])
def test_every_command_explains_itself_in_chinese(laobao: Caller, name: str) -> None:
    answer = laobao(name, "--help")
    assert answer.status == 0
    assert "用法：" in answer.out and "选项" in answer.out
    for english in ("Usage", "Options", "Commands", "Show this", "COMMAND"):
        assert english not in answer.out


def test_the_overview_lists_every_command(laobao: Caller) -> None:
    text = laobao("--help").out
    for name in commands():
        assert f"  {name} " in text


@pytest.mark.parametrize(
    "words", [("nothing",), ("find",), ("find", "a", "b"), ("notice", "nothing"), ("--nothing",)]
)
def test_a_wrong_call_is_one_chinese_line(laobao: Caller, words: tuple[str, ...]) -> None:
    answer = laobao(*words)
    assert answer.status == 2 and answer.error.count("\n") == 1
    assert any("\u4e00" <= letter <= "\u9fff" for letter in answer.error)


def test_a_fault_in_the_program_is_one_line_without_people(
    laobao: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_id: str) -> None:
        raise RuntimeError("431198198005060011 张三")

    monkeypatch.setattr("tui.frame.notices.find_notice", fail)
    answer = laobao("quote", "--notice", "x", "--insurance", "medical", "--born", "1970-01-01")
    assert answer.status == 3
    assert "RuntimeError" in answer.error and "431198" not in answer.error


def test_global_options_stand_before_or_after_the_command(station: Caller, tmp_path: Path) -> None:
    assert station("find", "x", "--on", "2019-10-01").status == 0
    assert station("find", "x", "--store", str(tmp_path / "none.db")).status == 2


def test_without_a_terminal_the_counter_says_so(station: Caller) -> None:
    answer = station()
    assert answer.status == 2 and "终端" in answer.error


def test_names_and_keys_are_declared_once() -> None:
    names = [each.name for each in ACTIONS]
    assert len(names) == len(set(names))
    keys = [(each.place, key) for each in ACTIONS for key in (each.key, each.other_key) if key]
    assert len(keys) == len(set(keys))


def test_models_seed_and_reports_never_load_textual() -> None:
    modules = (
        "models.counter.pay, models.people.categories.certify, seed.roster_file, seed.demo.station"
    )
    script = (
        f"import sys, {modules}, reports.progress.workbook, reports.progress.text\n"
        "assert not [name for name in sys.modules if name.split('.')[0] in ('textual', 'tui')]"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_a_quote_loads_neither_the_store_nor_the_screens() -> None:
    script = (
        "import sys; from tui.main import run\n"
        "run(['quote', '--notice', 'weidong-2020', '--insurance', 'medical', '--born', "
        "'1970-01-01', '--on', '2020-11-01', '--json'])\n"
        "heavy = {'textual', 'peewee', 'pypinyin', 'xlsxwriter', 'tabulate', 'rich'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", script], check=True, stdout=subprocess.DEVNULL)


def test_the_program_runs_as_a_process_of_its_own() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tui.main", "notice", "list"],
        check=True,
        capture_output=True,
        text=True,
    )
    assert "lengshuitan-2019" in done.stdout
    assert main.__doc__
