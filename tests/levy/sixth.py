"""A sixth notice, of a county that does not exist, with rules unlike those of the five.

A fixed co-payment, two tiers of medical with other subsidies in each, a category with an
upper age, and three months' wait for late payers. Its table follows a published one of
the kind: 一档 400, 二档 775.
"""

HEAD = """\
id = "sixth-2025"
title = "无名区2025年度城乡居民医疗保险征缴通知"
document = "无医保发〔2024〕1号"
locality = "无名区"
issued = 2024-09-20

"""

_CATEGORIES = (
    "特困人员", "孤儿", "重点优抚对象", "低保", "事实无人抚养儿童", "重度残疾人", "低保边缘户",
    "返贫致贫人口", "在乡复员军人", "失独老人",
)  # fmt: skip

_RULES = """
[insurances.medical]
levy_year = 2025
clause = "二"
combination_clause = "三(五)"
window = { opens = 2024-10-01, closes = 2025-02-28, clause = "四" }
late = { pays = "personal", wait_months = 3, clause = "四(二)" }
newborn = { months = 3, clause = "四(三)" }

[insurances.medical.tiers]
amounts_yuan = [400, 775]
clause = "二(一)"
"""

# category, tier, what is granted; the person pays the rest
_TABLE = (
    ("特困人员", 400, 400),
    ("孤儿", 400, 400),
    ("孤儿", 775, 400),
    ("重点优抚对象", 400, 400),
    ("重点优抚对象", 775, 400),
    ("低保", 400, 360),
    ("低保", 775, 400),
    ("重度残疾人", 400, 280),
    ("低保边缘户", 400, 280),
    ("返贫致贫人口", 400, 280),
    ("在乡复员军人", 775, 775),
)


def _subsidy(category: str, tier: int, granted: int) -> str:
    return f"""
[[insurances.medical.subsidies]]
category = "{category}"
clause = "三"
tier_yuan = {tier}
shares = [{{ funder = "医疗救助", settlement = "remitted", amount_yuan = {granted} }}]
"""


_OTHERS = """
[[insurances.medical.subsidies]]
category = "事实无人抚养儿童"
clause = "三(二)"
tier_yuan = 400
below_age = 18
shares = [{ funder = "民政", settlement = "remitted", rate = "100%" }]

[[insurances.medical.subsidies]]
category = "失独老人"
clause = "三(三)"
from_age = 60
co_payment_yuan = 50
shares = [
  { funder = "计生", settlement = "waived", rate = "50%" },
  { funder = "财政", settlement = "waived", part = "rest" },
]
"""


def _example(title: str, tier: int, expect: str, *more: str, born: str = "1990-05-05") -> str:
    lines = "\n".join(more)
    return f"""
[[examples]]
title = "{title}"
insurance = "medical"
born = {born}
on = 2024-11-11
tier_yuan = {tier}
{lines}
expect = {{ {expect} }}
"""


_EXAMPLES = [
    _example("普通一档", 400, "due_now_yuan = 400, benefit_from = 2025-01-01"),
    _example("普通二档", 775, "due_now_yuan = 775"),
    *(
        _example(
            f"{category}选 {tier} 档",
            tier,
            f'subsidy_yuan = {granted}, due_now_yuan = {tier - granted}, category = "{category}"',
            f'categories = ["{category}"]',
        )
        for category, tier, granted in _TABLE
    ),
    _example(
        "差一天满 18 周岁的事实无人抚养儿童", 400, "due_now_yuan = 0",
        'categories = ["事实无人抚养儿童"]', born="2006-11-12",
    ),
    _example(
        "满 18 周岁当天不再享受", 400, "due_now_yuan = 400",
        'categories = ["事实无人抚养儿童"]', born="2006-11-11",
    ),
    _example(
        "60 周岁起失独老人自付 50 元", 400, 'due_now_yuan = 50, category = "失独老人"',
        born="1964-11-11",
    ),
    _example(
        "失独老人选二档也自付 50 元", 775, "subsidy_yuan = 725, due_now_yuan = 50",
        born="1964-11-11",
    ),
]  # fmt: skip

SIXTH = (
    HEAD
    + "".join(f'[[categories]]\nname = "{name}"\nclause = "三"\n\n' for name in _CATEGORIES)
    + _RULES
    + "".join(_subsidy(*row) for row in _TABLE)
    + _OTHERS
    + "".join(_EXAMPLES)
)
