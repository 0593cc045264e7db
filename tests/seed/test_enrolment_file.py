"""Files of earlier years as stations have them: years as columns or rows, words for a status."""

import datetime as dt
from pathlib import Path

import pytest

from models.base.errors import BadInput
from models.station.desk import Desk
from models.store.tables.people import EnrolledYear
from seed.enrolment_file import EnrolmentImport, WholeFile, import_enrolment_file
from seed.enrolment_words import is_enrolled
from tests.cases import for_each
from tests.making import in_csv, made_up_number, person, register_people
from tests.seed.tables import text_file, xls, xlsx

_Told = dict[tuple[str, int], tuple[bool, dt.date | None]]


@pytest.fixture
def number(sqlite_desk: Desk) -> str:
    return register_people(sqlite_desk, person("张三"))[0].id_number


def _told(desk: Desk) -> _Told:
    return {
        (each.insurance, each.levy_year): (each.is_enrolled, each.paid_on)
        for each in desk.store.find(EnrolledYear)
    }


def _csv(folder: Path, header: str, *rows: str) -> Path:
    return text_file(folder, "\n".join((header, *rows)), name="往年.csv")


def _refusals(done: EnrolmentImport) -> list[tuple[int, str]]:
    return [(each.row, each.column) for each in done.refused]


def test_several_years_as_columns(sqlite_desk: Desk, number: str, tmp_path: Path) -> None:
    path = xlsx(
        tmp_path,
        ["上岭桥镇往年参保情况"],
        ["序号", "姓名", "身份证号", "2016年度居民养老", "2017医保", "2018医保", "2019年医保参保",
         "2018年医保缴费日期"],
        [1, "张三", number, "已缴", "√", "断缴", "", ""],
    )  # fmt: skip
    done = import_enrolment_file(sqlite_desk, path)
    assert (done.rows, done.statements, done.new, done.refused) == (1, 3, 3, ())
    assert [each.column for each in done.warnings] == ["序号"]
    assert _told(sqlite_desk) == {
        ("pension", 2016): (True, None),
        ("medical", 2017): (True, None),
        ("medical", 2018): (False, None),
    }


def test_the_insurance_stands_in_a_column_or_holds_of_the_whole_file(
    sqlite_desk: Desk, number: str, tmp_path: Path
) -> None:
    row = f"{in_csv(number)},城乡居民医疗保险,是,2017-11-02"
    path = _csv(tmp_path, "证件号码,险种,2018年度,缴费时间", row)
    assert import_enrolment_file(sqlite_desk, path).new == 1
    path = _csv(tmp_path, "证件号码,2017年度,2018年度", f"{in_csv(number)},否,是")
    assert import_enrolment_file(sqlite_desk, path).refused[0].reason.endswith("「整个文件的险种」")
    done = import_enrolment_file(sqlite_desk, path, WholeFile(insurance="medical"))
    assert (done.new, done.unchanged) == (1, 1)
    assert _told(sqlite_desk) == {
        ("medical", 2018): (True, dt.date(2017, 11, 2)),
        ("medical", 2017): (False, None),
    }


def test_one_year_a_row_in_an_old_workbook(
    sqlite_desk: Desk, number: str, tmp_path: Path
) -> None:  # fmt: skip
    path = xls(
        tmp_path,
        ["姓名", "公民身份号码", "费种", "费款所属期", "缴费状态", "入库日期"],
        ["张三", number, "居民医疗", "2018-01-01至2018-12-31", "缴费成功", dt.date(2017, 12, 3)],
        ["张三", number, "居民医疗", "2019年度", "停保", ""],
        ["合计", "", "", "", "2 人", ""],
    )
    done = import_enrolment_file(sqlite_desk, path)
    assert (done.rows, done.new, done.refused) == (2, 2, ())
    assert _told(sqlite_desk) == {
        ("medical", 2018): (True, dt.date(2017, 12, 3)),
        ("medical", 2019): (False, None),
    }


def test_a_list_of_one_year_without_year_and_status(
    sqlite_desk: Desk, number: str, tmp_path: Path
) -> None:
    path = _csv(tmp_path, "姓名,证件号码", f"张三,{in_csv(number)}")
    with pytest.raises(BadInput, match="年度"):
        import_enrolment_file(sqlite_desk, path)
    whole = WholeFile("medical", 2018)
    (refused,) = import_enrolment_file(sqlite_desk, path, whole).refused
    assert refused.reason == "没有写状态，请补填，或写明「整个名单的状态」"
    assert import_enrolment_file(sqlite_desk, path, WholeFile("medical", 2018, "已参保")).new == 1
    with pytest.raises(BadInput, match="不认识"):
        import_enrolment_file(sqlite_desk, path, WholeFile("medical", 2018, "大概"))


def test_what_an_empty_cell_means_is_asked_never_guessed(
    sqlite_desk: Desk, number: str, tmp_path: Path
) -> None:
    path = _csv(tmp_path, "证件号码,2017医保,2018医保", f"{in_csv(number)},√,")
    assert import_enrolment_file(sqlite_desk, path).new == 1
    assert import_enrolment_file(sqlite_desk, path, WholeFile(blank="未缴")).new == 1
    assert _told(sqlite_desk)["medical", 2018] == (False, None)


def test_amounts_say_who_paid(sqlite_desk: Desk, number: str, tmp_path: Path) -> None:
    path = _csv(
        tmp_path, "证件号码,2017年医保缴费金额,2018年医保金额(元)", f"{in_csv(number)},180.00,0"
    )
    assert import_enrolment_file(sqlite_desk, path).new == 2
    assert [state for state, _ in _told(sqlite_desk).values()] == [True, False]


@pytest.mark.parametrize(
    ("cells", "column", "reason"),
    [
        ("张三,{n},医疗,2018,大概,", "状态（E列）", "状态“大概”不认识"),
        ("张三,{n},医疗,2018,已缴、断缴,", "状态（E列）", "自相矛盾"),
        ("张三,{n},医疗,2018,,", "状态（E列）", "没有写状态"),
        ("张三,{n},医疗,去年,是,", "年度（D列）", "看不出是哪一年度"),
        ("张三,{n},医疗,,是,", "年度（D列）", "是空的"),
        ("张三,{n},医疗,2031,是,", "年度（D列）", "不在 1990 至 2020 之间"),
        ("张三,{n},职工医保,2018,是,", "险种（C列）", "不是城乡居民"),
        ("张三,{n},,2018,是,", "险种（C列）", "「整个文件的险种」"),
        ("张三,{n},医疗,2018,是,2020-01-01", "缴费日期（F列）", "晚于业务日期"),
        ("张三,{n},医疗,2018,否,2018-01-01", "缴费日期（F列）", "却有缴费日期"),
        ("张三,{n},医疗,2018,是,昨天", "缴费日期（F列）", "不是有效日期"),
        ("张三,431198800506001,医疗,2018,是,", "证件号码（B列）", "15 位的旧号码"),
        ("张三,431198198005060011,医疗,2018,是,", "证件号码（B列）", "校验码不对"),
        ("李四,{n},医疗,2018,是,", "姓名（A列）", "姓名不符"),
        ("张三,{o},医疗,2018,是,", "证件号码（B列）", "本站没有这个证件号码的人"),
    ],
)
def test_a_row_that_is_not_understood_is_refused_with_its_column(
    sqlite_desk: Desk, number: str, tmp_path: Path, cells: str, column: str, reason: str
) -> None:
    cells = cells.format(n=in_csv(number), o=in_csv(made_up_number()))
    good = f"张三,{in_csv(number)},医疗,2017,是,"
    path = _csv(tmp_path, "姓名,证件号码,险种,年度,状态,缴费日期", cells, good)
    done = import_enrolment_file(sqlite_desk, path)
    assert _refusals(done) == [(2, column)] and reason in done.refused[0].reason
    assert done.new == 1 and number not in done.refused[0].reason


def test_a_stranger_with_three_years_is_one_refusal(sqlite_desk: Desk, tmp_path: Path) -> None:
    cells = f"{in_csv(made_up_number())},是,是,是"
    path = _csv(tmp_path, "证件号码,2016医保,2017医保,2018医保", cells)
    done = import_enrolment_file(sqlite_desk, path)
    assert [(each.row, each.column) for each in done.refused] == [(2, "证件号码（A列）")]


def test_a_column_of_employees_is_not_read_and_said(
    sqlite_desk: Desk, number: str, tmp_path: Path
) -> None:
    path = _csv(tmp_path, "证件号码,2017职工医保,2018医保", f"{in_csv(number)},是,是")
    done = import_enrolment_file(sqlite_desk, path)
    assert list(_told(sqlite_desk)) == [("medical", 2018)]
    assert [each.column for each in done.warnings] == ["2017职工医保（B列）"]


def test_a_year_of_the_ledger_is_said(sqlite_desk: Desk, number: str, tmp_path: Path) -> None:
    path = _csv(tmp_path, "证件号码,2019医保,2020医保", f"{in_csv(number)},是,是")
    done = import_enrolment_file(sqlite_desk, path)
    (said,) = done.of_ledger
    assert done.new == 1 and said == (
        "城乡居民医疗保险 2020 年度由本站征缴，以台账为准，名单里的 1 条没有取，其中 1 条与台账不同"
    )


@for_each("word", ["已缴", "已参保", "正常参保", "是", "√", " 已 缴 费 ", "Ｙ", "正常参保/已缴费"])
def test_words_for_enrolled(word: str) -> None:
    assert is_enrolled(word)


@for_each("word", ["未缴", "断缴", "停保", "否", "×", "0", "未参保、未缴费", "Ｎ"])
def test_words_for_not_enrolled(word: str) -> None:
    assert not is_enrolled(word)


@for_each("word", ["职工参保", "死亡", "在校学生", "2", "已缴未缴"])
def test_words_from_which_nothing_follows_are_refused(word: str) -> None:
    with pytest.raises(BadInput):
        is_enrolled(word)
