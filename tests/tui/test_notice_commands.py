"""Notices from a file: check, add, and work under one that is not the program's own."""

from pathlib import Path

from tests.levy.sixth import SIXTH
from tests.tui.calling import Caller

_LENGSHUITAN = Path(__file__).parents[2] / "seed" / "notices" / "lengshuitan-2019.toml"


def test_the_program_takes_the_file_as_it_is(laobao: Caller, tmp_path: Path) -> None:
    """Check, add, quote, found a station: by the command line alone."""
    path = tmp_path / "无名区.toml"
    path.write_text(SIXTH, encoding="utf-8")
    assert laobao("notice", "check", str(path), "--json").json["faults"] == []
    asked = ("quote", "--notice", "sixth-2025", "--insurance", "medical", "--born", "1990-05-05",
             "--on", "2024-11-11", "--category", "低保", "--tier", "775", "--json")  # fmt: skip
    assert laobao(*asked).status == 2
    assert laobao("notice", "add", str(path)).status == 0
    answer = laobao(*asked).json
    assert (answer["due_now_fen"], answer["subsidy_fen"]) == (37500, 40000)
    assert "sixth-2025" in laobao("notice", "list").out
    made = laobao("--store", str(tmp_path / "s.db"), "init", "--notice", "sixth-2025",
                  "--township", "无名镇")  # fmt: skip
    assert made.status == 0, made.error


def test_a_file_cannot_take_the_place_of_a_notice_of_the_program(
    laobao: Caller, tmp_path: Path
) -> None:
    path = tmp_path / "copy.toml"
    path.write_text(SIXTH.replace("sixth-2025", "weidong-2020"), encoding="utf-8")
    answer = laobao("notice", "add", str(path))
    assert answer.status == 2 and "自带" in answer.error


def test_the_command_prints_every_fault_and_exits_2(laobao: Caller, tmp_path: Path) -> None:
    path = tmp_path / "冷水滩.toml"
    path.write_text(_LENGSHUITAN.read_text("utf-8").replace('rate = "30%"', 'rate = "31%"'))
    answer = laobao("notice", "check", str(path))
    assert answer.status == 2 and "低保先征后补" in answer.error
    assert len(answer.out.splitlines()) >= 3 and len(answer.error.splitlines()) == 1
    document = laobao("notice", "check", str(path), "--json")
    assert document.status == 2 and document.json["faults"]
