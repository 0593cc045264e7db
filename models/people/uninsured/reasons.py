"""Why somebody is not insured here: the words, how else people write them, what follows."""

import re
from dataclasses import dataclass

from models.base.text import squeeze


@dataclass(frozen=True)
class Reason:
    """A reason. ``also`` is how else it is written, words between blanks.

    ``status`` is what the roster calls it (参保情况), ``leaves`` the departure (离开) it speaks
    of. ``is_excused``: nobody is dunned for it. ``is_weak``: another reason beside it counts.
    """

    word: str
    also: str = ""
    status: str = ""
    leaves: str = ""
    is_excused: bool = False
    is_weak: bool = False


REASONS: dict[str, Reason] = {
    each.word: each
    for each in (
        Reason(
            "在校",
            "在校学生 在校生 在校大学生 学生 大学生 在读 读书 上学 上大学 读大学 在校参保 "
            "学校参保 在校已参保 大中专学生 在学",
            status="在校学生",
            is_excused=True,
        ),
        Reason(
            "职工",
            "职工医保 职工参保 职工保险 已参加职工 参加职工医保 职工社保 城镇职工 职保 单位参保 "
            "单位缴纳 单位买 公司买 厂里买 灵活就业 公务员 退休职工",
            status="职工医保",
            is_excused=True,
        ),
        Reason(
            "异地",
            "异地参保 外地参保 异地医保 外地医保 在外地参保 在外参保 外省参保 外县参保 外市参保 "
            "外乡参保 外镇参保 他地参保 别处参保 已在别处参保 外地已缴 外地已参保 "
            "户口所在地以外参保",
            status="异地参保",
            is_excused=True,
        ),
        Reason(
            "死亡未销户",
            "死亡 死了 已死 已死亡 去世 已去世 过世 已过世 亡故 已故 身故 病故 死亡未注销 "
            "死亡未消户 死亡未销户口 死亡未报",
            leaves="死亡",
            is_excused=True,
        ),
        Reason(
            "迁出",
            "已迁出 户口迁出 户口已迁 户籍迁出 迁走 外迁 转出 户口转出 出嫁 外嫁 嫁出 婚迁 婚出 "
            "出国定居 移民",
            leaves="迁出",
            is_excused=True,
        ),
        Reason(
            "服役",
            "现役 现役军人 当兵 参军 入伍 军人",
            status="现役军人",
        ),
        Reason(
            "服刑",
            "服刑人员 坐牢 监狱 在监 在押 劳改 判刑 强戒 强制戒毒",
            status="服刑人员",
        ),
        Reason(
            "失踪",
            "失联 下落不明 走失 联系不上 无法联系 找不到人 长期失联 联系不到",
        ),
        Reason(
            "拒参",
            "拒绝 拒绝参保 拒缴 拒保 不参保 不愿参保 不愿意参保 不想参保 不愿缴 不愿缴费 不愿交 "
            "不肯交 不交 不缴 不愿意 不买 放弃 自愿放弃 放弃参保 不同意",
        ),
        Reason(
            "困难",
            "经济困难 家庭困难 无力缴费 没钱 缴不起 交不起 贫困",
        ),
        Reason(
            "未出生登记",
            "未登记新生儿 新生儿 新生儿未登记 新生儿未参保 未上户 未上户口 没上户口 刚出生 新出生 "
            "未落户",
        ),
        Reason(
            "已参保",
            "已缴 已缴费 已交 已交费 已经缴费 已经交了 交了 缴了 已买 本地已参保 已参加居民医保 "
            "居民医保 已参居民 在参 已参 已在本地参保",
            is_excused=True,
            is_weak=True,
        ),
        Reason(
            "愿缴",
            "待缴 会交 会缴 愿意参保 愿意缴 愿意交 马上交 马上缴 要参保",
        ),
        Reason(
            "外出",
            "在外 外出务工 务工 打工 在外打工 外地打工 外出打工 不在家 出国",
            is_weak=True,
        ),
        Reason(
            "查无此人",
            "无此人 没有这个人 没有此人 查无 不认识 不是本村 非本村 不是本村人 不是我村 非本村人 "
            "不属本村",
        ),
        Reason(
            "其他",
            "其它 其他原因 其它原因",
        ),
    )
}
"""Every reason by its word, in the order in which a cadre chooses."""

_SIGNS = re.compile(r"[\s，。、；：？！,.;:?!()（）【】\[\]/\\|+\-—_\"'“”‘’]+")
_EXACT = {name: each.word for each in REASONS.values() for name in (each.word, *each.also.split())}
_WITHIN = sorted((name for name in _EXACT if name != "其他"), key=len, reverse=True)
_ENDED = (
    "退伍", "退役", "毕业", "离职", "辞职", "失业", "停保", "断保", "刑满", "释放", "出狱", "迁回",
    "迁入", "转回", "回来", "曾", "原来", "以前", "之前", "去年", "可能", "好像", "不清楚", "不知",
    "估计", "听说", "待查", "待核", "下半年", "明年", "准备", "打算", "如果",
)  # fmt: skip
_KIN = re.compile(
    r"[父母爸妈爷奶公婆夫妻兄弟姐妹哥嫂儿孙娘爹叔伯姑舅姨]|老公|老婆|女儿|儿子|家人|家属|其子|其女"
)
_DENIED = re.compile(r"(?:未|没有?|不是?|无|非|否|别)(?:在|有|被|曾)?$")


def reason_of(text: str) -> str:
    """Return the reason that a cell means; empty where it is not certain.

    The words and their aliases count as they stand. Within a sentence they count where nothing
    in it denies them, says that it is over, doubts it or speaks of somebody else of the family.
    """
    plain = _SIGNS.sub("", squeeze(text))
    if plain in _EXACT:
        return _EXACT[plain]
    rest = plain
    found: list[str] = []
    for name in _WITHIN:
        at = rest.find(name)
        if at < 0:
            continue
        if _DENIED.search(rest[:at]):
            return ""
        found.append(_EXACT[name])
        rest = rest[:at] + "\0" + rest[at + len(name) :]
    if any(word in rest for word in _ENDED) or _KIN.search(rest):
        return ""
    strong = {each for each in found if not REASONS[each].is_weak} or set(found)
    return strong.pop() if len(strong) == 1 else ""


def is_excused(reason: str) -> bool:
    """Whether nobody who has this reason is dunned."""
    return reason in REASONS and REASONS[reason].is_excused
