from hypothesis import given
from hypothesis import strategies as st

from models.search.keys import fold, household_keys, in_village, moved_key, name_keys, person_keys
from models.search.typed import is_number, name_ways, number_starts, range_of
from tests.cases import for_each

ID_NUMBER = "43110319521109001X"


def found(
    query: str, name: str = "", id_number: str = "", phone: str = "", household_number: str = ""
) -> bool:
    keys = person_keys(name, id_number, phone, 1) | household_keys(household_number)
    return any(key.startswith(start) for start in starts(query) for key in keys)


def starts(query: str) -> tuple[str, ...]:
    """How the keys begin that answer a query without blanks that mean something."""
    folded = fold(query)
    if is_number(folded):
        return number_starts(folded)
    return tuple(each.start for each in name_ways(folded)) if folded else ()


@for_each(
    "query",
    [
        "张伟国",
        "张",
        "伟国",
        "国",
        "zhangweiguo",
        "zhangwei",
        "weiguo",
        "guo",
        "zwg",
        "wg",
        "ZWG",
        "ｚｗｇ",
        "z",
        "g",
        "zhang wei guo",
        "zhang'wei'guo",
        " 张伟国 ",
        "张 伟国",
    ],
)
def test_a_name_is_found_by_its_parts_its_pinyin_and_its_initials(query: str) -> None:
    assert found(query, "张伟国")


@for_each("query", ["李", "zhangguo", "zg", "伟张", "hang", "国张", "weizhang"])
def test_a_name_is_not_found_by_what_it_is_not(query: str) -> None:
    assert not found(query, "张伟国")


@for_each(
    "name, queries",
    [
        ("单雄信", "shanxiongxin danxiongxin sxx dxx"),
        ("解晓东", "xiexiaodong jiexiaodong xxd jxd"),
        ("仇英", "qiuying chouying qy cy"),
        ("区明", "ouming quming om qm"),
        ("曾秀木", "zengxiumu cengxiumu zxm cxm"),
        ("吕布", "lvbu lubu lüb lb"),
        ("尉迟恭", "yuchigong weichigong ycg wcg"),
        ("万俟明", "moqiming mqm"),
        ("单于飞", "chanyufei shanyufei"),
        ("张乐", "zhangle zhangyue"),
        ("阿Q", "aq 阿q"),
    ],
)
def test_a_name_is_found_by_every_plausible_reading(name: str, queries: str) -> None:
    for query in queries.split():
        assert found(query, name), query


@for_each(
    "query",
    [
        "阿依古丽·买买提江",
        "阿依古丽买买提江",
        "阿依古丽.买买提",
        "阿依古丽 • 买买提江",
        "买买提",
        "江",
        "·买买提",
        "ayiguli",
        "maimaitijiang",
        "aygl",
        "mmtj",
    ],
)
@for_each("name", ["阿依古丽·买买提江", "阿依古丽买买提江"])
def test_a_name_with_a_middle_dot_is_found_with_and_without_it(name: str, query: str) -> None:
    assert found(query, name)


def test_rare_characters_are_found_by_themselves_and_the_rest_by_pinyin() -> None:
    assert found("𬱖", "王𬱖")
    assert found("yan", "刘䶮")
    assert found("\U000323ae", "王\U000323ae国")
    assert found("wangguo", "王\U000323ae国")


def test_a_latin_name_is_found_by_every_part() -> None:
    for query in ("John", "smith", "john s", "O’Brien", "obrien"):
        assert found(query, "John Smith O'Brien")


@for_each("query", [ID_NUMBER, ID_NUMBER.lower(), "4311", "001X", "1109001x", "９００１Ｘ", "1x"])
def test_an_identity_number_is_found_by_its_beginning_and_its_end(query: str) -> None:
    assert found(query, id_number=ID_NUMBER)


def test_spaces_in_a_number_do_not_matter() -> None:
    assert found("431103 1952 1109", id_number=ID_NUMBER)
    assert found("138 0013 8000", phone="13800138000")


@for_each("query", ["13800138000", "138", "8000", "138-0013-8000"])
def test_a_telephone_number_is_found_by_its_beginning_and_its_end(query: str) -> None:
    assert found(query, phone="13800138000")


@for_each("query", ["0746-8812345", "07468812345", "2345", "881-2345"])
def test_separators_in_a_telephone_number_do_not_matter(query: str) -> None:
    assert found(query, phone="0746-8812345")


@for_each(
    "number, queries",
    [
        ("431103001", "431103001 4311"),
        ("ZX-012", "zx-012 zx ｚｘ-０１２"),
        ("3-12", "3-12 3- 3"),
        ("下河村 3组12号", "下河村3组 下河"),
        ("A 12.3", "a12.3 a123"),
    ],
)
def test_a_household_number_is_found_as_typed(number: str, queries: str) -> None:
    for query in queries.split():
        assert found(query, household_number=number), query


def test_backward_keys_are_never_found_forwards() -> None:
    assert not found("x100", id_number=ID_NUMBER)
    assert not found("<x100", id_number=ID_NUMBER)
    assert starts("<") == ()


@for_each("query", ["", "   ", "　", "\t\n", "·", "\u200b", "\ud800", "'"])
def test_a_blank_query_has_no_ranges(query: str) -> None:
    assert starts(query) == ()


def test_a_text_reads_one_range_and_a_number_two() -> None:
    assert range_of("王") == ("王", "王\U0010ffff")
    assert starts("王") == ("王",) and starts("Wg") == ("wg",)
    assert starts("001X") == ("001x", "<x100")
    assert starts("3-12") == ("3-12", "312", "<213")


def test_empty_fields_have_no_keys() -> None:
    assert person_keys("", "", "", 1) == frozenset()
    assert person_keys("", "", "无", 1) == frozenset()


def test_initials_of_one_letter_are_left_out() -> None:
    assert person_keys("王", "", "", 7) == {"王", "wang", "<v7<王", "<v7<wang"}
    assert set(name_keys("王国")) == {"王国", "国", "wangguo", "guo", "wg"}


def test_a_long_or_doubtful_name_has_few_keys() -> None:
    assert len(set(name_keys("乐行长重传朝" * 30))) < 60 * 17
    assert len(set(name_keys("单乐行"))) < 40
    assert found("乐行长", "乐行长重传朝" * 30)


NAMES = st.text("王单解仇区曾吕乐行长国伟阿依古丽买提江䶮𬱖㛃〇abzXÜ·", min_size=1, max_size=12)
ID_NUMBERS = st.from_regex(r"[0-9]{17}[0-9X]", fullmatch=True)


@given(NAMES, st.data())
def test_every_part_of_a_name_finds_it(name: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(name) - 1))
    part = name[start : data.draw(st.integers(start + 1, len(name)))]
    assert found(part, name) or not part.strip("·")


@given(ID_NUMBERS, st.integers(4, 18))
def test_every_beginning_and_end_of_a_number_finds_it(id_number: str, length: int) -> None:
    assert found(id_number[:length], id_number=id_number)
    assert found(id_number[-length:], id_number=id_number)


@given(st.text(), st.text(), st.text(), st.text())
def test_any_text_has_keys_and_ranges(
    name: str, id_number: str, phone: str, household_number: str
) -> None:
    assert "" not in person_keys(name, id_number, phone, 1) | household_keys(household_number)
    assert all(starts(name))


def test_a_household_number_is_found_by_each_part() -> None:
    for query in ("010012", "0012", "12", "100", "1"):
        assert found(query, household_number="010012"), query


def test_a_name_is_kept_once_more_within_its_village() -> None:
    within = in_village(12, "")
    keys = {key.removeprefix(within) for key in person_keys("王国", "", "", 12) if within in key}
    assert keys == set(name_keys("王国"))
    assert not any(key.startswith(in_village(1, "")) for key in person_keys("王国", "", "", 12))


@given(NAMES, ID_NUMBERS, st.integers(1, 999), st.integers(1, 999))
def test_keys_move_to_another_village(name: str, number: str, before: int, after: int) -> None:
    moved = {moved_key(key, after) for key in person_keys(name, number, "", before)}
    assert moved == person_keys(name, number, "", after)
