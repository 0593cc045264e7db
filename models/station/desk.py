"""The desk: where an action is done, by whom, under which rules, for which day.

Every business action takes a desk, so the screens and the command line call the
same functions with the same circumstances.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from typing import TypedDict

from models.base import clock
from models.base.errors import BadInput
from models.base.terms import Insurance
from models.base.text import plain_login
from models.levy.notice import Category, InsuranceRules, Notice
from models.station.denials import denials_kept
from models.station.kept_notice import kept_notice
from models.station.operators import check_right, operator_named, operator_number, registered
from models.station.round import (
    OpenRound,
    as_recorded_by,
    known_on,
    leading_round,
    present_rounds,
    read_rounds,
)
from models.store.tables.station import Audit, Station, Township
from models.store.writing import Store


class Stamp(TypedDict):
    """Whose row it is, who recorded it, and when (UTC)."""

    station_id: int
    operator_id: int
    recorded_at: str


@dataclass(frozen=True)
class Desk:
    """A station's store, its rounds as they stand on the business date, and the operator.

    ``present`` says which round each insurance is collected in on the business date, ``notices``
    the notice of that round as it stands then. ``notice`` is the one that was opened last of
    them: it decides what is of no insurance, such as categories, deposits and reports.
    """

    store: Store
    station_id: int
    township: str
    is_demonstration: bool
    business_date: dt.date
    operator: str
    rounds: tuple[OpenRound, ...]
    present: Mapping[Insurance, OpenRound]
    notices: Mapping[Insurance, Notice]
    notice: Notice
    find_notice: Callable[[str], Notice] = field(repr=False, compare=False)

    @property
    def insurances(self) -> Mapping[Insurance, InsuranceRules]:
        """The rules of every insurance that is collected, as they stand on the business date."""
        return {name: notice.insurances[name] for name, notice in self.notices.items()}

    def on(self, day: dt.date) -> "Desk":
        """Return the same desk on another business date, with the figures of that date."""
        return _seated(replace(self, business_date=day))

    def round_of(
        self, insurance: Insurance, levy_year: int, on: dt.date | None = None
    ) -> OpenRound:
        """Return the round in which a levy year is collected, as known on a day.

        People pay the tax bureau from a window's first day on, whenever the station opens its
        round: a year that no round of that day collects may be one of a round opened since. A
        year of no round (a newborn's year of birth, an arrear) is collected in the round that is
        present then. The day is the business date unless another is given.
        """
        day = on or self.business_date
        for seen_on in (day, max(day, self.business_date)):
            for each in known_on(self.rounds, seen_on):
                if each.collects(insurance, levy_year, seen_on):
                    return each
        known = known_on(self.rounds, day)
        return present_rounds(self.rounds, day).get(insurance) or known[-1]

    def notice_of(self, insurance: Insurance, levy_year: int, on: dt.date | None = None) -> Notice:
        """Return the notice under which a levy year is collected, as it stands on a day."""
        day = on or self.business_date
        return self.round_of(insurance, levy_year, day).notice_on(day)

    def category_named(self, name: str) -> Category:
        """Return a category of any round, the latest first; BadInput listing the present ones."""
        for each in reversed(known_on(self.rounds, self.business_date)):
            for category in each.bare.categories:
                if name == category.name or name in category.aliases:
                    return category
        return self.notice.category_named(name)

    def refreshed(self) -> "Desk":
        """Return the same desk with what others may have recorded meanwhile."""
        rounds = read_rounds(self.store, self.station_id, self._bare)
        if rounds == self.rounds:
            return self
        return _seated(replace(self, rounds=rounds))

    def known_until(self, day: dt.date) -> dt.date:
        """Return the last business date on which something was recorded that a day may know.

        It is the day itself; a day before the station began knows what the station began with.
        """
        return max(day, self.rounds[0].opened_on)

    def as_known_on(self, day: dt.date) -> "Desk":
        """Return the desk of a day with the figures recorded by then, as its reports state it."""
        known = self.known_until(day)
        rounds = as_recorded_by(self.store, self.station_id, self.rounds, known)
        return _seated(replace(self, business_date=day, rounds=rounds))

    def _bare(self, notice_id: str) -> Notice:
        known = (each.bare for each in self.rounds if each.bare.id == notice_id)
        return next(known, None) or self.find_notice(notice_id)

    @contextmanager
    def writing(self, act: str) -> Iterator[None]:
        """Run the block as one writing transaction of the station; see ``Store.writing``.

        ``act`` is what is done (``models.station.rights``). Raises Denied where the operator is
        not registered or has no right to it; what is denied, here or within, goes into the trail.
        """
        with self._denials_kept(act), self.store.writing(self.station_id):
            check_right(self.store, self.station_id, self.operator, act)
            yield

    def require(self, act: str) -> None:
        """Raise Denied, and keep it in the trail, unless the operator may do what follows."""
        with self._denials_kept(act):
            check_right(self.store, self.station_id, self.operator, act)

    def _denials_kept(self, act: str) -> AbstractContextManager[None]:
        whose = (self.store, self.station_id, self.operator)
        return denials_kept(*whose, self.business_date, act)

    def operator_id(self) -> int:
        """Return the operator's row; only inside a writing transaction."""
        return operator_number(self.store, self.station_id, self.operator)

    def stamp(self) -> Stamp:
        """Return what a row says of its recording, now; only inside a writing transaction."""
        return {
            "station_id": self.station_id,
            "operator_id": self.operator_id(),
            "recorded_at": clock.timestamp(),
        }

    def record(self, action: str, subject: str, detail: str = "") -> None:
        """Add a line to the audit trail; only inside a writing transaction.

        ``subject`` and ``detail`` name rows and numbers, never an identity number.
        """
        self.store.add(
            Audit(
                business_date=self.business_date,
                action=action,
                subject=subject,
                detail=detail,
                **self.stamp(),
            )
        )


def open_desk(
    store: Store,
    find_notice: Callable[[str], Notice],
    business_date: dt.date,
    operator: str,
    source_of: Callable[[str], bytes] | None = None,
) -> Desk:
    """Return the desk of an operator in a store.

    ``find_notice`` returns the rules for the identifier a round keeps, ``source_of`` the
    text they are read from: where they were kept from this very text, or there is no such text
    on this machine, they are not read anew. In a store of several stations the operator decides
    which; BadInput when that is unclear.
    """
    station = station_of(store, operator)
    known = operator_named(store, station.id, operator)

    def find(notice_id: str) -> Notice:
        if source_of is None:
            return find_notice(notice_id)
        kept = kept_notice(store, station.id, notice_id, source_of(notice_id))
        return kept or find_notice(notice_id)

    login = known.login if known else plain_login(operator)
    return desk_at(store, station, find, business_date, login)


def admit(store: Store, operator: str, business_date: dt.date, act: str = "open") -> Station:
    """Return the station at which a registered operator sits down; see ``station_of``.

    Raises Denied (``not_an_operator``) for anybody else, which goes into the trail.
    """
    station = station_of(store, operator)
    with denials_kept(store, station.id, operator, business_date, act):
        registered(store, station.id, operator)
    return station


def desk_at(
    store: Store,
    station: Station,
    find_notice: Callable[[str], Notice],
    business_date: dt.date,
    operator: str,
) -> Desk:
    """Return the desk of a station that has a round at least."""
    township = store.get(Township, id=station.township_id)
    rounds = read_rounds(store, station.id, find_notice)
    assert township is not None and rounds  # a station is founded with both
    return _seated(
        Desk(
            store=store,
            station_id=station.id,
            township=township.name,
            is_demonstration=station.is_demonstration,
            business_date=business_date,
            operator=operator,
            rounds=rounds,
            present={},
            notices={},
            notice=rounds[0].bare,
            find_notice=find_notice,
        )
    )


def _seated(desk: Desk) -> Desk:
    """Return a desk with what its rounds say on its business date."""
    day = desk.business_date
    present = present_rounds(desk.rounds, day)
    standing = {each.number: each.notice_on(day) for each in present.values()}
    leading = leading_round(present.values())
    return replace(
        desk,
        present=present,
        notices={insurance: standing[each.number] for insurance, each in present.items()},
        notice=standing[leading.number] if leading else desk.rounds[-1].notice_on(day),
    )


def station_of(store: Store, operator: str) -> Station:
    """Return the store's station, of several the operator's; BadInput when that is unclear."""
    stations = store.find(Station)
    if len(stations) == 1:
        return stations[0]
    if not stations:
        raise BadInput("数据库里还没有站点，请先「建站」")
    known = [
        station
        for station in stations
        if (who := operator_named(store, station.id, operator)) and who.role is not None
    ]
    if len(known) != 1:
        raise BadInput(
            f"数据库里有多个站点，操作员“{operator}”不属于其中一个，请写明「操作员编号」"
        )
    return known[0]
