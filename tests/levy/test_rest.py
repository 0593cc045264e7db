"""Rules that rest on higher documents: the nearest that speaks decides, and is named."""

from pathlib import Path

import pytest

from models.base.errors import BadInput
from models.levy.coverage import silent_points
from models.levy.higher import HigherDocument
from models.levy.notice import Notice
from models.levy.rest import resting_order
from seed.higher_file import higher_ids, load_higher, parse_higher
from seed.notice_file import load_notice, parse_notice, read_notice, source_of
from tests.cases import for_each
from tests.levy.asking import ALL_NOTICES, quote, refusal

NOTICE = """
id = "nowhere-2022"
title = "无名县征缴通知"
document = "无政发〔2021〕1号"
locality = "无名县"
rests_on = ["city", "nation"]
[insurances.medical]
levy_year = 2022
clause = "二"
window = { opens = 2021-09-01, closes = 2021-12-31, clause = "四" }
standard = { personal_yuan = 300, clause = "二" }
exclusions = [{ condition = "in_service", clause = "一", handled_by = "由部队办理" }]
"""
CITY = """
id = "city"
kind = "higher"
title = "无名市办法"
document = "无市发〔2020〕1号"
rests_on = ["province"]
[insurances.medical]
exclusions = [{ condition = "in_service", clause = "市一", handled_by = "市里办理" }]
newborn = { months = 3, clause = "市二" }
"""
PROVINCE = """
id = "province"
kind = "higher"
title = "无名省办法"
document = "无省发〔2019〕1号"
rests_on = ["nation"]
[insurances.medical]
inclusions = [{ condition = "imprisoned", clause = "省一" }]
newborn = { months = 6, clause = "省二" }
late = { wait_days = 60, pays = "personal", clause = "省三" }
"""
NATION = """
id = "nation"
kind = "higher"
title = "全国办法"
document = "国发〔2018〕1号"
[insurances.medical]
exclusions = [
  { condition = "insured_elsewhere", clause = "三", handled_by = "不得重复参保" },
  { condition = "imprisoned", clause = "四", handled_by = "由监狱办理" },
]
late = { wait_days = 30, clause = "五" }
[insurances.pension]
eligibility = { min_age = 18, clause = "六" }
"""


def documents(**texts: str) -> dict[str, HigherDocument]:
    given = {"city": CITY, "province": PROVINCE, "nation": NATION, **texts}
    return {name: parse_higher(text, f"{name}.toml") for name, text in given.items()}


def rested(text: str = NOTICE, **texts: str) -> Notice:
    return parse_notice(text, "nowhere.toml", documents(**texts).__getitem__)


def test_the_notice_itself_decides_where_it_speaks() -> None:
    answer = quote(rested(), on="2021-10-01", is_in_service=True)
    assert refusal(answer) == "in_service" and answer.clauses == ("一",)


def test_the_nearest_document_that_speaks_decides_and_is_cited() -> None:
    """The province lets prisoners in, whom the nation excludes."""
    assert quote(rested(), on="2021-10-01", is_imprisoned=True).due_now_fen == 300_00
    elsewhere = quote(rested(), on="2021-10-01", elsewhere=True)
    assert refusal(elsewhere) == "insured_elsewhere"
    assert elsewhere.clauses == ("国发〔2018〕1号 三",)
    assert elsewhere.refused is not None and "国发〔2018〕1号 三" in elsewhere.refused.message


def test_rule_by_rule_each_from_its_own_document() -> None:
    rules = rested().insurances["medical"]
    assert [each.clause for each in rules.newborns] == ["无市发〔2020〕1号 市二"]
    assert [each.clause for each in rules.lates] == ["无省发〔2019〕1号 省三"]
    late = quote(rested(), on="2022-02-01")
    assert late.late and str(late.benefit_from) == "2022-04-02"
    assert "无省发〔2019〕1号 省三" in late.clauses


AGES = """
[insurances.pension]
eligibility = [
  { min_age = 16, max_age = 59, clause = "六" },
  { born_from = 1950-01-01, clause = "七" },
]
"""
PENSION = """
[insurances.pension]
levy_year = 2022
clause = "二"
window = { opens = 2021-09-01, closes = 2021-12-31, clause = "四" }
tiers = { amounts_yuan = [100], clause = "二" }
"""


@for_each(
    "own, found",
    [
        ("", ["16 59", "- -"]),
        ('eligibility = { min_age = 18, clause = "五" }', ["18 -", "- 59", "- -"]),
        ('eligibility = { born_from = 1962-01-01, clause = "五" }', ["- -", "16 -"]),
        ('eligibility = { min_age = 18, max_age = 50, clause = "五" }', ["18 50"]),
    ],
)
def test_of_ages_only_the_bound_that_is_not_said_yet_is_borrowed(
    own: str, found: list[str]
) -> None:
    nation = NATION.partition("[insurances.pension]")[0] + AGES
    rules = rested(NOTICE + PENSION + own, nation=nation).insurances["pension"]
    bounds = [f"{each.min_age or '-'} {each.max_age or '-'}" for each in rules.bounds]
    assert bounds == found


def test_a_document_adds_no_insurance_that_the_notice_does_not_collect() -> None:
    assert set(rested().insurances) == {"medical"}


def test_where_all_are_silent_the_payer_is_protected() -> None:
    answer = quote(rested(), on="2021-10-01", in_school=True)
    assert refusal(answer) == "in_school" and 8 in answer.interpretations
    assert silent_points(rested()) == ("城乡居民医疗保险在校学生",)


def test_a_document_comes_before_those_it_rests_on_however_they_are_named() -> None:
    found = documents()
    for named in (["city", "nation"], ["nation", "city"], ["nation", "province", "city"]):
        order = resting_order(named, found.__getitem__)
        assert [each.id for each in order] == ["city", "province", "nation"]


@for_each(
    "changed, circle",
    [
        ({"nation": NATION.replace("[ins", 'rests_on = ["city"]\n[ins', 1)}, "city、province"),
        ({"province": PROVINCE.replace('["nation"]', '["city"]')}, "city、province、city"),
    ],
)
def test_a_circle_is_refused_in_one_line(changed: dict[str, str], circle: str) -> None:
    with pytest.raises(BadInput, match="rests_on：文件互相依据，转成了圈") as bad:
        rested(**changed)
    assert circle in bad.value.message and bad.value.message.startswith("nowhere.toml：")


def test_a_document_that_rests_on_itself_is_refused() -> None:
    with pytest.raises(BadInput, match="文件不能依据自己"):
        documents(nation=NATION.replace("[ins", 'rests_on = ["nation"]\n[ins', 1))


def test_an_unknown_document_is_named_with_those_there_are() -> None:
    with pytest.raises(BadInput, match=r"没有上级文件“nation”，可用：.*guofa-2014-8"):
        parse_notice(NOTICE, "nowhere.toml")


@for_each(
    "wrong, named",
    [
        (("kind", "sort"), "不认识的键 sort"),
        (('clause = "三"', 'clause = ""'), "没有写明条款出处"),
        (('"insured_elsewhere"', '"imprisoned"'), "同一情形有两条规定"),
        (("medical", "dental"), "不认识的险种"),
    ],
)
def test_a_fault_of_a_document_is_named(wrong: tuple[str, str], named: str) -> None:
    with pytest.raises(BadInput, match=f"nation.toml：.*{named}"):
        documents(nation=NATION.replace(*wrong))


def test_documents_stand_beside_the_notice_or_come_with_the_program(tmp_path: Path) -> None:
    path = tmp_path / "nowhere.toml"
    path.write_text(NOTICE.replace('"nation"', '"guofa-2016-3"'), encoding="utf-8")
    (tmp_path / "higher").mkdir()
    (tmp_path / "higher" / "city.toml").write_text(CITY, encoding="utf-8")
    (tmp_path / "province.toml").write_text(
        PROVINCE.replace('["nation"]', '["guofa-2016-3"]'), encoding="utf-8"
    )
    answer = quote(read_notice(path), on="2021-10-01", elsewhere=True)
    assert answer.clauses == ("国发〔2016〕3号 二(一)",)
    before = source_of(path)
    (tmp_path / "higher" / "city.toml").write_text(CITY.replace("3", "4"), encoding="utf-8")
    assert source_of(path) != before, "what is kept of a notice counts with every text"


@for_each("notice", ALL_NOTICES)
def test_the_notices_rest_on_the_documents_of_their_insurances(notice: str) -> None:
    """From 2025 on medical insurance rests on the document of the waits, and that on the other."""
    found = load_notice(notice)
    medical = "guofa-2016-3" if found.insurances["medical"].levy_year < 2025 else "guobanfa-2024-38"
    wanted = {"pension": "guofa-2014-8", "medical": medical}
    assert set(found.rests_on) == {wanted[each] for each in found.insurances if each in wanted}


@for_each("insurance, told", [("medical", "elsewhere"), ("pension", "elsewhere")])
@for_each("notice", ["songyang-2020", "yiwu-2020"])
def test_nobody_is_insured_twice(notice: str, insurance: str, told: str) -> None:
    """国发〔2016〕3号 二(一), 国发〔2014〕8号 三: neither notice speaks of it."""
    answer = quote(notice, insurance, on="2020-11-20", elsewhere=True)
    assert refusal(answer) == "insured_elsewhere"
    assert answer.refused is not None and answer.refused.override == "none"
    assert any(each.startswith("国发〔20") for each in answer.clauses)


def test_a_child_pays_no_pension_in_songyang() -> None:
    answer = quote("songyang-2020", "pension", on="2020-11-20", born="2013-05-01")
    assert refusal(answer) == "too_young" and "国发〔2014〕8号 三" in answer.clauses


@for_each("identifier", higher_ids())
def test_every_document_of_the_program_says_what_it_is_and_where_it_is_from(
    identifier: str,
) -> None:
    document = load_higher(identifier)
    assert (document.id, document.kind) == (identifier, "higher")
    assert document.document and document.title and document.issued
