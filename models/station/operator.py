"""Who works at a station."""

from models.store.rows import Rows
from models.store.tables.station import Operator


def operator_number(store: Rows, station_id: int, login: str) -> int:
    """Return an operator's row, made on first use; only inside a writing transaction.

    Who the operator is comes from outside (the SSH key), so the store takes it as given.
    """
    known = store.get(Operator, station_id=station_id, login=login)
    return (known or store.add(Operator(station_id=station_id, login=login))).id
