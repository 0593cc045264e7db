"""How the characters of a person's name may be read, as pinyin without tones.

Readings are lower-case ASCII; ü is written both ways a clerk types it, ``v`` and ``u``
(吕: ``lv`` and ``lu``). A surname has readings of its own, which no dictionary puts
first (单 shan, 仇 qiu, 区 ou); all that are plausible count, because the clerk may not
know the person. The dictionary is ``readings.txt``, made from pypinyin's (MIT), of which
loading takes 0.3 s and 60 MB: a line for all characters that are read alike, in a text that
is searched as it is.
"""

from functools import cache
from pathlib import Path

Readings = tuple[str, ...]
"""The readings of one character, likeliest first; empty if it has none."""

_GIVEN_NAME_READINGS = 2

_SPECIAL = (
    "曾 zeng,ceng 单 shan,dan 解 xie,jie 仇 qiu,chou 区 ou,qu 查 zha,cha 朴 piao,pu "
    "翟 zhai,di 乐 yue,le 盖 gai,ge 员 yun,yuan 种 chong,zhong 召 shao,zhao 宓 mi,fu "
    "缪 miao,mou 黑 he,hei 折 she,zhe 逄 pang 覃 qin,tan 任 ren 华 hua 纪 ji 燕 yan "
    "葛 ge 哈 ha 过 guo 隗 wei,kui 洗 xian,xi 冼 xian,xi 瞿 qu 晁 chao 幺 yao 么 yao "
    "牟 mou,mu 郗 xi,chi 谌 chen,shen 车 che,ju 秘 bi,mi 繁 po,fan 都 du,dou 贾 jia,gu "
    "祭 zhai,ji 撒 sa 曲 qu 冯 feng,ping 宁 ning 石 shi 佴 nai 俞 yu,shu 阚 kan 臧 zang "
    "藏 zang,cang 薄 bo,bao 莘 shen,xin 能 nai,neng 句 gou,ju 那 na 褚 chu 圈 juan,quan "
    "番 pan,fan 粘 nian,zhan 郇 xun,huan 郄 qie,xi 乜 nie,mie 撖 han 贲 ben,bi 令 ling "
    "尉 wei,yu 长 zhang,chang 盛 sheng,cheng 适 kuo,shi 角 jue,jiao 甪 lu 蔚 yu,wei "
    "六 lu,liu 卜 bu 柏 bai,bo 乾 qian,gan 南 nan,na 朝 chao,zhao 厍 she 仉 zhang 芈 mi "
    "訾 zi 妫 gui 爨 cuan 殳 shu 逯 lu 睢 sui 眭 sui 郏 jia 綦 qi 亓 qi 麴 qu 酆 feng "
    "晟 cheng,sheng 戴 dai 占 zhan 广 guang 兴 xing 万 wan 谷 gu 洪 hong 冉 ran 仡 ge,yi"
)
"""Surnames and their readings, the special one first; the dictionary's others come after."""

_ONE_READING = frozenset(
    "王吴朱许邓彭董潘蔡余于杜叶丁任姚沈陆汪石夏方白尹陶郝万莫汤阮詹祁卞卜戚臧祝艾谷占"
    "华纪燕葛哈过撒曲宁屈殷冉涂鞠其那褚令广洪戴兴谢孔向严常庞傅段龙"
)
"""Surnames of which only the first reading is alive. Without this every 王 would answer
to ``yu`` and every 叶 to ``xie``, and a list of twenty would be full of them."""

_COMPOUND = (
    "尉迟 yu,wei/chi 万俟 mo,wan/qi,si 单于 chan/yu 长孙 zhang,chang/sun 澹台 tan,dan/tai "
    "令狐 ling/hu 乐正 yue,le/zheng 子车 zi/ju,che 宰父 zai/fu 夹谷 jia/gu 谷梁 gu/liang "
    "拓跋 tuo/ba 吐谷浑 tu/yu,gu/hun 相里 xiang/li 角里 lu,jiao/li 甪里 lu/li 句龙 gou,ju/long "
    "冒顿 mo,mao/du,dun 阿史那 a/shi/na 贺若 he/ruo 亓官 qi/guan 巫马 wu/ma 鲜于 xian/yu "
    "仲长 zhong/chang,zhang 褚师 chu/shi 闾丘 lv,lu/qiu 濮阳 pu/yang 皇甫 huang/fu"
)
"""Compound surnames with readings that their characters do not have alone. The others
(欧阳, 司马, 上官, 诸葛) need no entry: their characters are read as everywhere."""


@cache
def character_readings(character: str, is_surname: bool) -> Readings:
    """Return how one character may be read, likeliest first; empty if nobody knows.

    A surname has all its plausible readings, another character at most two, each with
    its ``u`` spelling if it has ü. A Latin letter or digit reads as itself. Rare
    characters that the dictionary does not know have no reading and are no error.
    """
    if character.isascii():
        return (character,) if character.isalnum() else ()
    known = _dictionary_readings(character)
    if not is_surname:
        return _with_u(known[:_GIVEN_NAME_READINGS])
    readings = _special().get(character, known[:1])
    return _with_u(readings if character in _ONE_READING else _distinct(*readings, *known))


def readings_of(name: str) -> list[Readings]:
    """Return the readings of each character of a name that has one, in order.

    ``name`` has no spaces or middle dots. The surname is taken to be a known compound
    surname the name starts with, and also the first character: 单于 is read ``chanyu``,
    and 单 still ``shan`` and ``dan``. Characters without a reading are left out.
    """
    readings = [character_readings(character, False) for character in name]
    if name:
        readings[0] = character_readings(name[0], True)
    for position, special in enumerate(_compound_readings(name)):
        readings[position] = _distinct(*_with_u(special), *readings[position])
    return [each for each in readings if each]


def _compound_readings(name: str) -> tuple[Readings, ...]:
    compounds = _compound()
    for length in (2, 3):
        if len(name) > length and name[:length] in compounds:
            return compounds[name[:length]]
    return ()


def _dictionary_readings(character: str) -> Readings:
    """Return all readings of a character: they begin the line in which it stands."""
    text = _dictionary()
    place = text.find(character)
    if place < 0:
        return ()
    line = text.rfind("\n", 0, place) + 1
    return tuple(text[line : text.index(" ", line)].split(","))


@cache
def _dictionary() -> str:
    return (Path(__file__).parent / "readings.txt").read_text(encoding="utf-8")


def _with_u(readings: Readings) -> Readings:
    return _distinct(*readings, *(each.replace("v", "u") for each in readings if "v" in each))


def _distinct(*readings: str) -> Readings:
    return tuple(dict.fromkeys(readings))


@cache
def _special() -> dict[str, Readings]:
    words = _SPECIAL.split()
    return {
        character: tuple(readings.split(","))
        for character, readings in zip(words[::2], words[1::2], strict=True)
    }


@cache
def _compound() -> dict[str, tuple[Readings, ...]]:
    words = _COMPOUND.split()
    return {
        surname: tuple(tuple(each.split(",")) for each in readings.split("/"))
        for surname, readings in zip(words[::2], words[1::2], strict=True)
    }
