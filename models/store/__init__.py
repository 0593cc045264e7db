"""Where everything is kept: opening a store, its tables, and one way to write.

``connect`` opens or creates a store by file path (embedded, encrypted) or by
``postgresql://`` URL; ``tables`` declares each table once, ``rows`` reads and writes them typed;
``writing`` is the one transaction every business action runs in; ``migrations`` make the schema.
"""

import sys

if "peewee" not in sys.modules and "psycopg" not in sys.modules:
    # Peewee would import the PostgreSQL driver wherever it is installed: see ``postgres``.
    sys.modules["psycopg"] = None  # type: ignore[assignment]
    import peewee as _  # noqa: F401

    del sys.modules["psycopg"]
