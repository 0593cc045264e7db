"""Department lists through the command line: shown, stopped, applied, applied again."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from models.station.desk import open_desk
from models.store.connect import open_store
from seed.notice_file import load_notice
from tests.built import DATABASE, KEY, Built, call_on, copy_store
from tests.department_lists import (
    FAULTY_ROWS,
    ROWS,
    Made,
    Somebody,
    as_csv,
    as_xls,
    as_xlsx,
    cell_rows,
    headed_rows,
    pair_rows,
    person_rows,
    population,
    roster,
)
from tests.tui.calling import Answer, Caller
from tui.frame.folders import config_file

_LAYOUTS: tuple[tuple[Any, Any, str], ...] = (
    (person_rows, as_xlsx, "低保名单.xlsx"),
    (pair_rows, as_csv, "低保户.csv"),
    (cell_rows, as_xlsx, "低保家庭.xlsx"),
    (headed_rows, as_xls, "残疾人名册.xls"),
)


@pytest.fixture(scope="module")
def people() -> list[Somebody]:
    return population()


@pytest.fixture(scope="module")
def settled(people: list[Somebody], built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a station of a thousand families of three is, to be copied."""
    folder = tmp_path_factory.mktemp("settled")
    copy_store(built.initialised(), folder / DATABASE, folder / KEY)
    path = roster(folder / "花名册.csv", people)
    call_on(folder, "--on", "2019-11-14", "--operator", "01", "import", "roster", str(path))
    return folder


@pytest.fixture
def township(station: Caller, settled: Path, people: list[Somebody], tmp_path: Path) -> Caller:
    """The program on that station."""
    copy_store(settled, tmp_path / "station.db", config_file("station.key"))
    store = open_store(str(tmp_path / "station.db"), config_file("station.key"))
    assert store.rows("SELECT count(*) FROM person") == [(len(people),)]
    store.close()
    return station


def _certifications(township: Caller, tmp_path: Path) -> list[tuple[Any, ...]]:
    """Return every column of every certification and of every list applied."""
    store = open_store(str(tmp_path / "station.db"), tmp_path / "config" / "laobao" / "station.key")
    desk = open_desk(store, load_notice, dt.date(2019, 11, 14), "01")
    rows = desk.store.rows("SELECT * FROM certification ORDER BY id")
    rows += desk.store.rows("SELECT * FROM category_list ORDER BY id")
    rows += desk.store.rows("SELECT action, subject, detail FROM audit ORDER BY id")
    store.close()
    return rows


def _import(township: Caller, path: Path, *words: str) -> Answer:
    return township("import", "category", str(path), "--category", "低保", *words)


def _told(document: Any) -> set[tuple[str, int]]:
    kinds = ("faults", "unmatched", "conflicting")
    return {(kind, each["row"]) for kind in kinds for each in document[kind]}


@pytest.mark.parametrize(("lay_out", "write", "name"), _LAYOUTS, ids=range(len(_LAYOUTS)))
def test_a_thousand_rows_with_faults_in_five_per_cent(
    township: Caller,
    people: list[Somebody],
    tmp_path: Path,
    lay_out: Callable[[list[Somebody]], Made],
    write: Callable[[Path, list[list[str]]], Path],
    name: str,
) -> None:
    """Every fault is named by row and column; again, nothing changes; half of it is stopped."""
    made = lay_out(people)
    assert len(made.expected) == FAULTY_ROWS
    path = write(tmp_path / name, made.rows)

    before = _certifications(township, tmp_path)
    shown = _import(township, path, "--preview", "--json")
    assert shown.status == 0 and not shown.json["applied"]
    assert _certifications(township, tmp_path) == before

    done = _import(township, path, "--department", "民政所", "--json")
    assert done.status == 0, done.error
    document = done.json
    assert document["applied"] and document["counts"]["rows"] == ROWS
    assert _told(document) == made.expected
    assert all(each["reason"] and each["column"] for each in document["faults"])
    entries = document["counts"]["entries"]
    assert document["counts"]["newly_in"] == entries - FAULTY_ROWS
    lines = [each for kind in ("faults", "unmatched") for each in document[kind]]
    assert all(each["candidates"] for each in lines)

    applied = _certifications(township, tmp_path)
    again = _import(township, path, "--department", "民政所", "--json").json
    assert not again["applied"] and again["counts"]["unchanged"] == entries - FAULTY_ROWS
    assert _told(again) == made.expected
    assert _certifications(township, tmp_path) == applied

    header = len(made.rows) - ROWS
    half = write(tmp_path / f"半{name}", made.rows[: header + ROWS // 2])
    stopped = _import(township, half, "--listed-on", "2019-12-01", "--json")
    assert stopped.status == 1
    assert stopped.json["refused"]["code"] == "list_incomplete"
    assert f"上次（2019-11-14）{document['counts']['people']} 人" in stopped.error
    assert _certifications(township, tmp_path) == applied


def test_half_a_list_with_a_reason_ends_the_others_the_day_before(
    township: Caller, people: list[Somebody], tmp_path: Path
) -> None:
    header, *rows = [["姓名", "身份证号"], *([each.name, each.number] for each in people[:20])]
    _import(township, as_xlsx(tmp_path / "十一月.xlsx", [header, *rows]))
    half = as_xlsx(tmp_path / "十二月.xlsx", [header, *rows[:10]])
    words = ("--listed-on", "2019-12-01", "--accept-incomplete", "年度复核", "--json")
    done = _import(township, half, *words).json
    assert done["counts"]["gone"] == 10
    assert {each["until"] for each in done["gone"]} == {"2019-11-30"}
    assert "年度复核" in str(_certifications(township, tmp_path))


def test_empty_numbers_stop_a_list_and_every_one_is_named(
    township: Caller, people: list[Somebody], tmp_path: Path
) -> None:
    rows = [["姓名", "身份证号"], *([each.name, each.number] for each in people[:30])]
    rows[5][1] = rows[17][1] = ""
    path = as_xlsx(tmp_path / "名单.xlsx", rows)
    answer = _import(township, path)
    assert answer.status == 1 and answer.error.count("\n") == 1
    assert "有 2 人没有证件号码（第 6、18 行）" in answer.error
    assert answer.out.count("证件号码是空的") == 2
    assert _import(township, path, "--accept-incomplete", "补报中").status == 0


def test_the_preview_is_plain_lines_with_masked_numbers(
    township: Caller, people: list[Somebody], tmp_path: Path
) -> None:
    one, other = people[0], people[1]
    rows = [["姓名", "身份证号"], [one.name, one.number], [other.name, other.number[:17]]]
    answer = _import(township, as_xlsx(tmp_path / "名单.xlsx", rows), "--preview")
    assert answer.status == 0
    assert f"新增：第 2 行 {one.name}" in answer.out
    assert "有错：第 3 行 证件号码（B列）" in answer.out
    assert f"可能是：{other.name}" in answer.out and "少一位" in answer.out
    assert "没有更新" in answer.out
    assert one.number[6:14] not in answer.out and other.number[6:14] not in answer.out


@pytest.mark.parametrize(("typed", "is_done"), [("y", True), ("", False), ("n", False)])
def test_a_person_is_asked_after_the_preview(
    township: Caller,
    people: list[Somebody],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    typed: str,
    is_done: bool,
) -> None:
    monkeypatch.setattr("tui.commands.import_category.is_terminal", lambda: True)
    monkeypatch.setattr("click.prompt", lambda *_, **__: typed or "n")
    rows = [["姓名", "身份证号"], [people[0].name, people[0].number]]
    answer = _import(township, as_xlsx(tmp_path / "名单.xlsx", rows))
    assert answer.status == 0 and ("已更新" in answer.out) is is_done
    family = township("family", people[0].household, "--json").json
    assert bool(family["members"][0]["categories"]) is is_done


@pytest.mark.parametrize(
    ("words", "status"),
    [(("--category", "外星人"), 2), (("--listed-on", "某天"), 2), (("--category",), 2)],
)
def test_a_wrong_call_is_one_line(station: Caller, tmp_path: Path, words: Any, status: int) -> None:
    path = as_xlsx(tmp_path / "名单.xlsx", [["姓名", "身份证号"], ["张三", "1"]])
    answer = station("import", "category", str(path), "--category", "低保", *words)
    assert answer.status == status and answer.error.count("\n") == 1


def test_a_file_that_is_no_list_is_one_line(station: Caller, tmp_path: Path) -> None:
    path = as_xlsx(tmp_path / "名单.xlsx", [["姓名", "年龄"], ["张三", "30"]])
    answer = _import(station, path)
    assert answer.status == 2 and "名单.xlsx" in answer.error and "证件号码" in answer.error
    empty = as_xlsx(tmp_path / "空.xlsx", [["姓名", "身份证号"]])
    assert _import(station, empty).status == 2
