"""Invented names. Any likeness to a person is chance: every name is put together by dice."""

from random import Random

SURNAMES = (
    "李王张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
    "苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史"
    "顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文单解仇区查覃翟"
)
COMPOUND_SURNAMES = ("欧阳", "上官", "司马", "尉迟")
MALE = (
    "伟强军勇明华建国平辉志刚林波宁斌海涛毅杰磊洋超鹏浩宇轩然峰山松柏川江河泉根福贵发财"
    "德顺祥和生荣金银铜铁宝玉成才良善义礼智信忠孝文武双全先锋向东爱民友仁"
)
FEMALE = (
    "芳娜敏静丽娟艳英华慧巧美云莲真环雪荣爱妹霞香月莺媛瑞凡佳嘉琼桂秀珍春夏秋冬梅兰菊竹"
    "玲珠翠雅芝萍红娥姣姿婷姗琴青倩婉娴瑾颖露瑶怡婵雁蓓纨仪荷丹蓉眉君满姣"
)
RARE = ("𬱖", "䶮", "㛃", "堃", "喆")
UYGHUR = (
    "阿依古丽·买买提江", "买买提·吐尔逊", "古丽娜尔·艾山", "阿卜杜拉·托合提",
    "热依汗古丽·阿不都热合曼",
)  # fmt: skip
_FIRST = "青白黄石竹松柳桂枫梅荷芦茶泉溪江塘岭坪垅湾桥井仓"
_SECOND = "山冲塘江坪岭湾桥田源头家口底铺井坳洞滩"


def surname(dice: Random) -> str:
    """Return a surname: common ones often, compound ones rarely."""
    if dice.random() < 0.004:
        return dice.choice(COMPOUND_SURNAMES)
    # Squaring favours the front of the list, where the common surnames are.
    return SURNAMES[int(dice.random() ** 2 * len(SURNAMES))]


def given_name(dice: Random, *, is_male: bool) -> str:
    """Return a given name of one or two characters."""
    if dice.random() < 0.002:
        return dice.choice(RARE)
    letters = MALE if is_male else FEMALE
    first = letters[dice.randrange(len(letters))]
    if dice.random() < 0.18:
        return first
    return first + letters[dice.randrange(len(letters))]


def village_names(dice: Random, count: int) -> list[str]:
    """Return distinct invented village names; the last two are communities (社区)."""
    names: dict[str, None] = {}
    while len(names) < count:
        first, second = dice.choice(_FIRST), dice.choice(_SECOND)
        if first != second:
            ending = "社区" if len(names) >= count - 2 else "村"
            names[f"{first}{second}{ending}"] = None
    return list(names)
