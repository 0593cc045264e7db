"""Whatever stands in a file, every door takes it or says in one line why not.

`make soak` plays a minute at each door; the ordinary suite a few files, always the same.
"""

import datetime as dt
import random
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from models.base.errors import BadInput, RefusedByRule
from models.bureau.self_paid.record import import_paid
from models.bureau.self_paid.states import import_states
from models.people.department_list.apply import apply_list
from models.people.department_list.values import DepartmentList
from models.people.roster import RosterPerson, merge_roster
from models.station.desk import Desk
from seed import collectors_file, enrolment_file, plan_file, targets_file
from seed.collectors_file import import_collectors_file
from seed.county_file import import_county_file
from seed.department_list import read_list_file
from seed.elsewhere_file import import_elsewhere_file
from seed.enrolment_file import import_enrolment_file
from seed.paid_states_file import read_bureau_file
from seed.plan_file import read_plan
from seed.report_file import read_report
from seed.roster_file import import_roster_file
from seed.self_paid_file import ReadPaid, WholeFile
from seed.statement_file import import_statement_file
from seed.table_file import Column
from seed.targets_file import import_targets_file
from tests.layouts import plants
from tests.layouts.book import Value
from tests.layouts.layout import LAYOUTS, Door, Plant, fits, write
from tests.layouts.spoiling import spoil_bytes, spoil_sheets
from tests.soak import DICE, IS_SOAK, campaign

_SECONDS = 60
_FILES = 12


def _door(columns: tuple[Column, ...], *rows: Mapping[str, Value]) -> Door:
    known = tuple(each for each in columns if any(each.name in row for row in rows))
    return Door(known, tuple(Plant(dict(row)) for row in rows))


def _list(desk: Desk, path: Path) -> object:
    read = read_list_file(path)
    day = desk.business_date
    return apply_list(desk, DepartmentList("低保", "民政", read.file, day, read.rows, read.entries))


def _paid(desk: Desk, path: Path) -> object:
    whole = WholeFile("medical", "支付宝", 2020)
    read = read_bureau_file(desk, path, whole, lambda done, total: None)
    if isinstance(read, ReadPaid):
        return import_paid(desk, read.file)
    return import_states(desk, read.file)


_COLLECTORS = _door(
    collectors_file.COLUMNS,
    {
        "代征点名称": "青山村",
        "代征人员姓名": "张三",
        "身份证号": plants.number(501),
        "银行账号": "6217000000000001",
    },
    {
        "代征点名称": "近水村",
        "代征人员姓名": "李四",
        "身份证号": plants.number(502),
        "联系电话": 13800138000,
    },
)
_ENROLLED: dict[str, Value] = {"险种": "城乡居民医疗", "年度": 2018, "状态": "已参保"}
_ENROLMENT = _door(
    (
        *enrolment_file._COMMON,
        enrolment_file._STATE_COLUMN,
        Column("年度", ("参保年度", "缴费年度")),
    ),
    *({**_ENROLLED, "姓名": name, "证件号码": number} for name, number, _ in plants.PEOPLE),
)
_DOCUMENT: dict[str, Value] = {"文号": "某办〔2019〕1号"}
_TARGETS = _door(
    targets_file.COLUMNS,
    {**_DOCUMENT, "村(社区)": "全镇", "险种": "医疗", "任务数": 1200, "应参保人数": 1300},
    {**_DOCUMENT, "村(社区)": "青山村", "险种": "医疗", "任务数": "300人", "应参保人数": 310},
    {"村(社区)": "合计", "险种": "医疗", "任务数": 1500},
)
_PLAN = _door(
    plan_file.COLUMNS,
    {
        **_DOCUMENT,
        "调整方式": "并入",
        "原村(社区)": "青山村",
        "新村(社区)": "近水村",
        "生效日期": "2019-12-01",
    },
    {
        **_DOCUMENT,
        "调整方式": "划出",
        "原村(社区)": "青山村",
        "户编号": "0001-0003、0007",
        "新乡镇": "邻近镇",
        "生效日期": dt.date(2019, 12, 1),
    },
)

DOORS: dict[str, tuple[Door, Callable[[Desk, Path], object]]] = {
    "roster": (plants.ROSTER, import_roster_file),
    "department list": (plants.DEPARTMENT_LIST, _list),
    "elsewhere": (plants.ELSEWHERE, import_elsewhere_file),
    "county": (plants.COUNTY, import_county_file),
    "paid": (plants.PAID, _paid),
    "statement": (plants.STATEMENT, import_statement_file),
    "collectors": (_COLLECTORS, import_collectors_file),
    "enrolment": (_ENROLMENT, import_enrolment_file),
    "targets": (_TARGETS, lambda desk, path: import_targets_file(desk, path, "medical", "文")),
    "plan": (_PLAN, lambda _, path: read_plan(path)),
    "report": (_TARGETS, lambda _, path: read_report(path)),
}


@campaign
@pytest.mark.parametrize("name", DOORS)
def test_no_file_does_more_than_be_refused(sqlite_desk: Desk, tmp_path: Path, name: str) -> None:
    door, bring = DOORS[name]
    people = [
        RosterPerson("青山村", number[-4:], who, number, dt.date(1980, 5, 6))
        for who, number, _ in plants.PEOPLE
    ]
    merge_roster(sqlite_desk, people, "roster")
    for seed in _seeds():
        dice = random.Random(f"{name} {seed}")
        layout = dice.choice([each for each in LAYOUTS if fits(each, door)])
        layout = replace(layout, dice=dice.randrange(1000))
        before = _written(sqlite_desk)
        try:
            path = write(tmp_path, layout, door, spoil_sheets(dice)).path
            spoil_bytes(dice, path)
            bring(sqlite_desk, path)
        except (BadInput, RefusedByRule) as error:
            assert "\n" not in error.message
            assert _written(sqlite_desk) == before
        except BaseException as error:
            error.add_note(f"seed {seed}, layout {layout.name}, file {path}")
            raise


def _seeds() -> Iterator[int]:
    """Yield seeds: a few, or new ones for a minute."""
    until = time.monotonic() + _SECONDS
    seed = DICE
    while time.monotonic() < until if IS_SOAK else seed < DICE + _FILES:
        yield seed
        seed += 1


def _written(desk: Desk) -> dict[str, int]:
    """Return how many rows each table has."""
    tables = desk.store.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
    return {name: desk.store.rows(f"SELECT count(*) FROM {name}")[0][0] for (name,) in tables}
