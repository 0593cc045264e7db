"""One row of a roster, checked cell by cell."""

import datetime as dt
import re
from collections.abc import Callable

from models.base.errors import BadInput
from models.base.identity import check_born, parse_identity_number
from models.base.phone import plain_phone
from models.levy.enrolment import unknown_statuses
from models.levy.notice import Category
from models.people.roster import RosterPerson
from seed import heading_words as words
from seed.row_reader import RowReader
from seed.table_file import Column, Row, RowFault, Table, fault_at

COLUMNS = (
    Column(words.VILLAGE, words.VILLAGE_WORDS, is_required=True),
    Column(words.HOUSEHOLD, words.HOUSEHOLD_WORDS, is_required=True),
    Column(words.NAME, words.NAME_WORDS, is_required=True),
    Column(words.NUMBER, words.NUMBER_WORDS, is_required=True),
    Column("户主", words.HEAD_WORDS),
    Column("与户主关系", words.RELATION_WORDS),
    Column("民族", ("族别",)),
    Column("出生日期", words.BORN_WORDS),
    Column("手机号码", words.PHONE_WORDS),
    Column("人员类别", ("困难类别", "类别", "身份类别", "人员身份", "人员类型", "困难群体类别")),
    Column("确定时间", ("认定时间", "认定日期", "确定日期", "村确定时间")),
    Column("参保情况", ("参保状态", "其他参保情况", "参保类型")),
    Column("备注", words.NOTE_WORDS),
)
_SEPARATORS = re.compile(r"[、,，;；/ ]+")
_LONGEST = {words.VILLAGE: 40, words.HOUSEHOLD: 30, "与户主关系": 20, "民族": 20}


class RosterReader(RowReader):
    """Reads one row; ``unread`` are cells that were left out of a row that came in."""

    def __init__(
        self, table: Table, row: Row, category_named: Callable[[str], Category], today: dt.date
    ) -> None:
        super().__init__(table, row)
        self._category_named, self._today = category_named, today
        self.warnings: list[RowFault] = []
        self.unread: list[RowFault] = []
        self.head = ""

    def read(self, of_sheet: str = "") -> RosterPerson:
        """Return the checked row; raises BadInput while ``column`` names the cell.

        Where there is no column of villages it is that of the line above, or ``of_sheet``.
        """
        village = self._short(words.VILLAGE)
        if not village and words.VILLAGE not in self.row.letters:
            village = self.row.section or of_sheet
        if not village:
            raise BadInput(f"{words.VILLAGE}是空的，请补填")
        household = self.required(words.HOUSEHOLD, _LONGEST[words.HOUSEHOLD])
        name = self.name()
        born = self.day("出生日期")
        identity = parse_identity_number(self.number(), born)
        self._check_born(identity.born, born)
        self.head = self.name_if_any("户主")
        relation = self._short("与户主关系")
        if not relation and self.head == name:
            relation = "户主"
        categories = self._categories()
        return RosterPerson(
            village=village,
            household_number=household,
            name=name,
            id_number=identity.text,
            born=identity.born,
            relation=relation,
            ethnicity=self._short("民族"),
            phone=self._phone(),
            enrolment=self._enrolment(),
            note=self.text("备注"),
            categories=categories,
            determined_on=self._determined_on(categories),
        )

    def _short(self, column: str) -> str:
        return self.text(column, _LONGEST[column])

    def _check_born(self, of_number: dt.date, stated: dt.date | None) -> None:
        check_born(of_number)
        if of_number > self._today:
            raise BadInput("证件号码的出生日期晚于业务日期，请核对")
        if stated is not None and stated != of_number:
            self._warn("出生日期", f"{stated} 与证件号码里的 {of_number} 不同，按证件号码，请核对")

    def _categories(self) -> tuple[str, ...]:
        """Return the categories by their names; an unknown one is listed, the person comes in."""
        found: dict[str, None] = {}
        for part in _SEPARATORS.split(self.text("人员类别")):
            if not part:
                continue
            try:
                found[self._category_named(part).name] = None
            except BadInput as error:
                reason = f"{error.message}；人已录入，这个类别没有录入"
                self.unread.append(fault_at(self.row, "人员类别", reason))
        return tuple(found)

    def _determined_on(self, categories: tuple[str, ...]) -> dt.date | None:
        """Return the day on which the village determined the category: money depends on it."""
        day = self.day("确定时间")
        if day is None:
            return None
        if day > self._today:
            raise BadInput(f"确定时间 {day} 晚于业务日期 {self._today}，请核对")
        if not categories:
            self._warn("确定时间", "没有写人员类别，确定时间没有录入")
            return None
        return day

    def _phone(self) -> str:
        text = self.text("手机号码")
        phone = plain_phone(text)
        if text and phone is None:
            self._warn("手机号码", f"“{text[:20]}”不是电话号码，没有录入")
        return phone or ""

    def _enrolment(self) -> str:
        text = self.text("参保情况")
        unknown = unknown_statuses(text)
        if unknown:
            self._warn("参保情况", f"“{'、'.join(unknown)}”不认识，按未在别处参保处理，请核对")
        return text

    def _warn(self, column: str, reason: str) -> None:
        self.warnings.append(fault_at(self.row, column, reason))
