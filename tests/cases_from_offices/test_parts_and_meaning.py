"""Lists in parts, and columns that say who does not count, in small files as offices send them."""

from itertools import permutations
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from models.base.identity import with_check_character
from tests.department_lists import as_csv, as_xls, as_xlsx
from tests.tui.calling import Answer, Caller

FILES = Path(__file__).parent.parent / "office_files"
RURAL, URBAN = "01-list-rural.csv", "01-list-urban.csv"


@pytest.fixture
def township(station: Caller) -> Caller:
    """The station with the roster of all cases."""
    assert station("import", "roster", str(FILES / "00-roster.csv")).status == 0
    return station


def import_category(
    township: Caller, path: Path | str, *words: str, category: str = "低保"
) -> Answer:
    return township(
        "import", "category", str(FILES / path), "--category", category, "--json", *words
    )


def holders(township: Caller, category: str = "低保") -> set[str]:
    """Return who holds a category now."""
    found = set()
    for household in range(1, 11):
        family: Any = township("family", f"{household:04d}", "--json").json
        for member in family["members"]:
            if any(category in str(each) for each in member["categories"]):
                found.add(member["name"])
    return found


# Lists in parts


@pytest.mark.parametrize("order", list(permutations((RURAL, URBAN))))
def test_rural_and_urban_in_either_order_every_month(
    township: Caller, order: tuple[str, str]
) -> None:
    for month in ("2019-11-14", "2019-12-01", "2020-01-01"):
        for name in order:
            done = import_category(township, name, "--listed-on", month)
            assert done.status == 0, done.error
            assert done.json["counts"]["gone"] == 0
    assert len(holders(township)) == 20


def test_a_new_part_is_said_on_the_preview(township: Caller) -> None:
    first = import_category(township, RURAL).json
    assert first["part"] == "第一部分" and not first["hints"]
    answer = township("import", "category", str(FILES / URBAN), "--category", "低保", "--preview")
    assert "新的一部分“第二部分”" in answer.out and "“第一部分”共 17 人" in answer.out


def test_a_part_given_or_said_by_the_file_is_one(township: Caller, tmp_path: Path) -> None:
    assert import_category(township, RURAL, "--part", "农村").json["part"] == "农村低保"
    named = tmp_path / "11月城市低保.csv"
    named.write_bytes((FILES / URBAN).read_bytes())
    assert import_category(township, named).json["part"] == "城镇低保"
    everybody = tmp_path / "低保.csv"
    lines = (FILES / RURAL).read_text("utf-8") + "".join(
        (FILES / URBAN).read_text("utf-8").splitlines(keepends=True)[1:]
    )
    everybody.write_text(lines, "utf-8")
    stopped = import_category(township, everybody)
    assert stopped.status == 1 and stopped.json["refused"]["code"] == "part_unclear"
    assert stopped.error.count("\n") == 1
    assert import_category(township, everybody, "--part", "全部").json["counts"]["unchanged"] == 20


# Columns that say who does not count


def written(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines), "utf-8")
    return path


def test_who_is_stopped_or_dead_is_not_certified(township: Caller) -> None:
    done = import_category(township, "02-list-status.csv")
    assert done.status == 0, done.error
    assert done.json["counts"]["newly_in"] == 1 and done.json["counts"]["left"] == 2
    assert [each["reason"] for each in done.json["left"]] == [
        "状态（C列）是“停发”",
        "状态（C列）是“死亡”",
    ]
    assert holders(township) == {"林甲文"}


def test_who_held_it_and_is_stopped_is_ended_with_his_state(
    township: Caller, tmp_path: Path
) -> None:
    """The list names all of them, so it is complete: the guard against half a list is silent."""
    people = [
        ("姓名", "身份证号"),
        ("林甲文", "43110319600101001X"),
        ("林乙文", "431103196001010028"),
        ("林丙文", "431103196001010036"),
    ]
    import_category(township, written(tmp_path / "十一月.csv", *map(",".join, people)))
    done = import_category(township, "02-list-status.csv", "--listed-on", "2019-12-01")
    assert done.status == 0, done.error
    assert [(each["villager"]["name"], each["stated"]) for each in done.json["gone"]] == [
        ("林乙文", "状态（C列）是“停发”"),
        ("林丙文", "状态（C列）是“死亡”"),
    ]
    again = import_category(township, "02-list-status.csv", "--listed-on", "2019-12-01")
    assert again.status == 0 and not again.json["applied"]


@pytest.mark.parametrize("write", [as_xlsx, as_xls, as_csv])
@pytest.mark.parametrize(
    ("heading", "stays", "goes"),
    [
        ("享受状态", "正常享受", "停止享受"),
        ("备注", "", "2019年10月死亡"),
        ("是否在享", "是", "否"),
        ("变动类型", "新增", "减少"),
        ("停发时间", "", "2019-10-31"),
        ("救助类别", "农村低保", "特困供养"),
    ],
)
def test_other_words_in_other_columns_are_understood(
    township: Caller, tmp_path: Path, write: Any, heading: str, stays: str, goes: str
) -> None:
    rows = [
        ["姓名", "身份证号", heading],
        ["林甲文", "43110319600101001X", stays],
        ["林乙文", "431103196001010028", goes],
    ]
    kind = {as_xlsx: "xlsx", as_xls: "xls", as_csv: "csv"}[write]
    done = import_category(township, write(tmp_path / f"名单.{kind}", rows))
    assert done.status == 0, done.error
    assert holders(township) == {"林甲文"}
    assert goes in str(done.json["left"]) + str(done.json["warnings"])


def test_of_a_mixed_list_only_the_kind_asked_for_counts(township: Caller) -> None:
    done = import_category(township, "02-list-mixed.csv", category="特困供养人员")
    assert done.status == 0, done.error
    assert holders(township, "特困供养人员") == {"林戊文"}
    (told,) = done.json["warnings"]
    assert told["row"] == 3 and "林己文" in told["reason"] and "城乡低保" in told["reason"]


def test_a_file_of_another_kind_altogether_is_refused(township: Caller, tmp_path: Path) -> None:
    path = written(
        tmp_path / "名单.csv", "姓名,身份证号,救助类别", "林己文,431103196001010060,城乡低保"
    )
    answer = import_category(township, path, category="特困供养人员")
    assert answer.status == 2 and "没有一行是这一类的人" in answer.error


def test_the_severely_disabled_are_those_of_the_first_two_grades(
    township: Caller, tmp_path: Path
) -> None:
    path = written(
        tmp_path / "残联.csv",
        "姓名,身份证号,残疾等级",
        "林甲文,43110319600101001X,一级",
        "林乙文,431103196001010028,三级",
    )
    answer = township("import", "category", str(path), "--category", "重度残疾人")
    assert answer.status == 0, answer.error
    assert holders(township, "重度残疾人") == {"林甲文"}
    assert "林乙文" in answer.out and "一级、二级" in answer.out and "解释" in answer.out


def test_what_is_not_understood_stops_the_file_once(township: Caller, tmp_path: Path) -> None:
    """The answer is kept for the layout: next month's file of the same headings is not asked."""
    rows = [
        "姓名,身份证号,状态",
        "林甲文,43110319600101001X,保留",
        "林乙文,431103196001010028,停发",
    ]
    path = written(tmp_path / "十一月.csv", *rows)
    stopped = import_category(township, path)
    assert stopped.status == 1 and stopped.error.count("\n") == 1
    assert "“状态”（C列）的 “保留”" in stopped.error and "--meaning" in stopped.error
    assert not holders(township)
    wrong = import_category(township, path, "--meaning", "级别=无关")
    assert wrong.status == 2 and "没有“级别”这一列" in wrong.error
    done = import_category(township, path, "--meaning", "状态:保留=在")
    assert done.status == 0, done.error
    assert holders(township) == {"林甲文"}
    next_month = written(tmp_path / "十二月.csv", *rows)
    again = import_category(township, next_month, "--listed-on", "2019-12-01")
    assert again.status == 0 and again.json["counts"]["unchanged"] == 1
    other = written(
        tmp_path / "别处.csv", rows[0] + ",村", *(f"{each},青山村" for each in rows[1:])
    )
    assert import_category(township, other).status == 1


def test_a_preview_says_what_each_column_was_taken_for(township: Caller) -> None:
    shown = township(
        "import", "category", str(FILES / "02-list-status.csv"), "--category", "低保", "--preview"
    )
    assert shown.status == 0
    assert "列：A 姓名；B 证件号码；C “状态” 按 在享 算，停发、死亡 不算 读取" in shown.out
    columns = import_category(township, "02-list-status.csv", "--preview").json["columns"]
    assert columns[2]["heading"] == "状态" and columns[2]["out"] == ["停发", "死亡"]


# At every other door


def test_who_is_stopped_elsewhere_is_not_insured_there(township: Caller) -> None:
    done = township("import", "elsewhere", str(FILES / "02-elsewhere-stopped.csv"), "--json")
    assert done.status == 0, done.error
    assert done.json["new_cases"] == 1
    assert [each["row"] for each in done.json["left"]] == [2]
    assert "停保" in done.json["left"][0]["reason"]


def test_the_dead_and_the_gone_of_a_roster_become_no_members(township: Caller) -> None:
    done = township("import", "roster", str(FILES / "02-roster-left.csv"), "--json")
    assert done.status == 0, done.error
    assert done.json["people"] == 1
    assert [each["row"] for each in done.json["left"]] == [2, 4]
    family: Any = township("family", "0901", "--json").json
    assert [each["name"] for each in family["members"]] == ["李二"]


def test_a_member_whom_a_roster_calls_dead_is_proposed_as_a_departure(
    township: Caller, tmp_path: Path
) -> None:
    """Nothing is changed: a departure has a day and a proof, which no roster says."""
    path = written(
        tmp_path / "花名册.csv",
        "村(社区),户编号,姓名,证件号码,备注",
        "青山村,0001,林甲文,43110319600101001X,2019年10月已死亡",
        "青山村,0001,林乙文,431103196001010028,外出务工",
    )
    done = township("import", "roster", str(path))
    assert done.status == 0, done.error
    assert "本站 青山村 0001 户有此人，没有改动" in done.out
    family: Any = township("family", "0001", "--json").json
    assert len(family["members"]) == 2


def test_a_roster_that_says_stopped_is_asked_about(township: Caller, tmp_path: Path) -> None:
    """It may be the person or the category: only the sender knows."""
    path = written(
        tmp_path / "花名册.csv",
        "村(社区),户编号,姓名,证件号码,人员状态",
        f"青山村,0902,李四,{with_check_character('43110319310101009')},停保",
    )
    stopped = township("import", "roster", str(path), "--json")
    assert stopped.status == 1 and "停保" in stopped.error
    done = township("import", "roster", str(path), "--meaning", "人员状态:停保=在", "--json")
    assert done.status == 0 and done.json["people"] == 1
    again = township("import", "roster", str(path), "--json")
    assert again.status == 0 and again.json["unchanged"] == 1


def test_what_the_bureau_took_back_is_not_booked(township: Caller, tmp_path: Path) -> None:
    rows = (
        "姓名,证件号码,险种,参保年度,缴费金额,缴费渠道,缴费日期,票据情况",
        "林甲文,43110319600101001X,城乡居民医疗保险,2020,250.00,微信,2019-11-05,有效",
        "林乙文,431103196001010028,城乡居民医疗保险,2020,250.00,微信,2019-11-05,作废",
    )
    path = written(tmp_path / "已缴.csv", *rows)
    done = township("import", "paid", str(path), "--json")
    assert done.status == 0, done.error
    assert [each["row"] for each in done.json["refused"]] == [3]
    assert "作废" in done.json["refused"][0]["reason"]
    family: Any = township("family", "0001", "--json").json
    assert "2019-11-05" in str(family) or "25000" in str(family)


def test_a_collector_who_has_left_is_not_registered(township: Caller, tmp_path: Path) -> None:
    path = written(
        tmp_path / "代征.csv",
        "代征点名称,代征人员姓名,身份证号,状态",
        "青山村,林甲文,43110319600101001X,在岗",
        "青山村,林乙文,431103196001010028,离岗",
    )
    done = township("import", "collectors", str(path), "--json")
    assert done.status == 0, done.error
    assert done.json["registered"]["new"] == 1
    assert "林乙文" in done.json["left"][0]["reason"]


@pytest.mark.parametrize(
    ("command", "lines"),
    [
        ("roster", ("村(社区),户编号,姓名,证件号码", "青山村,0903,李五,{new}")),
        ("elsewhere", ("姓名,证件号码,险种", "林甲文,43110319600101001X,职工医保")),
        ("county-roster", ("乡镇,村,姓名,证件号码", "蔡市镇,东村,林甲文,43110319600101001X")),
        ("collectors", ("代征点,姓名,身份证号", "青山村,林甲文,43110319600101001X")),
        ("enrolment", ("姓名,证件号码,2018医保", "林甲文,43110319600101001X,已缴")),
        ("targets", ("村,险种,任务数", "青山村,医疗保险,20")),
    ],
)
def test_every_import_has_a_preview_that_changes_nothing_and_equals_what_is_done(
    township: Caller, tmp_path: Path, command: str, lines: tuple[str, ...]
) -> None:
    new = with_check_character("43110319310101009")
    path = str(written(tmp_path / "文件.csv", *(each.format(new=new) for each in lines)))
    words = ("--document", "号") if command == "targets" else ()
    shown = township("import", command, path, "--preview", "--json", *words)
    assert shown.status == 0, shown.error
    assert shown.json["preview"] is True
    again = township("import", command, path, "--preview", "--json", *words)
    assert again.json == shown.json
    done = township("import", command, path, "--json", *words)
    assert done.status == 0
    assert {**done.json, "preview": True} == shown.json
    assert township("import", command, path, "--json", *words).json != done.json


def test_a_sheet_for_each_part_is_two_parts_of_one_list(township: Caller, tmp_path: Path) -> None:
    """The sheets' names say it; one that comes alone next month ends its own."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, name in (("农村", RURAL), ("城镇", URBAN)):
        sheet = book.create_sheet(title)
        for line in (FILES / name).read_text("utf-8-sig").splitlines():
            sheet.append(line.split(","))
    path = tmp_path / "低保.xlsx"
    book.save(path)
    done = import_category(township, path)
    assert done.status == 0, done.error
    assert [(each["part"], each["people"]) for each in done.json["parts"]] == [
        ("农村低保", 17),
        ("城镇低保", 3),
    ]
    alone = import_category(township, URBAN, "--listed-on", "2019-12-01")
    assert alone.json["part"] == "城镇低保" and not alone.json["gone"]


def test_a_column_or_a_title_says_the_part(township: Caller, tmp_path: Path) -> None:
    people = ["林甲文,43110319600101001X", "林乙文,431103196001010028"]
    titled = written(tmp_path / "a.csv", "上岭桥镇11月农村低保对象名单,", "姓名,身份证号", *people)
    assert import_category(township, titled).json["part"] == "农村低保"
    mixed = written(
        tmp_path / "b.csv", "姓名,身份证号,城乡属性", f"{people[0]},农村", f"{people[1]},城市"
    )
    done = import_category(township, mixed, "--listed-on", "2019-12-01").json
    assert {each["part"] for each in done["parts"]} == {"农村低保", "城镇低保"}
    assert done["changed"][0]["changes"] == ["由“农村低保”改列“城镇低保”"]
    assert not done["warnings"]


def test_what_the_head_of_a_family_is_goes_for_its_members(
    township: Caller, tmp_path: Path
) -> None:
    """A list by families names the head, and his state, on the first row only."""
    path = written(
        tmp_path / "低保.csv",
        "户主,姓名,身份证号,状态",
        "林甲文,林甲文,43110319600101001X,停发",
        ",林乙文,431103196001010028,",
        "林丙文,林丙文,431103196001010036,在享",
        ",林丁文,431103196001010044,",
    )
    assert import_category(township, path).status == 0
    assert holders(township) == {"林丙文", "林丁文"}


def test_who_is_stopped_on_a_list_that_states_reasons_is_not_excused_by_it(
    township: Caller, tmp_path: Path
) -> None:
    """But of a list of the dead the word 死亡 is what it says, not what ends it."""
    lines = (
        "姓名,证件号码,参保状态",
        "林甲文,43110319600101001X,停保",
        "林乙文,431103196001010028,正常参保",
    )
    path = written(tmp_path / "职工.csv", *lines)
    done = township("import", "uninsured", str(path), "--sender", "职工", "--json")
    assert done.status == 0, done.error
    assert done.json["received"]["rows"] == 1 and "停保" in done.json["left"][0]["reason"]
    odd = written(tmp_path / "异地.csv", *lines[:1], lines[1].replace("停保", "保留"))
    words = ("import", "uninsured", str(odd), "--sender", "异地", "--json")
    stopped = township(*words)
    assert stopped.status == 1 and "--meaning" in stopped.error
    assert township(*words, "--meaning", "参保状态:保留=在").status == 0
    dead = written(tmp_path / "死亡.csv", lines[0], lines[1].replace("停保", "死亡"))
    told = township("import", "uninsured", str(dead), "--sender", "死亡名单", "--json")
    assert told.json["received"]["rows"] == 1 and not told.json["left"]
