"""Explained quotes: the answer first, then standard, categories, payers, clauses."""

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from models.people.households.families import load_household
from models.people.households.quotes import quote_insurances
from models.station.desk import Desk
from models.station.filled_figures import record_figure
from reports.explanation.figures import ExplainedFamily
from reports.explanation.gather import explain_family
from reports.explanation.text import family_lines
from reports.explanation.workbook import write_explanation_workbook
from tests.making import household_id, pay, person, register_people


@pytest.fixture
def desk(sqlite_desk: Desk) -> Desk:
    """A family with 低保 who is also 建档立卡, an ordinary member and a student."""
    register_people(
        sqlite_desk,
        person("张三", relation="户主", categories=("低保", "建档立卡贫困人口")),
        person("李四", relation="配偶", note="备注[/]"),
        person("张小三", "2000-05-06", relation="子女", enrolment="在校学生"),
    )
    return sqlite_desk


def explain(desk: Desk) -> ExplainedFamily:
    household = load_household(desk, household_id(desk))
    return explain_family(desk, household, quote_insurances(desk, household))


def text(desk: Desk, name: str) -> str:
    family = explain(desk)
    at = [each.name for each in family.members].index(name)
    return "\n".join(family_lines(family.only(at)))


def test_the_answer_comes_first_with_what_comes_back_and_from_whom(desk: Desk) -> None:
    assert "现在缴 250 元，之后由医疗救助退回 75 元，自己实际负担 175 元" in text(desk, "张三")


def test_each_category_says_why_it_won_or_lost(desk: Desk) -> None:
    said = text(desk, "张三")
    won, lost = (line for line in said.splitlines() if "（参保范围(六)）" in line)
    assert won.startswith("身份") and "低保" in won and "补 75 元" in won
    assert "建档立卡贫困人口" in lost and "不享受" in lost and "同时为低保，按低保办理" in lost


def test_who_pays_what_adds_up_in_words(desk: Desk) -> None:
    said = text(desk, "张三")
    assert "医疗救助出 75 元，先征后补：先由本人缴，之后退到本人账户" in said
    assert "自己出 175 元" in said and "一年 250 元" in said


def test_clauses_interpretations_and_benefits_are_named(desk: Desk) -> None:
    said = text(desk, "李四")
    assert "2020 年度个人缴费标准 250 元（二）" in said
    assert "最终以省医保局文件为准" in said
    assert "按本程序的解释 1. 集中征缴期内缴费的" in said
    assert "自 2020-01-01 起享受" in said and "备注：备注[/]" in said


def test_a_refusal_says_why_and_what_to_do(desk: Desk) -> None:
    assert "不能办理：在校学生，请不要在本站缴费：由所在高校统一组织办理" in text(desk, "张小三")


def test_the_family_names_who_is_missing_and_who_is_excepted(desk: Desk) -> None:
    said = "\n".join(family_lines(explain(desk)))
    assert "全家都要参保（参保范围(二)、六(二)），尚有 2 人未参保：张三、李四" in said
    assert "张小三 在校学生（参保范围(三)）" in said


def test_who_has_paid_is_explained_by_the_day_of_payment(desk: Desk) -> None:
    """A later standard does not change why 250 was taken; what is still owed is named."""
    pay(desk)
    record_figure(desk.on(dt.date(2019, 11, 20)), "medical.personal", "280", "省文1号")
    later = desk.refreshed().on(dt.date(2019, 11, 20))
    said = text(later, "张三")
    assert "已于 2019-11-14 缴 250 元（收据 2019-000001，按低保）" in said
    assert "一年 250 元" in said and "标准调整后应补 30 元" in said


def test_the_page_has_one_line_a_member_and_insurance(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "说明.xlsx"
    write_explanation_workbook(explain(desk), path)
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    rows = [row for row in sheet.values if row[0] in ("张三", "李四", "张小三") and row[3]]
    assert len(rows) == 6
    medical = next(row for row in rows if row[0] == "张三" and "医疗" in str(row[3]))
    assert medical[4:11] == ("低保", 250, 75, 250, 75, 175, "2020-01-01")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight in (1, None), "one page high: 1 is what is left out"
    words = [str(cell) for row in sheet.values for cell in row if cell]
    assert any("参保人（家属）签字" in each for each in words)
    assert not any(member.id_number in each for each in words for member in explain(desk).members)


def test_one_person_alone_has_a_page_of_their_own(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "一人.xlsx"
    write_explanation_workbook(explain(desk).only(0), path)
    names = {row[0] for row in openpyxl.load_workbook(path).active.values}
    assert "张三" in names and "李四" not in names
