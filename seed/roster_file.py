"""Importing a roster file (花名册、参保底册): every row is checked, every refusal listed.

A refused row never refuses the file, and no row is dropped in silence.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from models.base.dates import parse_date
from models.base.errors import BadInput
from models.base.identity import parse_identity_number
from models.base.text import check_clean, mask_id, plain_name, squeeze
from models.levy.enrolment import unknown_statuses
from models.levy.notice import Category
from models.people.department_list.number import bare_number
from models.people.duplicates.compare_rows import ListedPerson, record_refused_rows
from models.people.members_named import places_of
from models.people.roster import RosterPerson, merge_roster
from models.station.desk import Desk
from seed.doors import ROSTER, ROSTER_INSURANCE
from seed.table_file import Column, Row, Table, read_table
from seed.understood import Excluded, Explained, ReadColumn, keep_answers, understand

COLUMNS = (
    Column(
        "村(社区)", ("村", "社区", "村居", "村社区", "行政村", "所属村", "村名"), is_required=True
    ),
    Column("户编号", ("户号", "家庭编号", "户籍编号", "家庭户编号"), is_required=True),
    Column("姓名", ("参保人姓名", "人员姓名", "成员姓名"), is_required=True),
    Column(
        "证件号码",
        ("身份证号", "身份证号码", "公民身份号码", "证件号", "身份证", "居民身份证号码"),
        is_required=True,
    ),
    Column("户主", ("户主姓名",)),
    Column("与户主关系", ("关系", "家庭关系", "与户主的关系")),
    Column("民族"),
    Column("手机号码", ("手机", "手机号", "联系电话", "电话", "联系方式")),
    Column("人员类别", ("困难类别", "类别", "身份类别", "人员身份")),
    Column("确定时间", ("认定时间", "认定日期", "确定日期", "村确定时间")),
    Column("参保情况", ("参保状态", "其他参保情况", "参保类型")),
    Column("备注", ("说明",)),
)
_SEPARATORS = re.compile(r"[、,，;；/ ]+")
_PHONE = re.compile(r"\+?(?:86)?(\d{7,12})")
_EVERY_ROWS = 500


@dataclass(frozen=True)
class RowFault:
    """What is wrong in one row: where (as a spreadsheet shows it) and why.

    Row 0 stands for the whole file: ``column`` is then a sheet or a heading.
    """

    row: int
    column: str
    reason: str


@dataclass(frozen=True)
class RosterImport:
    """What an import did. ``refused`` rows were left out; ``warnings`` came in all the same.

    ``left`` are rows of people who are dead or gone: none became a member, nor was one changed.
    """

    file: str
    rows: int
    villages: int
    households: int
    people: int
    changed: int
    unchanged: int
    certifications: int
    refused: tuple[RowFault, ...]
    warnings: tuple[RowFault, ...]
    left: tuple[RowFault, ...] = ()
    columns: tuple[ReadColumn, ...] = ()


@dataclass
class _Checked:
    people: list[RosterPerson] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    refused: list[RowFault] = field(default_factory=list)
    warnings: list[RowFault] = field(default_factory=list)
    repeated: list[tuple[int, RosterPerson]] = field(default_factory=list)


def import_roster_file(
    desk: Desk,
    path: Path,
    progress: Callable[[int, int], None] = lambda done, total: None,
    explained: Explained | None = None,
) -> RosterImport:
    """Import a roster (xlsx, xls or csv) into the desk's station in one transaction.

    The same file again changes nothing. ``progress`` is told (rows done, rows in all).
    Raises BadInput only for a file that is no roster at all, RefusedByRule for a column that
    may say who is no member and is not understood.
    """
    whole = read_table(path, COLUMNS)
    explained = explained or Explained(desk.business_date)
    understood = understand(
        whole, ROSTER, explained, {"参保情况": ROSTER_INSURANCE, "备注": ROSTER}
    )
    table, excluded = understood.split(whole)
    checked = _check_rows(desk, table, progress)
    with desk.writing("import_roster"):
        keep_answers(desk, "import_roster", understood.layout, explained)
        merged = merge_roster(desk, checked.people, table.file_name)
        doubtful = checked.repeated + [
            (checked.rows[position], checked.people[position]) for position in merged.refused
        ]
        record_refused_rows(desk, _listed(table, doubtful), table.file_name)
    progress(len(table.rows), len(table.rows))
    warnings = checked.warnings + [
        RowFault(0, sheet, "这张工作表也像花名册，但只读了第一张；请另存为单独的文件再导入")
        for sheet in table.unread_sheets
    ]
    warnings += [
        RowFault(0, header, "这一列不认识，没有读取，请核对列名") for header in understood.unread
    ]
    refused = checked.refused + [
        RowFault(checked.rows[position], named_column(table, "证件号码"), reason)
        for position, reason in merged.refused.items()
    ]
    return RosterImport(
        file=table.file_name,
        rows=len(whole.rows),
        villages=merged.villages,
        households=merged.households,
        people=merged.people,
        changed=merged.changed,
        unchanged=merged.unchanged,
        certifications=merged.certifications,
        refused=tuple(sorted(refused, key=lambda fault: fault.row)),
        warnings=tuple(warnings),
        left=tuple(_left(desk, excluded)),
        columns=understood.columns,
    )


def _left(desk: Desk, rows: Sequence[tuple[Row, Excluded]]) -> Iterator[RowFault]:
    """Yield people who are dead or gone by their roster, and where they are members of ours."""
    numbers = [bare_number(row.cells["证件号码"]) for row, _ in rows]
    places = places_of(desk, numbers)
    for (row, why), number in zip(rows, numbers, strict=True):
        who = f"{row.cells['姓名']} {mask_id(number)}"
        place = places.get(number)
        done = f"本站 {place}有此人，没有改动，请核对后办「家庭变更」" if place else "没有录入"
        yield RowFault(row.number, why.column, f"{who}：{why.reason}，{done}")


def _check_rows(desk: Desk, table: Table, progress: Callable[[int, int], None]) -> _Checked:
    checked, first_rows = _Checked(), dict[str, int]()
    for done, row in enumerate(table.rows):
        if done % _EVERY_ROWS == 0:
            progress(done, len(table.rows))
        reader = _RowReader(table, row, desk.category_named)
        try:
            person = reader.read(desk)
            reader.column = "证件号码"
            if person.id_number in first_rows:
                checked.repeated.append((row.number, person))
                raise BadInput(f"与第 {first_rows[person.id_number]} 行证件号码重复")
        except BadInput as error:
            fault = RowFault(row.number, named_column(table, reader.column), error.message)
            checked.refused.append(fault)
            continue
        first_rows[person.id_number] = row.number
        checked.people.append(person)
        checked.rows.append(row.number)
        checked.warnings += reader.warnings
    return checked


def _listed(table: Table, rows: Sequence[tuple[int, RosterPerson]]) -> list[ListedPerson]:
    """Return refused rows as they are compared with who holds their numbers."""
    return [
        ListedPerson(
            name=row.name,
            id_number=row.id_number,
            source=f"{table.file_name} 第 {number} 行",
            village=row.village,
            household=row.household_number,
        )
        for number, row in rows
    ]


def named_column(table: Table, column: str) -> str:
    """Return a column as a person sees it: its name and its letter."""
    letter = table.letters.get(column)
    return f"{column}（{letter}列）" if letter else column


class _RowReader:
    """Reads one row cell by cell; ``column`` is the cell in hand when something is wrong."""

    def __init__(self, table: Table, row: Row, category_named: Callable[[str], Category]) -> None:
        self._table, self._row, self._category_named = table, row, category_named
        self.column = ""
        self.warnings: list[RowFault] = []

    def read(self, desk: Desk) -> RosterPerson:
        """Return the checked row; raises BadInput while ``column`` names the cell."""
        village = self._required("村(社区)")
        household = self._required("户编号")
        name = plain_name(self._required("姓名"))
        identity = parse_identity_number(self._required("证件号码"))
        if identity.born > desk.business_date:
            raise BadInput(f"证件号码 {identity.masked} 的出生日期晚于业务日期，请核对")
        relation = self._text("与户主关系")
        if not relation and plain_name(self._text("户主")) == name:
            relation = "户主"
        categories = self._categories()
        return RosterPerson(
            village=village,
            household_number=household,
            name=name,
            id_number=identity.text,
            born=identity.born,
            relation=relation,
            ethnicity=self._text("民族"),
            phone=self._phone(),
            enrolment=self._enrolment(),
            note=self._text("备注"),
            categories=categories,
            determined_on=self._determined_on(categories, desk.business_date),
        )

    def _text(self, column: str) -> str:
        self.column = column
        return check_clean(squeeze(self._row.cells.get(column, "")), column)

    def _required(self, column: str) -> str:
        text = self._text(column)
        if not text:
            raise BadInput(f"{column}是空的，请补填")
        return text

    def _categories(self) -> tuple[str, ...]:
        parts = [part for part in _SEPARATORS.split(self._text("人员类别")) if part]
        return tuple(dict.fromkeys(self._category_named(part).name for part in parts))

    def _determined_on(self, categories: tuple[str, ...], today: dt.date) -> dt.date | None:
        """Return the day on which the village determined the category: money depends on it."""
        text = self._text("确定时间")
        if not text:
            return None
        plain = text.split(" ")[0].replace("年", "-").replace("月", "-").replace("日", "")
        day = parse_date(plain, "确定时间")
        if day > today:
            raise BadInput(f"确定时间 {day} 晚于业务日期 {today}，请核对")
        if not categories:
            self._warn("确定时间", "没有写人员类别，确定时间没有录入")
            return None
        return day

    def _phone(self) -> str:
        text = self._text("手机号码").replace("-", "").replace(" ", "")
        match = _PHONE.fullmatch(text)
        if text and match is None:
            self._warn("手机号码", f"“{text[:20]}”不是电话号码，没有录入")
        return match[1] if match else ""

    def _enrolment(self) -> str:
        text = self._text("参保情况")
        unknown = unknown_statuses(text)
        if unknown:
            self._warn("参保情况", f"“{'、'.join(unknown)}”不认识，按未在别处参保处理，请核对")
        return text

    def _warn(self, column: str, reason: str) -> None:
        self.warnings.append(RowFault(self._row.number, named_column(self._table, column), reason))


def fault_lines(title: str, faults: Sequence[RowFault]) -> list[str]:
    """Return faults as lines to print, each with its row and column."""
    return [
        f"  {title}：{f'第 {each.row} 行 ' if each.row else ''}{each.column}：{each.reason}"
        for each in faults
    ]
