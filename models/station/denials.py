"""What was denied is kept in the audit trail, whoever tried it: also who is not registered."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from models.base import clock
from models.base.errors import Denied, StoreFailure
from models.base.long_work import Cancelled
from models.base.text import mask_numbers
from models.station.operators import operator_named
from models.store.tables.station import Audit, OperatorEvent
from models.store.writing import Store

_LONGEST = 40


@contextmanager
def denials_kept(
    store: Store, station_id: int, login: str, business_date: dt.date, act: str
) -> Iterator[None]:
    """Run the block; what is denied in it goes into the trail once the transaction is taken back.

    A block within another leaves that to the one around.
    """
    is_within = store.database.transaction_depth() > 0
    try:
        yield
    except Denied as denied:
        if not is_within:
            _record(store, station_id, login, business_date, act, denied)
        raise


def _record(
    store: Store, station_id: int, login: str, business_date: dt.date, act: str, denied: Denied
) -> None:
    """Keep that an act was denied, in a transaction of its own; a wrong PIN is kept count of.

    Where the store cannot be written now the refusal stands all the same.
    """
    with suppress(StoreFailure, Cancelled), store.writing(station_id):
        who = operator_named(store, station_id, login)
        now = clock.timestamp()
        if denied.whom_id and who is not None:
            store.add(
                OperatorEvent(
                    station_id=station_id,
                    whom_id=denied.whom_id,
                    kind="pin_failed",
                    business_date=business_date,
                    operator_id=who.operator_id,
                    recorded_at=now,
                )
            )
        stranger = f" {mask_numbers(login)[:_LONGEST]}" if who is None else ""
        store.add(
            Audit(
                station_id=station_id,
                recorded_at=now,
                operator_id=who.operator_id if who else None,
                business_date=business_date,
                action="denied",
                subject=denied.subject or act,
                detail=f"{act} {denied.code}{stranger}",
            )
        )
