"""Importing a roster: every bad row is listed, every good one comes in, twice is once."""

import csv
import io
import random
from collections import Counter
from pathlib import Path

import pytest

from models.base.errors import BadInput
from models.base.identity import with_check_character
from models.station.desk import Desk
from seed.roster_file import RosterImport, import_roster_file
from seed.table_file import fault_lines
from tests.making import found, made_up_number

_HEADER = (
    "备注", "证件号码", "姓名", "手机号码", "人员类别", "户编号", "村（社区）", "与户主关系",
    "参保情况",
)  # fmt: skip


def _write(path: Path, rows: list[dict[str, str]], encoding: str, letterhead: int = 3) -> Path:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerows([["上岭桥镇城乡居民参保花名册"]] * letterhead)
    writer.writerow(_HEADER)
    writer.writerows([row.get(name, "") for name in _HEADER] for row in rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def _good_row(index: int, household: int) -> dict[str, str]:
    return {
        "村（社区）": f"第{household % 20 + 1}村",
        "户编号": f"{household:05d}",
        "姓名": random.Random(index).choice(["曾单", "解仇", "区乐", "欧阳查"]) + "甲",
        "证件号码": made_up(index),
        "手机号码": f"142{index:08d}",
        "与户主关系": "户主",
        "备注": "备注[/]",
    }


def made_up(index: int) -> str:
    """Return the index-th of any number of distinct identity numbers."""
    day, sequence = divmod(index, 900)
    return with_check_character(f"431198{1950 + day // 28}07{day % 28 + 1:02d}{sequence:03d}")


# Each kind of broken row: what is changed, and the column the refusal names.
_BROKEN = (
    ({"证件号码": ""}, "证件号码"),
    ({"证件号码": "43119819800506"}, "证件号码"),
    ({"证件号码": "431198198013450012"}, "证件号码"),
    ({"证件号码": "43119819800506A012"}, "证件号码"),
    ({"证件号码": "4.31198E+17"}, "证件号码"),
    ({"村（社区）": ""}, "村(社区)"),
    ({"户编号": ""}, "户编号"),
    ({"姓名": ""}, "姓名"),
    ({"人员类别": "外星人"}, "人员类别"),
    ({"备注": "坏\u202e字"}, "备注"),
)


def test_two_thousand_families_with_thirty_broken_rows(sqlite_desk: Desk, tmp_path: Path) -> None:
    """GB18030, reordered columns, a letterhead; 30 refused rows, each with row and reason."""
    rows, expected = [], {}
    index = 0
    for household in range(2000):
        for _ in range(1 + household % 4):
            rows.append(_good_row(index, household))
            index += 1
    places = random.Random(7).sample(range(200, len(rows)), 30)
    for position, place in enumerate(sorted(places)):
        if position % 10 == 9:
            rows[place]["证件号码"], column = rows[place - 150]["证件号码"], "证件号码"
        else:
            change, column = _BROKEN[position % 10]
            rows[place].update(change)
        expected[place + 5] = column  # three rows of letterhead and one of headers come first
    path = _write(tmp_path / "花名册.csv", rows, "gb18030")

    result = import_roster_file(sqlite_desk, path)

    assert {each.row: each.column.split("（")[0] for each in result.refused} == expected
    assert all(each.reason for each in result.refused)
    assert result.rows == len(rows)
    strangers = sum("人已录入" in each.reason for each in result.refused)  # their categories
    assert strangers == 3
    assert result.people == len(rows) - 30 + strangers == _count(sqlite_desk, "person")

    again = import_roster_file(sqlite_desk, path)
    assert (again.people, again.changed, again.households, again.certifications) == (0, 0, 0, 0)
    assert again.unchanged == len(rows) - 30 + strangers
    assert again.refused == result.refused
    assert _count(sqlite_desk, "person") == len(rows) - 30 + strangers


def _count(desk: Desk, table: str) -> int:
    return int(desk.store.rows(f"SELECT count(*) FROM {table}")[0][0])


def _import(desk: Desk, tmp_path: Path, *rows: dict[str, str]) -> RosterImport:
    base = {"村（社区）": "青山村", "户编号": "1", "姓名": "张三", "证件号码": made_up_number()}
    path = _write(tmp_path / "r.csv", [{**base, **row} for row in rows], "utf-8", letterhead=0)
    return import_roster_file(desk, path)


def test_refusals_show_no_whole_identity_number(desk: Desk, tmp_path: Path) -> None:
    number = made_up_number()
    broken = number[:-1] + ("0" if number[-1] != "0" else "1")
    result = _import(
        desk, tmp_path, {"证件号码": broken}, {"证件号码": number}, {"证件号码": number}
    )
    assert [each.row for each in result.refused] == [2, 4]
    assert "校验码" in result.refused[0].reason and "第 3 行" in result.refused[1].reason
    assert not any(number[6:14] in each.reason for each in result.refused)


def test_several_categories_by_any_name_and_separator(desk: Desk, tmp_path: Path) -> None:
    result = _import(desk, tmp_path, {"人员类别": "建档立卡、城乡低保；重残"})
    assert result.certifications == 3
    kept = desk.store.rows("SELECT category FROM certification ORDER BY id")
    assert kept == [("建档立卡贫困人口",), ("低保",), ("重度残疾人",)]


def test_an_unreadable_phone_and_an_unknown_status_come_in_with_a_warning(
    desk: Desk, tmp_path: Path
) -> None:
    result = _import(desk, tmp_path, {"手机号码": "没有", "参保情况": "在天上"})
    assert result.people == 1 and not result.refused
    assert Counter(each.column.split("（")[0] for each in result.warnings) == Counter(
        ["手机号码", "参保情况"]
    )


def test_a_column_nobody_knows_is_told(desk: Desk, tmp_path: Path) -> None:
    """A misspelled heading would otherwise lose a whole column in silence."""
    path = tmp_path / "r.csv"
    number = made_up_number()
    path.write_text(
        f"村(社区),户编号,姓名,证件号码,手机号吗\n青山村,1,张三,{number},14200000001\n",
        encoding="utf-8",
    )
    result = import_roster_file(desk, path)
    assert [(each.row, each.column) for each in result.warnings] == [(0, "手机号吗")]
    assert fault_lines("提示", result.warnings)[0].startswith("  提示：手机号吗：")


def test_names_of_every_kind_come_in_and_are_found(desk: Desk, tmp_path: Path) -> None:
    _import(
        desk,
        tmp_path,
        {"姓名": "阿依古丽 • 买买提江"},
        {"姓名": "𬱖䶮", "证件号码": made_up_number()},
    )
    assert found(desk, "买买提") == found(desk, "ayiguli") == {"阿依古丽·买买提江"}
    assert found(desk, "䶮") == {"𬱖䶮"}


def test_someone_not_yet_born_is_refused(desk: Desk, tmp_path: Path) -> None:
    result = _import(desk, tmp_path, {"证件号码": made_up_number("2019-11-15")})
    assert "晚于业务日期" in result.refused[0].reason


@pytest.mark.parametrize("name", ["花名册.txt", "missing.csv"])
def test_a_file_that_is_no_roster_is_one_line(desk: Desk, tmp_path: Path, name: str) -> None:
    (tmp_path / "花名册.txt").write_text("村(社区),户编号,姓名,证件号码")
    with pytest.raises(BadInput) as refused:
        import_roster_file(desk, tmp_path / name)
    message = refused.value.message
    assert Path(name).stem in message and "\n" not in message


def test_progress_is_told_to_the_end(desk: Desk, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    path = _write(tmp_path / "r.csv", [_good_row(index, index) for index in range(1200)], "utf-8")
    import_roster_file(desk, path, lambda done, total: told.append((done, total)))
    assert told == [(0, 1200), (500, 1200), (1000, 1200), (1200, 1200)]
