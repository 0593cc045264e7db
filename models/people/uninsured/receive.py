"""Taking in a list of the uninsured, or one that says why people are not: once, as it came."""

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from models.base.errors import BadInput
from models.base.terms import Insurance
from models.base.text import check_clean, squeeze
from models.people.uninsured.read import lists_of, read_roll
from models.people.uninsured.reasons import REASONS, reason_of
from models.people.uninsured.values import NOWHERE, Roll
from models.station.desk import Desk
from models.store.tables.uninsured import UninsuredList, UninsuredRow

SENDERS = ("公安户籍", "省下发数据", "税务")
"""Who usually sends lists of the uninsured; any other may be written."""

_LONGEST = 30


@dataclass(frozen=True)
class SentRow:
    """A row as sent: who, the village as written, every cell. ``fault``: why the number is bad."""

    place: int
    name: str
    id_number: str
    village: str
    fault: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class SentList:
    """A list as a sender sent it: its own headings in their order, and its rows.

    ``answer_at``: the place of the column left for the reason; None where there is none.
    """

    file: str
    headings: tuple[str, ...]
    answer_at: int | None
    rows: tuple[SentRow, ...]

    @property
    def digest(self) -> str:
        """What makes it the same list again, however the file is called."""
        told = json.dumps([self.headings, [row.cells for row in self.rows]], ensure_ascii=False)
        return hashlib.sha256(told.encode()).hexdigest()


@dataclass(frozen=True)
class Received:
    """What a list brought: people by label and by village, how many nobody can place.

    ``repeated`` are rows of somebody whom the same list, or an earlier one, names already.
    """

    list_id: int
    is_known: bool
    sender: str
    meaning: str
    insurance: Insurance
    levy_year: int
    rows: int
    people: int
    repeated: int
    labels: dict[str, int]
    villages: dict[str, int]
    strangers: int = 0

    @property
    def nowhere(self) -> int:
        """How many are in no village of the station."""
        return self.villages.get(NOWHERE, 0)


def meaning_of(sender: str, meaning: str) -> str:
    """Return the reason a list states of everybody it names; empty for one that asks.

    A sender called by a reason (在校, 死亡名单) states it; otherwise ``meaning`` says so. Raises
    BadInput for a meaning that is no reason.
    """
    if not meaning:
        return reason_of(squeeze(sender).removesuffix("人员名单").removesuffix("名单"))
    found = reason_of(meaning)
    if not found:
        raise BadInput(f"名单说明的情况“{meaning[:20]}”不认识，可写：{'、'.join(REASONS)}")
    return found


def receive_list(
    desk: Desk,
    sent: SentList,
    sender: str,
    insurance: Insurance,
    levy_year: int,
    meaning: str = "",
) -> Received:
    """Keep a list with every row, in one transaction; the same list again changes nothing.

    Raises BadInput without a sender, or for a list without rows.
    """
    sender = check_clean(squeeze(sender), "来源")
    if not sender or len(sender) > _LONGEST:
        raise BadInput(f"请写明名单从哪里来（最多 {_LONGEST} 个字），例如 {'、'.join(SENDERS)}")
    if not sent.rows:
        raise BadInput(f"{sent.file}：名单里没有人，没有导入")
    states = meaning_of(sender, meaning)
    with desk.writing("import_uninsured"):
        sent_before = (sender, insurance, levy_year, sent.digest)
        known = next(
            (
                each
                for each in lists_of(desk)
                if (each.sender, each.insurance, each.levy_year, each.digest) == sent_before
            ),
            None,
        )
        if known is None:
            listed = _write(desk, sent, sender, states, insurance, levy_year)
        else:
            listed = known
        roll = _roll_of(desk, listed)
    return _received(desk, listed, roll, sent.rows, is_known=known is not None)


def _write(
    desk: Desk,
    sent: SentList,
    sender: str,
    meaning: str,
    insurance: Insurance,
    levy_year: int,
) -> UninsuredList:
    listed = desk.store.add(
        UninsuredList(
            sender=sender,
            meaning=meaning,
            file=sent.file,
            digest=sent.digest,
            insurance=insurance,
            levy_year=levy_year,
            headings=json.dumps(sent.headings, ensure_ascii=False),
            answer_at=sent.answer_at,
            rows=len(sent.rows),
            business_date=desk.business_date,
            **desk.stamp(),
        )
    )
    desk.store.add_all(
        UninsuredRow(
            station_id=desk.station_id,
            list_id=listed.id,
            place=row.place,
            name=row.name,
            id_number=row.id_number,
            village=row.village,
            fault=row.fault,
            cells=json.dumps(row.cells, ensure_ascii=False),
        )
        for row in sent.rows
    )
    desk.record("import_uninsured", f"list {listed.id}", f"{sender} rows {listed.rows}")
    return listed


def _roll_of(desk: Desk, listed: UninsuredList) -> Roll | None:
    """Return who is listed for the list's year; None where so far only reasons are."""
    asks = any(
        not each.meaning
        and (each.insurance, each.levy_year) == (listed.insurance, listed.levy_year)
        for each in lists_of(desk)
    )
    return read_roll(desk, listed.insurance, listed.levy_year) if asks else None


def _received(
    desk: Desk,
    listed: UninsuredList,
    roll: Roll | None,
    rows: Sequence[SentRow],
    *,
    is_known: bool,
) -> Received:
    """Return what the list brought: of a reference list, whom of the open lists it names."""
    own = {
        each.id
        for each in desk.store.find(UninsuredRow, station_id=desk.station_id, list_id=listed.id)
    }
    named = {(row.id_number, row.name) for row in rows}
    people = [
        each
        for each in (roll.people if roll else ())
        if (named & {(each.id_number, each.name)} if listed.meaning else own & set(each.rows))
    ]
    first = sum(each.key in own for each in people)
    return Received(
        list_id=listed.id,
        is_known=is_known,
        sender=listed.sender,
        meaning=listed.meaning,
        insurance=listed.insurance,
        levy_year=listed.levy_year,
        rows=listed.rows,
        people=len(people),
        repeated=listed.rows - (len(named) if listed.meaning else first),
        labels=dict(Counter(each.label.word for each in people)),
        villages=dict(Counter(each.village for each in people)),
        strangers=len(named) - len(people) if listed.meaning else 0,
    )
