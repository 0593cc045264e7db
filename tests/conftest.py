"""Fixtures for every test: a small station in each of the two databases."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from models.station.desk import Desk
from models.station.founding import found_station
from models.store.connect import create_store, open_store
from models.store.key import create_key_file
from models.store.writing import Store
from seed.notice_file import load_notice
from tests import databases
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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give every worker its share of the slow tests, to begin with them.

    Each is given as many tests in a row, and takes others' when it is done with its own.
    """
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    slow = [item for item in items if item.get_closest_marker("slow")]
    quick = [item for item in items if not item.get_closest_marker("slow")]
    share = -(-len(quick) // workers)
    items[:] = [
        item
        for worker in range(workers)
        for item in (*slow[worker::workers], *quick[worker * share : (worker + 1) * share])
    ]


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A real PostgreSQL, started for the session; its maintenance URL."""
    with databases.postgres_server() as url:
        yield url


@pytest.fixture(scope="session")
def made_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an empty embedded store and its key: tests begin with a copy."""
    folder = tmp_path_factory.mktemp("made")
    create_key_file(folder / "station.key")
    create_store(str(folder / "station.db"), folder / "station.key").close()
    return folder


@pytest.fixture(scope="session")
def made_database(postgres_server: str, made_folder: Path) -> str:
    """The URL of a PostgreSQL store made under the same key, to be copied as well."""
    url = databases.new_database(postgres_server)
    create_store(url, made_folder / "station.key").close()
    return url


@pytest.fixture
def key_file(tmp_path: Path, made_folder: Path) -> Path:
    """A key file of its own."""
    path = tmp_path / "config" / "station.key"
    path.parent.mkdir()
    shutil.copy(made_folder / "station.key", path)
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    """Each of the two databases."""
    kind: str = request.param
    return kind


@pytest.fixture
def location(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty store can be made: a file, then a PostgreSQL database."""
    if kind == "sqlite":
        return str(tmp_path / "station.db")
    return databases.new_database(request.getfixturevalue("postgres_server"))


@pytest.fixture
def store(kind: str, request: pytest.FixtureRequest, key_file: Path) -> Iterator[Store]:
    """An empty store, in each database."""
    if kind == "sqlite":
        yield request.getfixturevalue("sqlite_store")
        return
    server = request.getfixturevalue("postgres_server")
    url = databases.new_database(server, request.getfixturevalue("made_database"))
    store = open_store(url, key_file)
    yield store
    store.close()
    databases.drop_database(server, url)


@pytest.fixture
def sqlite_store(tmp_path: Path, key_file: Path, made_folder: Path) -> Iterator[Store]:
    """An empty embedded store."""
    path = tmp_path / "station.db"
    shutil.copy(made_folder / "station.db", path)
    store = open_store(str(path), key_file)
    yield store
    store.close()


@pytest.fixture
def desk(store: Store) -> Desk:
    """A station of 上岭桥镇 with nobody in it yet, in each database."""
    return _found(store)


@pytest.fixture
def sqlite_desk(sqlite_store: Store) -> Desk:
    """The same station in an embedded store, where the database makes no difference."""
    return _found(sqlite_store)


def _found(store: Store) -> Desk:
    return found_station(store, load_notice("lengshuitan-2019"), "上岭桥镇", BUSINESS_DATE, "test")
