"""The desk: where an action is done, by whom, under which rules, for which day.

Every business action takes a desk, so the screens and the command line call the
same functions with the same circumstances.
"""

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import TypedDict

from models.base import clock
from models.base.errors import BadInput
from models.levy.notice import Notice
from models.levy.revision import DatedFigure, notice_on
from models.station.kept_notice import kept_notice
from models.store.tables.station import Audit, FilledFigure, Operator, Station, Township
from models.store.writing import Store


class Stamp(TypedDict):
    """Whose row it is, who recorded it, and when (UTC)."""

    station_id: int
    operator_id: int
    recorded_at: str


@dataclass(frozen=True)
class Desk:
    """A station's store, its notice as it stands on the business date, and the operator.

    ``bare`` is the notice as printed, ``figures`` what documents have set since.
    """

    store: Store
    station_id: int
    township: str
    is_demonstration: bool
    notice: Notice
    business_date: dt.date
    operator: str
    bare: Notice
    figures: tuple[DatedFigure, ...]

    def on(self, day: dt.date) -> "Desk":
        """Return the same desk on another business date, with the figures of that date."""
        return replace(self, business_date=day, notice=self.notice_on(day))

    def notice_on(self, day: dt.date) -> Notice:
        """Return the station's notice as it stands on a day."""
        return notice_on(self.bare, self.figures, day)

    def refreshed(self) -> "Desk":
        """Return the same desk with the figures that others may have recorded meanwhile."""
        figures = read_figures(self.store, self.station_id)
        if figures == self.figures:
            return self
        return replace(self, figures=figures).on(self.business_date)

    def writing(self) -> AbstractContextManager[None]:
        """Run the block as one writing transaction of the station; see ``Store.writing``."""
        return self.store.writing(self.station_id)

    def operator_id(self) -> int:
        """Return the operator's row, made on first use; only inside a writing transaction.

        Who the operator is comes from outside (the SSH key), so the store takes it as given.
        """
        station_id, login = self.station_id, self.operator
        known = self.store.get(Operator, station_id=station_id, login=login)
        return (known or self.store.add(Operator(station_id=station_id, login=login))).id

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

    ``find_notice`` returns the rules for the identifier the station keeps, ``source_of`` the
    text they are read from: where they were kept from this very text, they are not read anew. In
    a store of several stations the operator decides which; BadInput when that is unclear.
    """
    station = station_of(store, operator)
    kept = kept_notice(store, station.id, source_of(station.notice)) if source_of else None
    bare = kept or find_notice(station.notice)
    return desk_at(store, station, bare, business_date, operator)


def desk_at(
    store: Store, station: Station, bare: Notice, business_date: dt.date, operator: str
) -> Desk:
    """Return the desk of a station, its notice ``bare`` filled in with the station's figures."""
    figures = read_figures(store, station.id)
    township = store.get(Township, id=station.township_id)
    assert township is not None  # the schema holds it
    return Desk(
        store=store,
        station_id=station.id,
        township=township.name,
        is_demonstration=station.is_demonstration,
        notice=notice_on(bare, figures, business_date),
        business_date=business_date,
        operator=operator,
        bare=bare,
        figures=figures,
    )


def read_figures(store: Store, station_id: int) -> tuple[DatedFigure, ...]:
    """Return the figures a station has recorded, in the order of recording."""
    return tuple(
        DatedFigure(
            key=row.key,
            value=row.value,
            document=row.document,
            document_date=row.document_date,
            effective_from=row.effective_from,
        )
        for row in store.find(FilledFigure, station_id=station_id)
    )


def station_of(store: Store, operator: str) -> Station:
    """Return the store's station, of several the operator's; BadInput when that is unclear."""
    stations = store.find(Station)
    if len(stations) == 1:
        return stations[0]
    if not stations:
        raise BadInput("数据库里还没有站点，请先「建站」")
    known = store.find(Operator, login=operator)
    if len(known) != 1:
        raise BadInput(
            f"数据库里有多个站点，操作员“{operator}”不属于其中一个，请写明「操作员编号」"
        )
    return next(each for each in stations if each.id == known[0].station_id)
