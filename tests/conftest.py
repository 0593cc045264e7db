"""Fixtures for every test: a small station in each of the two databases."""

import contextlib
import gc
import os
import shutil
import subprocess
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from models.station.desk import Desk, open_desk
from models.store.connect import create_store, open_store
from models.store.writing import Store
from seed.notice_file import load_notice
from tests import databases, forked
from tests.built import DATABASE, KEY, Built, founding
from tests.making import BUSINESS_DATE
from tests.soak import IS_SOAK

_TESTS = Path(__file__).parent
_WITH_PROCESSES = ("seed.grid_file", "tui.background.process")

settings.register_profile(
    "soak", deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
settings.register_profile(
    "laobao", settings.get_profile("soak"), derandomize=True, database=None, max_examples=25
)
settings.register_profile(
    "mutants",
    settings.get_profile("laobao"),
    max_examples=15,
)
settings.load_profile(os.environ.get("LAOBAO_HYPOTHESIS", "soak" if IS_SOAK else "laobao"))


@pytest.hookimpl(tryfirst=True)
def pytest_collection(session: pytest.Session) -> None:
    """Let each worker load the tests from another file on: what one has compiled, others load.

    In a fresh clone every worker would otherwise compile all of them, side by side.
    """
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    if worker and session.config.args == session.config.getini("testpaths"):
        names = [_module_name(path) for path in sorted(_TESTS.rglob("test_*.py"))]
        first = worker * len(names) // int(os.environ["PYTEST_XDIST_WORKER_COUNT"])
        for name in names[first:]:
            with contextlib.suppress(Exception):  # told when it is collected
                import_module(name)


def _module_name(path: Path) -> str:
    return ".".join(path.relative_to(_TESTS.parent).with_suffix("").parts)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give every worker its share of the slow tests, to begin with them.

    Each is given as many tests in a row, and takes others' when it is done with its own.
    In a campaign every rule with thrown examples is played: the suite throws few of them.
    """
    if IS_SOAK:
        for item in items:
            if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
                item.add_marker("soak")
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    slow = [item for item in items if item.get_closest_marker("slow")]
    quick = [item for item in items if not item.get_closest_marker("slow")]
    share = -(-len(quick) // workers)
    items[:] = [
        item
        for worker in range(workers)
        for item in (*slow[worker::workers], *quick[worker * share : (worker + 1) * share])
    ]


def pytest_collection_finish() -> None:
    """Let the garbage collector pass over what was collected: it all stays to the end."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True, scope="session")
def begun_warm() -> Iterator[None]:
    """Fork what the program starts in a process of its own from one that has imported much."""
    with pytest.MonkeyPatch.context() as patch:
        for module in _WITH_PROCESSES:
            patch.setattr(f"{module}.subprocess", forked)
        yield
    forked.stop()


@pytest.fixture
def begun_from_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it begin as it does for a clerk."""
    for module in _WITH_PROCESSES:
        monkeypatch.setattr(f"{module}.subprocess", subprocess)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A real PostgreSQL, started for the session; its maintenance URL."""
    with databases.postgres_server() as url:
        yield url


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The stores that are built once for all workers; tests begin with a copy."""
    base = tmp_path_factory.getbasetemp()
    return Built((base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "built")


@pytest.fixture(scope="session")
def made_database(postgres_server: str, built: Built) -> str:
    """The URL of an empty PostgreSQL store under the key of the embedded one, to be copied."""
    url = databases.new_database(postgres_server)
    create_store(url, built.empty() / KEY).close()
    return url


@pytest.fixture(scope="session")
def founded_database(postgres_server: str, built: Built, made_database: str) -> str:
    """The URL of a copy of it in which 上岭桥镇 has been founded, to be copied as well."""
    url = databases.new_database(postgres_server, made_database)
    store = open_store(url, built.empty() / KEY)
    founding(store)
    store.close()
    return url


@pytest.fixture
def key_file(tmp_path: Path, built: Built) -> Path:
    """A key file of its own."""
    path = tmp_path / "config" / "station.key"
    path.parent.mkdir()
    shutil.copy(built.empty() / KEY, path)
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
    """An empty store, in each database; with a station in it for a test that wants a desk."""
    if kind == "sqlite":
        yield request.getfixturevalue("sqlite_store")
        return
    server = request.getfixturevalue("postgres_server")
    wanted = "founded_database" if "desk" in request.fixturenames else "made_database"
    url = databases.new_database(server, request.getfixturevalue(wanted))
    store = open_store(url, key_file)
    yield store
    store.close()
    databases.drop_database(server, url)


@pytest.fixture
def sqlite_store(
    tmp_path: Path, key_file: Path, built: Built, request: pytest.FixtureRequest
) -> Iterator[Store]:
    """An empty embedded store; with a station in it for a test that wants a desk."""
    path = tmp_path / "station.db"
    has_desk = {"desk", "sqlite_desk"} & set(request.fixturenames)
    shutil.copy((built.founded() if has_desk else built.empty()) / DATABASE, path)
    store = open_store(str(path), key_file)
    yield store
    store.close()


@pytest.fixture
def desk(store: Store) -> Desk:
    """A station of 上岭桥镇 with nobody in it yet, in each database."""
    return open_desk(store, load_notice, BUSINESS_DATE, "test")


@pytest.fixture
def sqlite_desk(sqlite_store: Store) -> Desk:
    """The same station in an embedded store, where the database makes no difference."""
    return open_desk(sqlite_store, load_notice, BUSINESS_DATE, "test")
