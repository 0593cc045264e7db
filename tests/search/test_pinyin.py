from pathlib import Path

from pypinyin import Style
from pypinyin import pinyin as read_as
from pypinyin.pinyin_dict import pinyin_dict

from models.search import pinyin
from models.search.pinyin import character_readings, readings_of
from tests.cases import for_each


@for_each(
    "surname, first, others",
    [
        ("曾", "zeng", {"ceng"}),
        ("单", "shan", {"dan"}),
        ("解", "xie", {"jie"}),
        ("仇", "qiu", {"chou"}),
        ("区", "ou", {"qu"}),
        ("查", "zha", {"cha"}),
        ("朴", "piao", {"pu"}),
        ("翟", "zhai", {"di"}),
        ("乐", "yue", {"le"}),
        ("盖", "gai", {"ge"}),
        ("员", "yun", {"yuan"}),
        ("种", "chong", {"zhong"}),
        ("召", "shao", {"zhao"}),
        ("宓", "mi", {"fu"}),
        ("缪", "miao", {"mou"}),
        ("黑", "he", {"hei"}),
        ("折", "she", {"zhe"}),
        ("覃", "qin", {"tan"}),
        ("隗", "wei", {"kui"}),
        ("洗", "xian", {"xi"}),
        ("冼", "xian", {"xi"}),
        ("牟", "mou", {"mu"}),
        ("郗", "xi", {"chi"}),
        ("谌", "chen", {"shen"}),
        ("车", "che", {"ju"}),
        ("秘", "bi", {"mi"}),
        ("繁", "po", {"fan"}),
        ("都", "du", {"dou"}),
        ("贾", "jia", {"gu"}),
        ("祭", "zhai", {"ji"}),
        ("冯", "feng", {"ping"}),
        ("俞", "yu", {"shu"}),
        ("阚", "kan", set()),
        ("幺", "yao", set()),
        ("晁", "chao", set()),
        ("逄", "pang", set()),
        ("佴", "nai", set()),
        ("瞿", "qu", set()),
        ("吕", "lv", {"lu"}),
    ],
)
def test_a_surname_has_its_own_reading_first_and_the_misreadings_too(
    surname: str, first: str, others: set[str]
) -> None:
    readings = character_readings(surname, True)
    assert readings[0] == first
    assert others <= set(readings)


@for_each("surname", "王许叶夏白方于任石华纪燕葛哈过撒曲宁")
def test_a_surname_with_one_living_reading_has_no_other(surname: str) -> None:
    assert len(character_readings(surname, True)) == 1


@for_each(
    "name, spelt",
    [
        ("欧阳锋", "ou yang feng"),
        ("司马光", "si ma guang"),
        ("上官婉", "shang guan wan"),
        ("诸葛亮", "zhu ge liang"),
        ("尉迟恭", "yu chi gong"),
        ("万俟卨", "mo qi xie"),
        ("单于飞", "chan yu fei"),
        ("长孙皇", "zhang sun huang"),
        ("令狐冲", "ling hu chong"),
        ("澹台灭", "tan tai mie"),
        ("皇甫嵩", "huang fu song"),
        ("闾丘露", "lv qiu lu"),
        ("吐谷浑明", "tu yu hun ming"),
    ],
)
def test_the_likeliest_reading_of_a_compound_surname(name: str, spelt: str) -> None:
    assert [ways[0] for ways in readings_of(name)] == spelt.split()


def test_a_compound_surname_may_also_be_a_plain_one() -> None:
    assert readings_of("尉迟恭")[0][:2] == ("yu", "wei")
    assert {"chan", "shan", "dan"} <= set(readings_of("单于飞")[0])


def test_two_characters_are_a_surname_and_a_given_name() -> None:
    assert readings_of("令狐") == [
        character_readings("令", True),
        character_readings("狐", False),
    ]
    assert readings_of("单于")[0][0] == "shan"


def test_a_given_name_character_has_its_two_first_readings() -> None:
    assert character_readings("乐", False) == ("le", "yue")
    assert character_readings("行", False) == ("xing", "hang")
    assert character_readings("国", False) == ("guo",)


def test_u_umlaut_is_written_both_ways() -> None:
    assert set(character_readings("绿", False)) == {"lv", "lu"}
    assert set(character_readings("略", False)) == {"lve", "lue"}


def test_rare_characters_have_a_reading_or_none_and_never_fail() -> None:
    assert character_readings("䶮", False) == ("yan",)
    assert character_readings("㛃", False) == ("jie",)
    assert character_readings("𬱖", False) in {("di",), ()}
    assert character_readings("\U000323ae", False) == ()
    assert readings_of("王\U000323ae") == [("wang",)]


def test_letters_read_as_themselves_and_the_empty_name_has_no_readings() -> None:
    assert readings_of("阿q")[1] == ("q",)
    assert readings_of("") == []


def test_every_reading_is_plain_lower_case_ascii() -> None:
    for character in "嗯欸呣哼噷黄女〇":
        for is_surname in (True, False):
            for reading in character_readings(character, is_surname):
                assert reading.isascii()
                assert reading.isalpha()
                assert reading == reading.lower()


def test_the_dictionary_is_pypinyins() -> None:
    """Every character that it reads, read as it reads it; nothing else."""
    lines = (Path(pinyin.__file__).parent / "readings.txt").read_text("utf-8").splitlines()
    kept = {
        character: tuple(readings.split(","))
        for readings, characters in (line.split(" ") for line in lines if line[0] != "#")
        for character in characters
    }
    assert len(kept) > 40_000
    assert kept == {
        character: known
        for character in map(chr, pinyin_dict)
        if not character.isascii() and (known := _read(character))
    }


def _read(character: str) -> tuple[str, ...]:
    found = read_as(character, style=Style.NORMAL, heteronym=True, errors="ignore")
    readings = found[0] if found else []
    return tuple(dict.fromkeys(each for each in readings if each.isascii() and each.isalpha()))
