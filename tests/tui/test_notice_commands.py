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


_CITY = """
id = "nowhere-city"
kind = "higher"
title = "无名市医疗保险办法"
document = "无市发〔2020〕1号"
issued = 2020-01-01
rests_on = ["guofa-2016-3"]
unread = ["新生儿几个月：没有查到原文"]
[insurances.medical]
exclusions = [{ condition = "in_service", clause = "一", handled_by = "由部队办理" }]
"""


def test_a_higher_document_is_checked_added_shown_and_rested_on(
    laobao: Caller, tmp_path: Path
) -> None:
    city, notice = tmp_path / "city.toml", tmp_path / "sixth.toml"
    city.write_text(_CITY, encoding="utf-8")
    notice.write_text(
        SIXTH.replace("issued =", 'rests_on = ["nowhere-city"]\nissued =', 1), encoding="utf-8"
    )
    assert laobao("notice", "add", str(notice)).status == 2
    checked = laobao("notice", "check", str(city))
    assert checked.status == 0 and "国发〔2016〕3号" in checked.out
    assert laobao("notice", "check", str(city), "--json").json["unread"] != []
    added = laobao("notice", "add", str(city))
    assert added.status == 0 and "已加入上级文件 nowhere-city" in added.out
    assert "nowhere-city" not in laobao("notice", "list").out
    assert "由部队办理（一）" in laobao("notice", "show", "nowhere-city").out
    (tmp_path / "nowhere-city.toml").write_text(_CITY, encoding="utf-8")
    assert laobao("notice", "add", str(notice)).status == 0
    shown = laobao("notice", "show", "sixth-2025").out
    assert "由部队办理（无市发〔2020〕1号 一）" in shown
    assert "避免重复参保（国发〔2016〕3号 二(一)）" in shown
    refused = laobao("quote", "--notice", "sixth-2025", "--insurance", "medical",
                     "--born", "1990-05-05", "--on", "2024-11-11", "--tier", "400",
                     "--insured-elsewhere", "--json")  # fmt: skip
    assert refused.status == 1 and refused.json["refused"]["code"] == "insured_elsewhere"
    assert refused.json["clauses"] == ["国发〔2016〕3号 二(一)"]


def test_documents_in_a_circle_are_refused_by_check_and_add(laobao: Caller, tmp_path: Path) -> None:
    for one, other in (("a", "b"), ("b", "a")):
        text = _CITY.replace("nowhere-city", one).replace("guofa-2016-3", other)
        (tmp_path / f"{one}.toml").write_text(text, encoding="utf-8")
    for command in ("check", "add"):
        answer = laobao("notice", command, str(tmp_path / "a.toml"))
        assert answer.status == 2 and "转成了圈" in answer.error
        assert len(answer.error.splitlines()) == 1


def test_what_nobody_says_is_listed(laobao: Caller) -> None:
    document = laobao("notice", "check", "songyang-2020", "--json").json
    assert "城乡居民医疗保险现役军人" in document["silent"]
    assert laobao("notice", "show", "songyang-2020", "--json").json["silent"] == document["silent"]


def test_next_years_draft_is_written_and_not_taken_before_it_was_compared(
    laobao: Caller, tmp_path: Path
) -> None:
    path = tmp_path / "明年.toml"
    call = ("notice", "renew", "weidong-2020", "--as", "weidong-2021", str(path))
    answer = laobao(*call, "--json")
    assert answer.status == 0 and answer.json["id"] == "weidong-2021"
    assert "insurances.medical.window.closes" in answer.json["to_confirm"]
    assert "还没有照新通知核对" in laobao("notice", "check", str(path)).error
    assert laobao("notice", "add", str(path)).status == 2
    again = laobao(*call)
    assert again.status == 2 and "不覆盖" in again.error
    assert laobao("notice", "renew", "weidong-2020", "--as", "yiwu-2020").status == 2
    assert laobao("notice", "renew", "nowhere", "--as", "x").status == 2
