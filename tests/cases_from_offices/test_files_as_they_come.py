"""Small files as offices really send them: merged cells, sheets, headings, numbers, names."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from models.base.identity import with_check_character
from tests.tui.calling import Caller

FILES = Path(__file__).parent.parent / "office_files"


@pytest.fixture
def township(station: Caller) -> Caller:
    """The station with the roster of all cases."""
    assert station("import", "roster", str(FILES / "00-roster.csv")).status == 0
    return station


def import_file(township: Caller, kind: str, path: Path | str, *words: str) -> Any:
    answer = township("import", kind, str(FILES / path), "--json", *words)
    assert answer.status == 0, answer.error
    return answer.json


def names(township: Caller, household: str) -> list[str]:
    return [each["name"] for each in township("family", household, "--json").json["members"]]


def csv_file(folder: Path, *lines: str, encoding: str = "utf-8-sig") -> Path:
    path = folder / "花名册.csv"
    path.write_bytes("\n".join(lines).encode(encoding))
    return path


def number(sequence: int, born: str = "19750101") -> str:
    return with_check_character(f"431103{born}{sequence:03d}")


def test_both_sheets_of_paid_data_are_booked(township: Caller) -> None:
    done = import_file(township, "paid", "03-paid-two-sheets.xlsx")
    assert (done["rows"], done["posted"]["amount_fen"], done["refused"]) == (2, 500_00, [])


def test_every_sheet_with_the_same_heading_is_a_part_of_the_roster(township: Caller) -> None:
    done = import_file(township, "roster", "03-roster-sheet-per-village.xlsx")
    assert (done["people"], done["new_villages"]) == (2, ["远山村", "近山村"])
    assert names(township, "近山村/0001") == ["赵乙"]


def test_a_merged_cell_stands_for_all_its_rows(township: Caller) -> None:
    done = import_file(township, "roster", "04-roster-merged.xlsx")
    assert (done["people"], done["refused"]) == (3, [])
    assert names(township, "0201") == ["郑一", "郑二"] and names(township, "0202") == ["钱一"]


def test_an_empty_cell_that_is_not_merged_stays_refused(township: Caller, tmp_path: Path) -> None:
    path = csv_file(
        tmp_path, "村,户编号,姓名,证件号码", f"远山村,0201,郑一,{number(1)}", f",,郑二,{number(2)}"
    )
    (fault,) = import_file(township, "roster", path)["refused"]
    assert (fault["row"], fault["column"]) == (3, "村(社区)（A列）") and "补填" in fault["reason"]


def test_a_heading_over_two_rows_is_read(township: Caller) -> None:
    assert import_file(township, "roster", "04-roster-two-row-head.xlsx")["people"] == 1
    assert names(township, "0203") == ["郑三"]


def test_birth_years_nobody_alive_can_have_are_refused(township: Caller, tmp_path: Path) -> None:
    done = import_file(township, "roster", "05-roster-year-1111.csv")
    assert done["people"] == 0 and len(done["refused"]) == 2
    assert all("不可能" in each["reason"] for each in done["refused"])
    path = csv_file(
        tmp_path, "村,户编号,姓名,证件号码", f"青山村,0801,高三,{number(1, '19050101')}"
    )
    assert import_file(township, "roster", path)["people"] == 1, "a person of 114 is there"


def test_a_comma_too_many_books_nothing(township: Caller) -> None:
    done = import_file(township, "paid", "06-paid-comma.csv")
    assert (done["posted"]["amount_fen"], len(done["refused"])) == (0, 2)
    assert all("在表头以外" in each["reason"] for each in done["refused"])


def test_empty_cells_behind_the_last_heading_are_nothing(township: Caller, tmp_path: Path) -> None:
    path = csv_file(tmp_path, "村,户编号,姓名,证件号码", f"青山村,0801,高三,{number(1)},,,")
    assert import_file(township, "roster", path)["people"] == 1


def test_a_sound_statement_completes_what_could_not_be_read(township: Caller) -> None:
    first = import_file(township, "statement", "07-statement-excelled.csv")
    again = import_file(township, "statement", "07-statement-sound.csv")
    assert first["refused"] == again["refused"] == []
    assert "1.91114" not in str(first)


def test_numbers_that_a_spreadsheet_turned_are_called_so(township: Caller, tmp_path: Path) -> None:
    done = import_file(township, "roster", "07-roster-excelled.csv")
    assert done["people"] == 0
    assert all("被表格存成了数字" in each["reason"] for each in done["refused"])
    valid = next(
        found
        for sequence in range(0, 1000, 100)
        for day in range(1, 29)
        if (found := number(sequence, f"197501{day:02d}")).endswith("000")
    )
    other = valid[:11] + "9" + valid[12:]
    rows = [f"青山村,08{at:02d},李一,{each}" for at, each in enumerate((valid, other))]
    refused = import_file(township, "roster", csv_file(tmp_path, "村,户编号,姓名,证件号码", *rows))[
        "refused"
    ]
    assert len(refused) == 2 and "末三位是 000" in refused[0]["reason"], "one may pass by chance"


def test_a_name_is_checked_at_every_door(township: Caller, tmp_path: Path) -> None:
    done = import_file(township, "roster", "08-roster-names.csv")
    assert done["people"] == 0 and len(done["refused"]) == 8
    assert {each["column"] for each in done["refused"]} == {"姓名（C列）"}
    rows = (FILES / "08-roster-names.csv").read_text("utf-8-sig").splitlines()[1:]
    people = [line.split(",")[2:4] for line in rows]
    listed = csv_file(tmp_path, "姓名,证件号码,险种", *(f"{n},{i},职工医保" for n, i in people))
    elsewhere = import_file(township, "elsewhere", listed)
    assert len(elsewhere["refused"]) == 8
    lines = (f"{n},{i},医疗,2020,支付宝,2019-11-10,250" for n, i in people)
    paid = csv_file(tmp_path, "姓名,证件号码,险种,参保年度,缴费渠道,缴费日期,缴费金额", *lines)
    assert len(import_file(township, "paid", paid)["refused"]) == 8


def test_characters_that_left_the_private_area_are_mapped(township: Caller) -> None:
    assert import_file(township, "roster", "08-roster-gb18030-pua.csv")["refused"] == []
    assert names(township, "0302") == ["王䶮"] and names(township, "0303") == ["王𠂇"]


def test_other_private_characters_say_how_to_enter_the_name(
    township: Caller, tmp_path: Path
) -> None:
    path = csv_file(tmp_path, "村,户编号,姓名,证件号码", f"青山村,0801,王\ue001,{number(1)}")
    (fault,) = import_file(township, "roster", path)["refused"]
    assert "照证件重新打" in fault["reason"] and "删" not in fault["reason"]


def test_a_name_of_six_thousand_characters_freezes_nobody(township: Caller) -> None:
    done = import_file(township, "roster", "08-roster-long-name.csv")
    assert done["people"] == 1 and "最多 50 个" in done["refused"][0]["reason"]
    assert [each["name"] for each in township("find", "长", "--json").json["matches"]] == ["长江"]


def test_what_is_spelt_otherwise_is_asked_about(township: Caller) -> None:
    done = import_file(township, "roster", "09-roster-respelt.csv")
    assert (done["people"], done["villages"], done["households"]) == (0, 0, 0)
    assert [(each["name"], each["like"]) for each in done["questions"]] == [
        ("青山村/1", "青山村/0001"),
        ("青山村委会", "青山村"),
        ("青 山 村", "青山村"),
    ]


def test_an_answer_is_kept_for_the_next_file(township: Caller) -> None:
    same = (
        "--same",
        "青山村委会=青山村",
        "--same",
        "青 山 村=青山村",
        "--same",
        "青山村/1=青山村/0001",
    )
    done = import_file(township, "roster", "09-roster-respelt.csv", *same)
    assert (done["people"], done["villages"], done["refused"]) == (3, 0, [])
    again = import_file(township, "roster", "09-roster-respelt.csv")
    assert (again["people"], again["unchanged"], again["questions"]) == (0, 3, [])
    assert set(names(township, "0001")) >= {"林小宝", "林小贝", "林小珠"}


def test_everything_alike_may_be_the_same_or_new(township: Caller) -> None:
    preview = import_file(township, "roster", "09-roster-respelt.csv", "--new", "全部", "--preview")
    assert (preview["people"], preview["new_villages"]) == (3, ["青山村委会", "青 山 村"])
    done = import_file(township, "roster", "09-roster-respelt.csv", "--same", "全部")
    assert (done["people"], done["villages"]) == (3, 0)


def test_two_heads_and_an_absent_one_are_a_hint_each(township: Caller) -> None:
    done = import_file(township, "roster", "10-roster-two-heads.csv")
    assert done["people"] == 4
    assert [each["reason"] for each in done["warnings"]] == [
        "青山村 0501 户有 2 个户主（甲一、甲二），请核对",
        "青山村 0502 户的户主乙零不在名单里，请核对",
    ]


def test_amounts_with_many_decimals_or_a_plus_are_amounts(township: Caller) -> None:
    done = import_file(township, "paid", "11-paid-decimals.csv")
    assert (done["posted"]["amount_fen"], done["refused"]) == (500_00, [])


def test_a_hair_before_midnight_is_the_next_day(township: Caller) -> None:
    import_file(township, "statement", "12-statement-midnight.xlsx")
    shown = township("reconcile").out
    assert "2019-11-14" in shown and "2019-11-13" not in shown


def test_one_set_of_heading_words(township: Caller) -> None:
    assert import_file(township, "roster", "13-roster-headers.csv")["people"] == 1
    assert names(township, "0601") == ["孙二"]


def test_an_error_of_a_formula_is_named(township: Caller) -> None:
    (fault,) = import_file(township, "roster", "14-roster-formula-errors.xlsx")["refused"]
    assert "公式错误 #N/A" in fault["reason"] and fault["column"] == "证件号码（D列）"


def test_a_sheet_nearly_a_list_stops_the_file(township: Caller, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["村", "户编号", "姓名", "证件号码"])
    book.active.append(["青山村", "0801", "高三", number(1)])
    other = book.create_sheet("近山村")
    other.append(["村", "户编号", "姓名", "证件"])
    other.append(["近山村", "0001", "高四", number(2)])
    book.save(tmp_path / "花名册.xlsx")
    answer = township("import", "roster", str(tmp_path / "花名册.xlsx"))
    assert answer.status == 2 and "“近山村”也像名单" in answer.error
    assert "0801" not in township("find", "高三").out


def test_an_unknown_category_leaves_the_person_in(township: Caller, tmp_path: Path) -> None:
    path = csv_file(
        tmp_path, "村,户编号,姓名,证件号码,人员类别", f"青山村,0801,高三,{number(1)},低保、外星人"
    )
    done = import_file(township, "roster", path)
    assert done["people"] == 1 and done["certifications"] == 1
    assert (
        done["refused"][0]["column"] == "人员类别（E列）"
        and "外星人" in done["refused"][0]["reason"]
    )


def test_an_amount_merged_over_a_family_is_nobodys(township: Caller, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["姓名", "证件号码", "险种", "参保年度", "缴费渠道", "缴费日期", "缴费金额"])
    for name, of in (("林甲文", "43110319600101001X"), ("林乙文", "431103196001010028")):
        sheet.append([name, of, "医疗", 2020, "支付宝", "11-10", 500])
    sheet.merge_cells("G2:G3")
    book.save(tmp_path / "已缴.xlsx")
    done = import_file(township, "paid", tmp_path / "已缴.xlsx")
    assert (done["posted"]["amount_fen"], len(done["refused"])) == (0, 2)
    assert all("合并成一个金额" in each["reason"] for each in done["refused"])
