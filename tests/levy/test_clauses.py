"""Every rule stands under the clause of the notice it comes from, written down independently."""

from typing import Any

from models.levy.notice import InsuranceRules, Notice
from seed.notice_file import load_notice
from tests.cases import for_each
from tests.levy.asking import ALL_NOTICES, quote

PENSION_BASE = """
· pension.eligibility 国发〔2014〕8号_三 · pension.eligibility.2 国发〔2014〕8号_七
· pension.in_school 国发〔2014〕8号_三 · pension.insured_elsewhere 国发〔2014〕8号_三
"""
PENSION_BEGINS = "· pension.eligibility.2 国发〔2014〕8号_七"
MEDICAL_BASE = """
· medical.in_school 国发〔2016〕3号_二(一) · medical.insured_elsewhere 国发〔2016〕3号_二(一)
"""
MEDICAL_PUPILS = "· medical.in_school 国发〔2016〕3号_二(一)"
SONGYANG_PENSION = "pension 三(一) · pension.window 四 · pension.tiers 三(一)"
SONGYANG_MEDICAL = """
medical 三(二) · medical.window 四 · medical.standard 三(二) · medical.combination 三(七)
· medical.城镇三无对象 三(三) · medical.重点优抚对象 三(三) · medical.五保户 三(三)
· medical.低保 三(三) · medical.低边 三(三) · medical.六十年代精简退职人员 三(三)
· medical.少数民族 三(四) · medical.残疾人员 三(五) · medical.事实无人抚养儿童 三(六)
"""
YIWU = """
pension 二(二) · pension.window 二(一) · pension.tiers 二(二) · pension.eligibility 二(二)
· pension.in_school 三(二) · pension.低保 二(二) · pension.特困人员 二(二)
· pension.残疾人 二(二) · pension.低保边缘户 二(二)
· medical 二(二) · medical.window 二(一) · medical.standard 二(二) · medical.in_school 三(二)
· medical.低保 二(二) · medical.特困人员 二(二) · medical.残疾人 二(二) · medical.低保边缘户 二(二)
· critical_illness 二(二) · critical_illness.window 二(一) · critical_illness.standard 二(二)
· critical_illness.in_school 三(二)
"""
YIWU_BASE = """
· pension.insured_elsewhere 国发〔2014〕8号_三 · medical.insured_elsewhere 国发〔2016〕3号_二(一)
· critical_illness.insured_elsewhere 三(二)
"""
LENGSHUITAN = """
pension 二 · pension.window 二 · pension.tiers 二 · pension.eligibility 参保范围(一)
· pension.in_school 参保范围(一) · pension.insured_elsewhere 参保范围(一)
· pension.建档立卡贫困人口 一(一) · pension.低保 一(一) · pension.特困供养人员 一(一)
· pension.重度残疾人 一(一)
· medical 二 · medical.window 二 · medical.standard 二 · medical.in_school 参保范围(三)
· medical.insured_elsewhere 参保范围(四) · medical.特困供养人员 参保范围(六)
· medical.社会保障兜底脱贫对象 参保范围(六) · medical.低保 参保范围(六)
· medical.建档立卡贫困人口 参保范围(六)
"""
WEIDONG = """
pension 二(二) · pension.window 三 · pension.tiers 二(二) · pension.eligibility 二(一)
· pension.in_school 二(一) · pension.insured_elsewhere 二(一)
· medical 二(二) · medical.window 三 · medical.standard 二(二) · medical.insured_elsewhere 二(一)
"""
XIAOXUE = """
medical 二 · medical.window 四 · medical.standard 二 · medical.newborn 三(一) · medical.late 三(一)
· medical.insured_elsewhere 一 · medical.in_school 一 · medical.低保 三(一) · medical.五保 三(一)
· medical.城镇三无 三(一) · medical.孤儿 三(一) · medical.重度残疾人 三(一)
· medical.70周岁以上老人 三(一) · medical.建档立卡贫困人口 三(一) · medical.独女户父母 三(一)
· medical.双女户父母 三(一)
"""
GUANGZHOU = """
medical 一 · medical.window 三 · medical.standard 二(二) · medical.newborn 四(二) · medical.late 三
· medical.insured_elsewhere 七(一) · medical.in_school 一(一) · medical.医疗救助对象 五_表5
"""
FUZHOU = """
medical 闽侯通告_一 · medical.window 一(一) · medical.standard 闽侯通告
· medical.newborn 闽侯通告_四 · medical.newborn.2 闽侯通告_四 · medical.late 待遇等待期
· medical.insured_elsewhere 一(一) · medical.in_school 闽侯通告_一
· medical.医疗救助对象 社会保险法_第二十五条
"""
DAYAO = """
medical 一 · medical.window 三(一) · medical.standard 二(一) · medical.combination 二(二)3
· medical.late 三(二) · medical.late.2 三(二)；龙山镇
· medical.insured_elsewhere 一 · medical.in_school 国发〔2016〕3号_二(一)
· medical.特困供养人员 二(二)1 · medical.城乡低保对象 二(二)2
· medical.丧失劳动能力的重度残疾人 二(二)2 · medical.低收入家庭成员 二(二)2
· medical.农村三级智力精神残疾人 二(二)2 · medical.事实无人抚养儿童 二(二)2
· medical.脱贫不稳定户 二(二)3 · medical.边缘易致贫户 二(二)3
· medical.突发严重困难户 二(二)3 · medical.脱贫户 二(二)3
"""
RULES = {
    "songyang-2020": f"{SONGYANG_PENSION} {PENSION_BASE} · {SONGYANG_MEDICAL} {MEDICAL_BASE}",
    "yiwu-2020": YIWU + YIWU_BASE,
    "lengshuitan-2019": LENGSHUITAN + PENSION_BEGINS,
    "weidong-2020": WEIDONG + MEDICAL_PUPILS,
    "xiaoxue-2019": XIAOXUE,
    "guangzhou-2026": GUANGZHOU,
    "fuzhou-2025": FUZHOU,
    "dayao-longjie-2025": DAYAO,
}
CATEGORIES = {
    "songyang-2020": "三(三) 三(三) 三(三) 三(三) 三(三) 三(三) 三(四) 三(五) 三(六)",
    "yiwu-2020": "二(二) 二(二) 二(二) 二(二)",
    "lengshuitan-2019": "一 一 一 二 一(一) 一(二)",
    "weidong-2020": "三(二) 三(二)",
    "xiaoxue-2019": " ".join(["三(一)"] * 9),
    "guangzhou-2026": "五_表5",
    "fuzhou-2025": "待遇等待期",
    "dayao-longjie-2025": "二(二)1" + " 二(二)2" * 5 + " 二(二)3" * 4,
}
PHASES = {
    "songyang-2020": "四(一) 四(二) 四(三) 四(四)",
    "yiwu-2020": "二(一) 二(一)",
    "lengshuitan-2019": "四(一) 四(二) 四(三)",
    "weidong-2020": "三 三 三",
    "xiaoxue-2019": "四 四 四",
    "guangzhou-2026": "三 三",
    "fuzhou-2025": "一(一) 一(一)",
    "dayao-longjie-2025": "三(一)",
}


def clauses(name: str, rules: InsuranceRules) -> dict[str, str]:
    """Return every rule of an insurance with its clause."""
    found = {name: rules.clause, f"{name}.window": rules.window.clause}
    several: dict[str, tuple[Any, ...]] = {
        "eligibility": rules.bounds,
        "newborn": rules.newborns,
        "late": rules.lates,
    }
    for part, stated in several.items():
        for place, one in enumerate(stated, 1):
            found[f"{name}.{part}" + (f".{place}" if place > 1 else "")] = one.clause
    for part in ("standard", "tiers"):
        if (rule := getattr(rules, part)) is not None:
            found[f"{name}.{part}"] = rule.clause
    if rules.combination_clause is not None:
        found[f"{name}.combination"] = rules.combination_clause
    found |= {f"{name}.{each.condition}": each.clause for each in rules.exclusions}
    found |= {f"{name}.{each.condition}": each.clause for each in rules.inclusions}
    return found | {f"{name}.{each.category}": each.clause for each in rules.subsidies}


def of_notice(notice: Notice) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, rules in notice.insurances.items():
        found |= clauses(name, rules)
    return found


@for_each("notice", ALL_NOTICES)
def test_every_rule_names_its_clause_and_there_is_no_other_rule(notice: str) -> None:
    """A borrowed rule stands under its document too."""
    expected = dict(each.split() for each in RULES[notice].split("·"))
    found = of_notice(load_notice(notice))
    assert {key: clause.replace(" ", "_") for key, clause in found.items()} == expected


@for_each("notice", ALL_NOTICES)
def test_categories_and_phases_name_their_clauses(notice: str) -> None:
    rules = load_notice(notice)
    found = [each.clause.replace(" ", "_") for each in rules.categories]
    assert found == CATEGORIES[notice].split()
    assert [each.clause for each in rules.phases] == PHASES[notice].split()


def test_goals_of_yiwu_stand_in_two_two() -> None:
    assert {each.clause for each in load_notice("yiwu-2020").goals} == {"二(二)"}


@for_each(
    "notice, channels, certified_by",
    [
        ("songyang-2020", "二(二)", "三(七)"),
        ("yiwu-2020", "三(三)", ""),
        ("lengshuitan-2019", "", ""),
        ("weidong-2020", "三", "三(二)"),
        ("xiaoxue-2019", "三(二)", "五"),
        ("guangzhou-2026", "五", ""),
        ("fuzhou-2025", "闽侯通告 二", ""),
        ("dayao-longjie-2025", "省医保局", ""),
    ],
)
def test_duties_name_their_clauses(notice: str, channels: str, certified_by: str) -> None:
    duties = load_notice(notice).duties
    assert (duties.channels_clause, duties.certified_by_clause) == (channels, certified_by)
    assert (bool(duties.channels), bool(duties.certified_by)) == (
        bool(channels),
        bool(certified_by),
    )


@for_each(
    "notice, others",
    [
        ("songyang-2020", {"六十年代精简退职人员", "少数民族"}),
        ("yiwu-2020", set()),
        ("lengshuitan-2019", set()),
        ("weidong-2020", set()),
        ("xiaoxue-2019", {"70周岁以上老人", "独女户父母", "双女户父母"}),
        ("guangzhou-2026", set()),
        ("fuzhou-2025", set()),
        ("dayao-longjie-2025", {"脱贫户"}),
    ],
)
def test_who_is_no_hardship_group(notice: str, others: set[str]) -> None:
    """Age, people and family planning are grounds for a subsidy, not hardship."""
    found = {each.name for each in load_notice(notice).categories if not each.is_hardship}
    assert found == others


@for_each(
    "notice, insurance, told, words",
    [
        ("yiwu-2020", "medical", "in_school", "教育局"),
        ("lengshuitan-2019", "medical", "in_school", "高校"),
        ("lengshuitan-2019", "medical", "elsewhere", "不得重复参保"),
        ("lengshuitan-2019", "pension", "in_school", "养老保险"),
        ("lengshuitan-2019", "pension", "elsewhere", "职工基本养老保险"),
        ("weidong-2020", "pension", "in_school", "养老保险"),
        ("weidong-2020", "pension", "elsewhere", "职工养老保险"),
        ("weidong-2020", "medical", "elsewhere", "职工医疗保险"),
        ("xiaoxue-2019", "medical", "elsewhere", "不得重复参保"),
    ],
)
def test_a_refusal_says_who_is_in_charge(
    notice: str, insurance: str, told: str, words: str
) -> None:
    opens = load_notice(notice).insurances[insurance].window.opens
    answer = quote(notice, insurance, on=str(opens), **{told: True})  # type: ignore[arg-type]
    assert answer.refused is not None and words in answer.refused.message
