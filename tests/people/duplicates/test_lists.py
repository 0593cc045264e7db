"""Lists that come in: who of ours is insured elsewhere, or stands in another township too."""

from pathlib import Path

import pytest

from models.base.errors import BadInput
from models.base.identity import with_check_character
from models.people.duplicates.cases import find_case, list_cases
from models.people.duplicates.resolve import resolve
from models.station.desk import Desk
from seed.county_file import import_county_file
from seed.elsewhere_file import elsewhere_status, import_elsewhere_file
from seed.roster_file import import_roster_file
from tests.making import made_up_number, person, register_people

_TABLES = ("person", "duplicate", "audit", "family_event")


def _everything(desk: Desk) -> list[list[tuple[object, ...]]]:
    return [desk.store.rows(f"SELECT * FROM {table} ORDER BY id") for table in _TABLES]


def _write(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture
def elsewhere(desk: Desk, tmp_path: Path) -> Path:
    """Five rows: ours, ours known to be, a stranger, and two that are wrong."""
    ours, known = register_people(desk, person("张三"), person("李四", enrolment="职工参保"))
    return _write(
        tmp_path / "职工名单.csv",
        "姓名,身份证号,参保类型,参保地,单位名称",
        f"张三,{ours.id_number},城镇职工基本医疗保险,永州市,某厂",
        f"李四,{known.id_number},职工医保,永州市,某厂",
        f"王五,{made_up_number()},职工医保,永州市,某厂",
        f"赵六,{made_up_number()[:-1]},职工医保,,",
        f"孙七,{made_up_number()},车辆险,,",
    )


def test_a_list_of_employees_opens_a_case_for_each_of_ours(desk: Desk, elsewhere: Path):
    result = import_elsewhere_file(desk, elsewhere)
    assert (result.rows, result.strangers, result.agreeing) == (5, 1, 1)
    assert (result.new_cases, result.known_cases) == (1, 0)
    assert [(each.row, each.column.split("（")[0]) for each in result.refused] == [
        (5, "证件号码"),
        (6, "险种"),
    ]
    (line,) = list_cases(desk)
    assert (line.kind, line.name, line.status) == ("insured_elsewhere", "张三", "职工医保")
    case = find_case(desk, line.case_id)
    assert (case.other.place, case.source) == ("永州市 某厂", "职工名单.csv 第 2 行")
    assert desk.store.rows("SELECT enrolment FROM person ORDER BY id") == [("",), ("职工参保",)]


def test_the_same_list_again_changes_nothing(desk: Desk, elsewhere: Path):
    import_elsewhere_file(desk, elsewhere)
    before = _everything(desk)
    again = import_elsewhere_file(desk, elsewhere)
    assert (again.new_cases, again.known_cases) == (0, 1)
    assert _everything(desk) == before


@pytest.mark.parametrize("decision", ["elsewhere", "not_elsewhere"])
def test_what_was_decided_is_not_asked_again(desk: Desk, elsewhere: Path, decision: str):
    import_elsewhere_file(desk, elsewhere)
    case = list_cases(desk)[0].case_id
    resolve(desk, case, decision, "已核实", proof="单位证明")  # type: ignore[arg-type]
    assert import_elsewhere_file(desk, elsewhere).new_cases == 0
    assert list_cases(desk) == ()


def test_the_status_of_a_whole_list_is_given_with_it(sqlite_desk: Desk, tmp_path: Path):
    (ours,) = register_people(sqlite_desk, person())
    path = _write(tmp_path / "名单.csv", "姓名,证件号码", f"张三,{ours.id_number}")
    without = import_elsewhere_file(sqlite_desk, path)
    assert without.new_cases == 0 and "--status" in without.refused[0].reason
    assert import_elsewhere_file(sqlite_desk, path, "职工医保").new_cases == 1


@pytest.mark.parametrize("status", ["居民医保", "在校学生", "外星医保"])
def test_a_status_that_is_not_insurance_elsewhere_is_refused(
    sqlite_desk: Desk, tmp_path: Path, status: str
):
    path = _write(tmp_path / "名单.csv", "姓名,证件号码", f"张三,{made_up_number()}")
    with pytest.raises(BadInput, match="职工医保"):
        import_elsewhere_file(sqlite_desk, path, status)


@pytest.mark.parametrize(
    ("kind", "place", "status"),
    [
        ("职工医保", "", "职工医保"),
        ("城镇职工基本医疗保险", "", "职工医保"),
        ("企业职工基本养老保险", "", "职工养老"),
        ("机关事业单位养老保险", "", "职工养老"),
        ("职工养老、职工医疗", "", "职工参保"),
        ("居民医保", "衡阳市", "异地医保"),
        ("城乡居民基本养老保险", "衡阳市", "异地养老"),
    ],
)
def test_the_words_of_a_list_and_the_status_they_mean(kind: str, place: str, status: str):
    assert elsewhere_status(kind, place) == status


@pytest.mark.parametrize(
    ("kind", "place"), [("", "衡阳市"), ("车辆险", "衡阳市"), ("居民医保", "")]
)
def test_words_from_which_nothing_follows_are_refused(kind: str, place: str):
    with pytest.raises(BadInput):
        elsewhere_status(kind, place)


@pytest.fixture
def county(desk: Desk, tmp_path: Path) -> Path:
    """The county's roster: ours as we have them, ours elsewhere, ours under another name."""
    people = register_people(desk, person("张三"), person("李四"), person("王五"), person("赵六"))
    at_home, away, moved, renamed = (each.id_number for each in people)
    stranger = made_up_number()
    return _write(
        tmp_path / "全县.csv",
        "乡镇,村,姓名,证件号码",
        f"上岭桥镇,青山村,张三,{at_home}",
        f"蔡市镇,大塘村,李四,{away}",
        f"上岭桥镇,白塘村,王五,{moved}",
        f"上岭桥,青山村委会,章六,{renamed}",
        f"蔡市镇,大塘村,孙七,{stranger}",
        f"伊塘镇,小塘村,孙七,{stranger}",
        f"蔡市镇,,周八,{made_up_number()}",
    )


def test_the_countys_roster_opens_a_case_for_ours_elsewhere_or_otherwise(desk: Desk, county: Path):
    result = import_county_file(desk, county)
    assert (result.strangers, result.agreeing, result.new_cases) == (2, 1, 3)
    assert [each.row for each in result.refused] == [8]
    assert [(each.row, each.reason) for each in result.warnings] == [(7, "与第 6 行证件号码重复")]
    found = [(each.kind, each.name, each.other_name, each.other_place) for each in list_cases(desk)]
    assert found == [
        ("same_number", "李四", "李四", "蔡市镇 大塘村"),
        ("same_number", "王五", "王五", "上岭桥镇 白塘村"),
        ("same_number", "赵六", "章六", "上岭桥 青山村委会"),
    ]


def test_the_countys_roster_again_changes_nothing(desk: Desk, county: Path):
    import_county_file(desk, county)
    before = _everything(desk)
    assert import_county_file(desk, county).new_cases == 0
    assert _everything(desk) == before


def test_a_file_without_townships_is_no_county_roster(sqlite_desk: Desk, tmp_path: Path):
    path = _write(tmp_path / "名册.csv", "村,姓名,证件号码", f"青山村,张三,{made_up_number()}")
    with pytest.raises(BadInput, match="乡镇"):
        import_county_file(sqlite_desk, path)


def _roster(path: Path, *rows: str) -> Path:
    return _write(path / "花名册.csv", "村(社区),户编号,姓名,证件号码", *rows)


def test_a_refused_row_of_another_family_is_a_case(desk: Desk, tmp_path: Path):
    """The refusal stays as it is; the case is where a person decides."""
    number = register_people(desk, person("张三"))[0].id_number
    path = _roster(tmp_path, f"白塘村,0009,章三,{number}")
    for new in (1, 1):
        result = import_roster_file(desk, path)
        assert [each.row for each in result.refused] == [2] and len(list_cases(desk)) == new
    (line,) = list_cases(desk)
    assert (line.kind, line.other_name, line.other_place) == (
        "same_number",
        "章三",
        "白塘村 0009 户",
    )


def test_a_number_twice_in_a_roster_is_a_case_only_of_different_rows(desk: Desk, tmp_path: Path):
    twice, same = made_up_number(), made_up_number()
    path = _roster(
        tmp_path,
        f"青山村,1,张三,{twice}",
        f"青山村,2,章三,{twice}",
        f"青山村,3,李四,{same}",
        f"青山村,3,李四,{same}",
    )
    result = import_roster_file(desk, path)
    assert [each.row for each in result.refused] == [3, 5] and result.people == 2
    assert [(each.name, each.other_name) for each in list_cases(desk)] == [("张三", "章三")]


def test_a_township_against_a_county_takes_seconds(sqlite_desk: Desk, tmp_path: Path):
    """20,000 rows, one of them ours; measured at 1 s on two shared cores."""
    (ours,) = register_people(sqlite_desk, person("张三"))
    strangers = (
        with_check_character(f"431197{1950 + index // 1000}0102{index % 1000:03d}")
        for index in range(20000)
    )
    rows = [f"蔡市镇,大塘村,甲乙,{number}" for number in strangers]
    rows.insert(7000, f"蔡市镇,大塘村,张三,{ours.id_number}")
    path = _write(tmp_path / "全县.csv", "乡镇,村,姓名,证件号码", *rows)
    result = import_county_file(sqlite_desk, path)
    assert (result.strangers, result.new_cases, result.refused) == (20000, 1, ())
