"""The desk: where an action is done, by whom, under which rules, for which day.

Every business action takes a desk, so the screens and the command line call the
same functions with the same circumstances.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace

from models.base import clock
from models.base.errors import BadInput
from models.levy.notice import Notice
from models.levy.revision import DatedFigure, notice_on
from models.store.tables import Audit, FilledFigure, Operator, Station, Township
from models.store.writing import Store


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
        figures = read_figures(self.station_id)
        if figures == self.figures:
            return self
        return replace(self, figures=figures).on(self.business_date)

    def operator_id(self) -> int:
        """Return the operator's row, made on first use; only inside a writing transaction.

        Who the operator is comes from outside (the SSH key), so the store takes it as given.
        """
        known = Operator.get_or_none(
            Operator.station == self.station_id, Operator.login == self.operator
        )
        if known is not None:
            return int(known.id)
        return int(Operator.insert(station=self.station_id, login=self.operator).execute())

    def record(self, action: str, subject: str, detail: str = "") -> None:
        """Add a line to the audit trail; only inside a writing transaction.

        ``subject`` and ``detail`` name rows and numbers, never an identity number.
        """
        Audit.insert(
            station=self.station_id,
            recorded_at=clock.timestamp(),
            operator=self.operator_id(),
            business_date=self.business_date,
            action=action,
            subject=subject,
            detail=detail,
        ).execute()


def open_desk(
    store: Store,
    find_notice: Callable[[str], Notice],
    business_date: dt.date,
    operator: str,
) -> Desk:
    """Return the desk of an operator in a store.

    ``find_notice`` returns the rules for the identifier the station keeps. In a store of
    several stations the operator decides which; raises BadInput when that is unclear.
    """
    station = _station_of(operator)
    return desk_at(store, station, find_notice(station.notice), business_date, operator)


def desk_at(
    store: Store, station: Station, bare: Notice, business_date: dt.date, operator: str
) -> Desk:
    """Return the desk of a station, its notice ``bare`` filled in with the station's figures."""
    figures = read_figures(station.id)
    return Desk(
        store=store,
        station_id=station.id,
        township=station.township.name,
        is_demonstration=bool(station.is_demonstration),
        notice=notice_on(bare, figures, business_date),
        business_date=business_date,
        operator=operator,
        bare=bare,
        figures=figures,
    )


def read_figures(station_id: int) -> tuple[DatedFigure, ...]:
    """Return the figures a station has recorded, in the order of recording."""
    filled = FilledFigure.select().where(FilledFigure.station == station_id)
    return tuple(
        DatedFigure(
            key=row.key,
            value=row.value,
            document=row.document,
            document_date=row.document_date,
            effective_from=row.effective_from,
        )
        for row in filled.order_by(FilledFigure.id)
    )


def _station_of(operator: str) -> Station:
    stations = list(Station.select(Station, Township).join(Township).limit(2))
    if len(stations) == 1:
        return stations[0]
    if not stations:
        raise BadInput("数据库里还没有站点，请先运行 laobao init")
    known = list(
        Station.select(Station, Township)
        .join(Township)
        .join_from(Station, Operator)
        .where(Operator.login == operator)
        .limit(2)
    )
    if len(known) != 1:
        raise BadInput(
            f"数据库里有多个站点，操作员“{operator}”不属于其中一个，请用 --operator 指明"
        )
    return known[0]
