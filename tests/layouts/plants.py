"""What is planted at every door: good rows however they are written, and each kind of bad one."""

import datetime as dt
from dataclasses import replace
from typing import Any

from models.base.identity import with_check_character
from seed import (
    county_file,
    department_list_layouts,
    elsewhere_file,
    heading_words,
    roster_row,
    self_paid_file,
    statement_columns,
)
from seed.table_file import Column
from tests.layouts.book import Formula, Shown, Value
from tests.layouts.layout import Door, Plant
from tests.making import fixed_number

_NAME, _NUMBER = heading_words.NAME, heading_words.NUMBER
_VILLAGE, _HOUSEHOLD = heading_words.VILLAGE, heading_words.HOUSEHOLD
_AS_NUMBER = "被表格存成了数字"
_HOMES = [
    (village, household)
    for village in ("青山村", "近水村", "老街社区")
    for household in ("0001", "0002", "0013")
]


def number(sequence: int, born: str = "1980-05-06") -> str:
    return fixed_number(born, sequence)


def _wide(text: str) -> str:
    return text.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"})


def _wrong_check(of: str) -> str:
    return of[:17] + ("1" if of[17] != "1" else "2")


_TAIWAN = with_check_character("83000019800506015")

# Who has to come in: by what name and number, and what the file says.
PEOPLE: tuple[tuple[str, str, dict[str, Value]], ...] = (
    ("张三", number(101), {}),
    ("李四", number(102), {_NAME: " 李　四 "}),
    ("阿依古丽·买买提", number(103), {_NAME: "阿依古丽•买买提"}),
    ("John Smith", with_check_character("91156019800506001"), {_NAME: "John  Smith"}),
    ("陈港生", with_check_character("81000019800506012"), {}),
    ("何澳门", with_check_character("82000019800506011"), {}),
    ("林台生", _TAIWAN, {_NUMBER: f"\t{_TAIWAN}"}),
    ("\u9fb4民", number(104), {_NAME: "\ue81e民"}),
    ("王五", number(105), {_NUMBER: _wide(number(105))}),
    ("赵六", number(106), {_NUMBER: f"'{number(106)}"}),
    ("孙七", number(107), {_NUMBER: f"{number(107)[:6]} {number(107)[6:14]} {number(107)[14:]}"}),
    ("周八妹", number(108, "1905-03-04"), {}),
)  # fmt: skip

# What no door takes: a cell, its column, and the words that say why.
_BAD: tuple[tuple[dict[str, Value], str, str], ...] = (
    ({_NUMBER: "43119919800506"}, _NUMBER, "14 位"),
    ({_NUMBER: "431199800506012"}, _NUMBER, "15 位的旧号码"),
    ({_NUMBER: "431199198013450012"}, _NUMBER, "出生日期不存在"),
    ({_NUMBER: with_check_character("43119911110506001")}, _NUMBER, "不可能"),
    ({_NUMBER: _wrong_check(number(201))}, _NUMBER, "校验码"),
    ({_NUMBER: "43119919800506A01X"}, _NUMBER, "以外的字符"),
    ({_NUMBER: "4.31199E+17"}, _NUMBER, _AS_NUMBER),
    ({_NUMBER: 431199198005062011}, _NUMBER, _AS_NUMBER),
    ({_NUMBER: Formula("#N/A")}, _NUMBER, "公式错误 #N/A"),
    ({_NAME: "张三1"}, _NAME, "不是文字"),
    ({_NAME: "张\ue000"}, _NAME, "自造字"),
    ({_NAME: "长" * 51}, _NAME, "51 个字"),
    ({_NAME: "不详"}, _NAME, "照证件填写"),
    ({_NAME: Formula("#REF!")}, _NAME, "公式错误 #REF!"),
)  # fmt: skip


def _good(more: dict[str, Value]) -> list[Plant]:
    return [
        Plant({_NAME: name, _NUMBER: own, **more, **said}, home=_HOMES[at % len(_HOMES)])
        for at, (name, own, said) in enumerate(PEOPLE)
    ]


def _bad(more: dict[str, Value]) -> list[Plant]:
    return [
        Plant(
            {_NAME: "坏的", _NUMBER: number(300 + at), **more, **cells},
            column,
            reason,
            _HOMES[at % len(_HOMES)],
        )
        for at, (cells, column, reason) in enumerate(_BAD)
    ]


def _one(sequence: int, column: str, reason: str, /, **more: object) -> Plant:
    """Return one bad row more, of a sound person."""
    cells = {_NAME: "又一个", _NUMBER: number(sequence), **more.pop("cells", {})}  # type: ignore[dict-item]
    return Plant(cells, column, reason, **more)  # type: ignore[arg-type]


def _set_out(plants: list[Plant]) -> tuple[Plant, ...]:
    """Return plants home by home, as lists are; what is merged with the next row stays first."""
    by_home = {home: [each for each in plants if each.home == home] for home in _HOMES}
    return tuple(each for of_home in by_home.values() for each in of_home)


def _both(
    sequence: int, column: str, reason: str, value: Value, more: dict[str, Value]
) -> list[Plant]:
    """Return two rows that share one merged cell."""
    upper = _one(sequence, column, reason, cells={**more, column: value}, down=column, needs="book")
    lower = _one(sequence + 1, column, reason, cells={**more, column: ""}, needs="book")
    return [upper, lower]


_BEYOND = "在表头以外"
_MERGED_NUMBER = _both(440, _NUMBER, "合并成一个证件号码", number(440), {})


def _roster() -> Door:
    """Return a roster."""
    more: dict[str, Value] = {"民族": "汉"}
    good = _good(more)
    good[0].cells.update({"户主": "张三", "手机号码": 13800138000, "人员类别": "低保"})
    good[1].cells.update({"出生日期": dt.date(1980, 5, 6), "手机号码": "138-0013-8001"})
    good += [
        _person("港生", "H12345678", born) for born in (dt.date(2015, 3, 4),)
    ] + [
        _person("小一", "T430000001", "２０１９年３月４日"),
        _person("小二", "T430000002", "2019/3/4"),
        _person("小三", "T430000003", 43528),
        _person("小四", "T430000004", "2019.03.04 00:00:00"),
        Plant({_NAME: "零户", _NUMBER: number(111), _HOUSEHOLD: Shown(13, 4)}, home=_HOMES[5]),
    ]  # fmt: skip
    bad = [
        *_bad(more),
        *_MERGED_NUMBER,
        _one(401, _VILLAGE, "是空的", cells={_VILLAGE: ""}, home=_HOMES[1], needs="villages"),
        _one(402, _HOUSEHOLD, "是空的", cells={_HOUSEHOLD: ""}, home=_HOMES[2]),
        _one(403, _NAME, "是空的", cells={_NAME: ""}, home=_HOMES[4]),
        _one(404, _NUMBER, "是空的", cells={_NUMBER: ""}, home=_HOMES[4]),
        _one(405, "备注", "不可见字符", cells={"备注": "坏\u202e字"}, home=_HOMES[4]),
        _one(406, "出生日期", "不是有效日期", cells={"出生日期": "2019-02-30"}, home=_HOMES[7]),
        _one(407, _NUMBER, "没有出生日期", cells={_NUMBER: "H12345679"}, home=_HOMES[7]),
        _one(408, _NUMBER, "日期", cells={_NUMBER: dt.date(2019, 3, 4)}, needs="book"),
        _one(409, "", _BEYOND, beyond="13800138000", home=_HOMES[7]),
        _one(101, _NUMBER, "证件号码重复", home=_HOMES[8]),
        _one(410, "人员类别", "这个类别没有录入", cells={"人员类别": "外星人"}, is_in=True),
    ]
    return Door(roster_row.COLUMNS, _set_out(good + bad), _VILLAGE, _HOUSEHOLD, True)


def _person(name: str, own: str, born: Value) -> Plant:
    return Plant({_NAME: name, _NUMBER: own, "出生日期": born}, home=_HOMES[3])


def _county() -> Door:
    """Return a county's roster."""
    more: dict[str, Value] = {"乡镇(街道)": "邻近镇"}
    bad = [
        *_bad(more),
        *(replace(each, cells={**more, **each.cells}) for each in _MERGED_NUMBER),
        _one(411, "乡镇(街道)", "是空的", home=_HOMES[1]),
        _one(412, "", _BEYOND, cells=more, beyond="13", home=_HOMES[1]),
    ]
    return Door(county_file.COLUMNS, _set_out(_good(more) + bad), _VILLAGE, _HOUSEHOLD)


def _elsewhere() -> Door:
    """Return a list of people insured elsewhere."""
    more: dict[str, Value] = {"险种": "职工医保", "参保地": "零陵区", "单位": "某厂"}
    bad = [
        *_bad(more),
        *(replace(each, cells={**more, **each.cells}) for each in _MERGED_NUMBER),
        _one(421, "险种", "没有写险种", home=_HOMES[1]),
        _one(422, "险种", "不认识", cells={"险种": "车险"}, home=_HOMES[1]),
        _one(423, "", _BEYOND, cells=more, beyond="13", home=_HOMES[1]),
    ]
    return Door(elsewhere_file.COLUMNS, _set_out(_good(more) + bad))


def _department_list() -> Door:
    """Return a department's list, a row a person."""
    layouts = department_list_layouts
    unused = {
        layouts.HEAD,
        layouts.HEAD_NUMBER,
        layouts.DISABILITY,
        layouts.MEMBERS,
        layouts.SERIAL,
    }
    columns = [each for each in layouts.LAYOUTS[layouts.PERSON] if each.name not in unused]
    good = _good({})
    good[0].cells[layouts.STARTS] = "2019-01"
    good[1].cells[layouts.STARTS] = dt.date(2019, 1, 1)
    good[2].cells[layouts.STARTS] = "２０１９年１月１日"
    good[3].cells[layouts.UNTIL] = "长期"
    bad = [
        *_bad({}),
        *_MERGED_NUMBER,
        _one(431, layouts.STARTS, "不是有效日期", cells={layouts.STARTS: "去年"}, home=_HOMES[1]),
        _one(432, layouts.UNTIL, "早于", home=_HOMES[1],
             cells={layouts.STARTS: "2019-05", layouts.UNTIL: "2019-01"}),
        _one(433, _NUMBER, _BEYOND, beyond="13", home=_HOMES[1]),
    ]  # fmt: skip
    return Door(tuple(columns), _set_out(good + bad), _VILLAGE, has_villages_above=True)


def _paid() -> Door:
    """Return the bureau's file of paid data."""
    amount, day = "缴费金额", "缴费日期"
    more: dict[str, Value] = {
        "险种": "城乡居民医疗保险", "参保年度": 2020, amount: 250, "缴费渠道": "支付宝",
        day: dt.date(2019, 11, 5), "缴费状态": "成功",
    }  # fmt: skip
    good = _good(more)
    amounts: list[Value] = [
        "250.0000",
        "+250.00",
        "￥250",
        "２５０元",
        250.0,
        "250.00",
        "￥250.00元整",
        Shown(250, 6),
    ]
    days: list[Value] = [
        "20191105", "2019年11月5日", "11-05", "２０１９-１１-０５", 43774, "2019/11/5 09:30:11",
        "2019.11.05", dt.datetime.fromisoformat("2019-11-05 09:30:00"),
    ]  # fmt: skip
    for plant, fen, on in zip(good, amounts, days, strict=False):
        plant.cells.update({amount: fen, day: on})
    for at, plant in enumerate(good):
        plant.cells["电子税票号"] = f"3431{at:010d}"
    # The bureau's money came from somebody, whatever the number: such rows are set aside.
    bad = [each for each in _bad(more) if "公式" in each.reason or each.column == _NAME] + [
        _one(451, amount, "是空的", cells={**more, amount: ""}),
        _one(452, amount, "不是金额", cells={**more, amount: "二百五"}, home=_HOMES[1]),
        _one(453, amount, "公式错误 #VALUE!", cells={**more, amount: Formula("#VALUE!")}),
        _one(454, amount, "不是金额", cells={**more, amount: "2.5E+02"}, home=_HOMES[2]),
        *_both(455, amount, "合并成一个金额", 500, more),
        _one(457, day, "不是有效日期", cells={**more, day: "昨天"}, home=_HOMES[3]),
        _one(458, day, "晚于业务日期", cells={**more, day: "2019-12-05"}, home=_HOMES[3]),
        _one(459, "", _BEYOND, cells=more, beyond="250.00", home=_HOMES[3]),
        _one(460, "险种", "不认识", cells={**more, "险种": "车船税"}, home=_HOMES[3]),
        _one(
            461, "参保年度", "看不出是哪一年度", cells={**more, "参保年度": "今年"}, home=_HOMES[4]
        ),
        _one(
            462, "缴费状态", "不是缴费成功", cells={**more, "缴费状态": "扣款失败"}, home=_HOMES[4]
        ),
    ]
    unused = {"所属期起", "所属期止", "原税票号", "业务类型", "缴费档次"}
    columns = [each for each in self_paid_file.COLUMNS if each.name not in unused]
    return Door(tuple(columns), _set_out(good + bad))


TRACES = [f"{at:06d}" for at in range(1, 10)]
"""The lines of a statement that have to come in."""


def _statement() -> Door:
    """Return an acquirer's statement."""
    words = statement_columns
    moments: list[Value] = [
        "2019-11-14 09:30:11", "20191114093011", dt.datetime.fromisoformat("2019-11-14 09:30:11"),
        43783.39596065, "2019/11/14 9:30:11", "2019年11月14日 09时30分11秒",
        "２０１９-１１-１４ ０９:３０:１１", "2019-11-14T09:30:11", "2019-11-14 09:30:10.6",
    ]  # fmt: skip
    amounts: list[Value] = [
        250,
        "250.0000",
        "+250.00",
        "￥250",
        "２５０",
        250.0,
        "250.00",
        "250",
        "250.00元",
    ]
    sound: dict[str, Value] = {
        words.TERMINAL: "12345678", words.BATCH: "000001", words.KIND: "消费",
        words.REFERENCE: "191114000123", words.FEE: "0.00", words.MERCHANT: "943111083980001",
    }  # fmt: skip

    def line(trace: int, **cells: Any) -> dict[str, Value]:
        of_line: dict[str, Value] = {words.TRACE: f"{trace:06d}", words.TIME: moments[0]}
        return {**sound, words.AMOUNT: 250, **of_line, **cells}

    good = [
        Plant(line(at, **{words.TIME: moment, words.AMOUNT: fen}), home=_HOMES[at % len(_HOMES)])
        for at, (moment, fen) in enumerate(zip(moments, amounts, strict=True), 1)
    ]
    bad = [
        Plant(line(91, **{words.AMOUNT: "二百五"}), words.AMOUNT, "不是金额"),
        Plant(line(92, **{words.AMOUNT: Formula("#DIV/0!")}), words.AMOUNT, "公式错误"),
        Plant(line(93, **{words.AMOUNT: 0}), words.AMOUNT, "金额是 0", _HOMES[2]),
        Plant(line(94, **{words.TIME: "昨天下午"}), words.TIME, "不认识", _HOMES[3]),
        Plant(line(95, **{words.KIND: "预授权"}), words.KIND, "不认识", _HOMES[4]),
        Plant(line(0, **{words.TRACE: ""}), words.TRACE, "是空的", _HOMES[4]),
        Plant(line(0, **{words.TRACE: "1234567"}), words.TRACE, "6 位数字", _HOMES[4]),
        Plant(line(96, **{words.TERMINAL: "1234567A"}), words.TERMINAL, "8 位数字", _HOMES[5]),
        Plant(line(97), "", _BEYOND, _HOMES[6], beyond="250.00"),
        *(
            Plant(line(98 + at, **{words.AMOUNT: fen}), words.AMOUNT, "合并成一个金额", _HOMES[7],
                  down=words.AMOUNT if fen else "", needs="book")
            for at, fen in enumerate((500, ""))
        ),
    ]  # fmt: skip
    wanted = {*sound, words.TIME, words.TRACE, words.AMOUNT}
    columns: list[Column] = [each for each in words.READ if each.name in wanted]
    return Door(tuple(columns), _set_out(good + bad))


ROSTER, COUNTY, ELSEWHERE = _roster(), _county(), _elsewhere()
DEPARTMENT_LIST, PAID, STATEMENT = _department_list(), _paid(), _statement()
DOORS = (ROSTER, COUNTY, ELSEWHERE, DEPARTMENT_LIST, PAID, STATEMENT)
