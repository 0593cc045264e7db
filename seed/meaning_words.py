"""Words by which offices say who counts and who does not, and what a heading is about. Data.

Headings and cells are compared as ``header_key`` writes them: plain width, no spaces.
"""

import re
from typing import Literal

Group = Literal["died", "left", "stopped", "void", "absent"]
"""Why somebody does not count: dead; gone from the place; no longer in it; a row that was taken
back; not in it so far."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


OUT: dict[Group, frozenset[str]] = {
    "died": _words("死亡 已故 亡故 去世 过世 逝世 病故 病逝 身故 身亡 殁 离世 死 亡"),
    "left": _words("""
迁出 迁走 外迁 转出 调出 移出 划出 销户 注销 吊销 注销户口 户口注销 户籍注销 户口迁出 迁离
迁移
"""),
    "stopped": _words("""
停发 停保 停缴 停止 暂停 停享 停用 停 终止 中止 中断 取消 退出 退保 脱保 断保 减员 减少 清退
清除 剔除 核减 失效 过期 到期 暂缓 冻结 解除 离职 离岗 解聘 辞退
毕业 结业 肄业 退学 离校
"""),
    "void": _words("作废 无效 撤销 撤消 失败 已退费 退费 冲正 红冲 作废件"),
    "absent": _words("不符合 不合格 不通过 未通过 不予通过 未批准 不批准"),
}

COUNTS = _words("""
在享 在册 在保 在岗 在职 在用 在校 在读 在籍 在世
健在 生存 存活 正常 有效 生效 启用 参保 正常参保 参保缴费
已参保 续保 享受 享受中 在享受 正在享受 已享受 享受待遇 发放 发放中 已发放 正常发放 新增
新增人员 增员 增加 新参保 新进 恢复 恢复发放 继续享受 通过 审核通过 已通过 合格 复审通过
年审通过 缴费 已缴 已缴费 已交 正常缴费 续缴 成功 无变化 不变 无变动
""")
"""Words that say he counts."""

NOUNS = _words("参保 享受 发放 保障 待遇 缴费 低保 救助 享受待遇 在享 在册 在保 供养 缴纳 缴 交费")
"""What one may be in or get: with an out word beside it, it is what stopped."""

NOT_YET = ("未", "没有", "没", "不再", "不", "非", "无")
"""Before a noun: not in it. Before a word that says out they turn it round, which is asked."""

FILLING = re.compile(
    r"因病|自然|人员|对象|状态|户口|户籍|本人|该人|此人|疾病|生病|外地|[县区镇市省]外|外[县省市]|"
    r"[本上]月|城乡|居民|医保|社保|养老|保险|资格|手续|办理|已经|"
    r"[年月日号起止时已于了因自从由被其证]|\d+|[\s,，、;；:：。.()（）\[\]/\-—_~至·]"
)
"""What may stand beside a word without changing what it says."""

KIN = re.compile(
    r"^(其|该户)?(户主|配偶|丈夫|妻子?|老伴|爱人|父母?亲?|母亲?|爸爸?|妈妈?|儿子?|女儿?|子女|"
    r"长子|次子|"
    r"爷爷|奶奶|祖父|祖母|外公|外婆|哥哥?|弟弟?|姐姐?|妹妹?|监护人|公公|婆婆|双亲|夫)"
)
"""A remark that begins so speaks of somebody else."""

YES = _words("是 有 对 y yes 1 √ ✓ ✔ true")
NO = _words("否 无 不 没有 未 n no 0 × ✗ ✘ x false 空 - -- / — 不是")
NOTHING = _words("无 - -- / — 空 没有 无备注 \\ 0")

SEVERE = re.compile(r"(?<!非)重度|[一二壹贰12]级|^[一二12ⅰⅱ]$|^i{1,2}级?$|[ⅰⅱ]级")
NOT_SEVERE = re.compile(
    r"非重度|中度|轻度|[三四叁肆34]级|^[三四34ⅲⅳ]$|^(?:iii|iv)级?$|[ⅲⅳ]级|未[评定]级"
)
"""Grades of disability: one and two are severe."""

KINDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(words))
    for name, words in (
        ("低保边缘", "低保边缘|低边|低收入"),
        ("低保", "低保|最低生活保障"),
        ("兜底", "兜底"),
        ("特困", "特困|五保"),
        ("三无", "三无"),
        ("事实孤儿", "事实(无人抚养|孤儿)"),
        ("孤儿", "孤儿"),
        ("重度残疾", "重度残疾|重残|一二级残疾"),
        ("残疾", "残疾|残障"),
        ("监测", "监测|三类(户|人员|对象)|突发严重困难|边缘易致贫|脱贫不稳定"),
        ("建档立卡", "建档立卡|脱贫|贫困(户|人口|人员)"),
        ("优抚", "优抚|烈属|复员|伤残军人|参战|退役"),
        ("独女", "独女|双女|两女|计生|计划生育"),
        ("精简退职", "精简|退职"),
        ("少数民族", "少数民族"),
        ("高龄", "高龄|岁以上"),
    )
)
"""Kinds of people in hardship whatever the notice calls them, the narrower first."""

SUBDIVISION = re.compile(
    r"[a-e甲乙丙丁一二三四五六1-6](类|档|级|等|类别)(对象|人员|户|家庭)?|[a-e]|"
    r"非?常补(对象|人员|户)?|重点(保障)?(对象|户)?|一般(保障)?(对象|户)?|普通|"
    r"(分散|集中)(供养|安置)?(对象|人员)?|(全|半|部分)?(自理|护理|失能)|"
    r"(肢体|视力|听力|言语|智力|精神|多重)(残疾)?|整户保?|单人[户保]?|整户保障|单人保障|"
    r"户主|成员|家庭成员|本人|(城镇|城市|农村|城乡)(居民|户|人口)?"
)
"""Kinds that only divide the people of one category."""

ABOUT_ELSE = re.compile(
    r"婚姻|婚否|家庭|经济|收入|生活|财产|赡养|健康|身体|学历|文化|政治|就业|务工|职业|住房|房屋|居住|劳动能力|户[口籍]性质|"
    r"户口类[型别]|民族|生育|卡|账户|账号|帐号|银行|证件|证照|手机|电话|联系|采集|照片|性别|"
    r"学校|年级|单位"
)
"""Headings of columns that say something else of a person: only a death in them is asked about."""

QUESTION = re.compile(r"是否|能否|标志|标识|^有无|吗$")
STATE = re.compile(
    r"状态|状况|动态|变动|异动|增减|减增|变更|标志|标识|"
    r"(享受|发放|待遇|参保|保障|人员|生存|在册|在保|户籍|缴费|领取|存活|复核|审核|核查|核实)"
    r"(情况|结果)"
)
GRADE_HEADING = re.compile(r"(残疾|伤残)?(等级|级别)|残级")
KIND = re.compile(r"类别|类型|种类|属性|性质|类$")
REMARK = re.compile(r"备注|说明|原因|附注|备考|情况|意见|结果|事由|^注$")
DAY = re.compile(r"日期|时间|年月|日$")
