"""The PostgreSQL driver, loaded for a PostgreSQL store alone.

Peewee imports every driver that is installed, and this one costs the start of every
command a tenth of a second. ``models.store`` imports Peewee without it; here Peewee gets
what it would have imported.
"""

from typing import Any

import peewee


def load_driver() -> None:
    """Let Peewee have the driver; without one installed its own error says so."""
    driven: Any = peewee
    if driven.psycopg is not None:
        return
    try:
        import psycopg
        from psycopg.pq import TransactionStatus
        from psycopg.types.json import Json, Jsonb
    except ImportError:
        return
    driven.psycopg, driven.TransactionStatus = psycopg, TransactionStatus
    driven.Json_pg3, driven.Jsonb_pg3 = Json, Jsonb
    adapter = driven.Psycopg3Adapter
    adapter.txn_idle = TransactionStatus.IDLE
    adapter.txn_inerror = TransactionStatus.INERROR
    adapter.txn_unknown = TransactionStatus.UNKNOWN
    _read_sums_as_integers()


def _read_sums_as_integers() -> None:
    """Sums of integers come as ``numeric``: all money is integer fen, so they are read as such."""
    import psycopg
    from psycopg.adapt import Loader

    class Whole(Loader):
        def load(self, data: Any) -> int:
            return int(bytes(data))

    psycopg.adapters.register_loader("numeric", Whole)
