"""Opening and creating a store, by file path (embedded) or ``postgresql://`` URL."""

import re
from pathlib import Path

from peewee import Database, PeeweeException
from playhouse.sqlcipher_ext import SqlCipherDatabase

from models.base.errors import BadInput, LaobaoError, StoreFailure
from models.base.files import clear_drafts, file_cause, make_folder, sync_folder
from models.store.chain import highest_ids, is_key_of, seal_migrated
from models.store.ddl import is_postgres
from models.store.faults import cause_of, is_no_database
from models.store.key import passphrase, read_key
from models.store.planning import describe_indexes
from models.store.states import state_everything
from models.store.writing import Store

APPLICATION_ID = 0x6C616F62  # "laob"
SCHEMA_VERSION = 5
MIGRATIONS = Path(__file__).parent / "migrations"
_CACHED_STATEMENTS = 512  # a payment uses more than the driver keeps by itself
_PRAGMAS = (
    ("cipher_log_level", "NONE"),  # first: a wrong key is told once, by us
    ("busy_timeout", 15000),
    ("journal_mode", "wal"),
    ("synchronous", "full"),
    ("foreign_keys", 1),
    ("recursive_triggers", 1),
    ("trusted_schema", 0),
    ("cell_size_check", 1),
    ("cache_size", -8000),
)


_PAGE_BYTES = 4096
_LOGS = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a store that was not closed: part of it, under its name."""


def is_url(location: str) -> bool:
    """Whether a store is a PostgreSQL database rather than a file."""
    return location.startswith(("postgresql://", "postgres://"))


def shown(location: str) -> str:
    """Return a store's location as it may be printed: without a password."""
    return re.sub(r"(://[^:/@]*):[^@]*@", r"\1:***@", location)


def create_store(location: str, key_file: Path) -> Store:
    """Make an empty store with its schema and open it; the key file must exist already.

    Raises BadInput where a store stands already, StoreFailure where none can be made.
    """
    if is_url(location):
        database = _connect(location, key_file)
        if database.table_exists("station"):
            database.close()
            raise BadInput("该 PostgreSQL 库已有劳保数据，不覆盖；请换一个库")
        return _opened(database, location, key_file, is_new=True)
    path = Path(location)
    if path.exists():
        raise BadInput(f"数据库 {location} 已存在，不覆盖；请换一个「数据库」路径")
    refuse_leftovers(path)
    try:
        make_folder(path.parent)
        path.touch(mode=0o600)
    except OSError as error:
        raise StoreFailure(f"建不了数据库 {location}：{file_cause(error)}") from None
    try:
        made = _opened(_connect(location, key_file), location, key_file, is_new=True)
        sync_folder(path.parent)
    except LaobaoError:
        remove_store(path)
        raise
    return made


def refuse_leftovers(path: Path) -> None:
    """Raise BadInput where a log of another store lies at a place: it would be played into it.

    What was acknowledged last may stand in that log alone, so it is never deleted here.
    """
    left = [file.name for each in _LOGS if (file := Path(f"{path}{each}")).exists()]
    if left:
        raise BadInput(
            f"{path.parent} 里还有原来数据库的 {'、'.join(left)}，最后几笔可能只在里面；"
            f"请把它和原来的 {path.name} 一起移到同一个文件夹（不要改名），再办理"
        )


def remove_store(path: Path) -> None:
    """Delete an embedded store's file and what SQLite and the writers' queue keep beside it."""
    for suffix in ("", *_LOGS, ".lock"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)


def open_store(location: str, key_file: Path) -> Store:
    """Open an existing store, migrating an older schema forward.

    Raises BadInput where there is none, StoreFailure for a wrong key, a file that is
    not a store, or one made by a newer program.
    """
    if not is_url(location):
        path = Path(location)
        if not path.is_file():
            raise BadInput(f"没有数据库 {location}，请先「建站」或看「演示」，或指明「数据库」")
        if not path.stat().st_size:
            raise StoreFailure(f"{location} 是空文件，不是劳保数据库；请核对「数据库」")
        clear_drafts(path.parent)
    return _opened(_connect(location, key_file), location, key_file, is_new=False)


def _connect(location: str, key_file: Path) -> Database:
    database: Database
    if is_url(location):
        from models.store.postgres import load_driver

        load_driver()
        from playhouse.db_url import connect

        try:
            database = connect(location)
            database.connect()
        except (PeeweeException, ImportError, RuntimeError) as error:
            raise StoreFailure(f"连不上 PostgreSQL 数据库：{_one_line(error)}") from None
        return database
    database = SqlCipherDatabase(
        location,
        passphrase=passphrase(read_key(key_file)),
        pragmas=_PRAGMAS,
        cached_statements=_CACHED_STATEMENTS,
    )
    try:
        database.connect()
        database.execute_sql("SELECT count(*) FROM sqlite_master").fetchone()
    except PeeweeException as error:
        database.close()
        raise StoreFailure(f"打不开数据库 {shown(location)}：{_why(error, location)}") from None
    return database


def _opened(database: Database, location: str, key_file: Path, *, is_new: bool) -> Store:
    store = Store(database, None if is_url(location) else Path(location), key_file, location)
    try:
        _bring_up_to_date(store, location, is_new=is_new)
        if is_postgres(database) and not is_key_of(store, store.sealer):
            raise StoreFailure(
                f"密钥文件 {key_file} 不是数据库 {shown(location)} 的密钥，请用建库时的密钥文件"
            )
    except LaobaoError:
        database.close()
        raise
    except PeeweeException as error:
        database.close()
        raise StoreFailure(f"数据库 {shown(location)} 打开或升级失败：{cause_of(error)}") from None
    return store


def _bring_up_to_date(store: Store, location: str, *, is_new: bool) -> None:
    """Run what migrations are missing and seal what they leave behind, all or nothing."""
    database = store.database
    version = _schema_version(database, location, is_new=is_new)
    if version > SCHEMA_VERSION:
        raise StoreFailure(
            f"数据库 {shown(location)} 由更新的程序建立（第 {version} 版结构，本程序只到第 "
            f"{SCHEMA_VERSION} 版），请升级程序后再开"
        )
    if version == SCHEMA_VERSION:
        return
    if is_postgres(database):
        with database.atomic():
            _migrate(store)
        return
    # A table made anew is dropped and renamed: its rows must not be seen to be missing.
    database.execute_sql("PRAGMA foreign_keys = 0")
    with database.atomic("IMMEDIATE"):
        _migrate(store)
        if database.execute_sql("PRAGMA foreign_key_check").fetchone() is not None:
            raise StoreFailure(f"数据库 {shown(location)} 升级后有断开的关联，没有升级，请联系维护")
        describe_indexes(database)
        database.execute_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        database.execute_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")
    database.execute_sql("PRAGMA foreign_keys = 1")


def _migrate(store: Store) -> None:
    from playhouse.migrations import Runner

    before = highest_ids(store, _newest_applied(store.database))
    knows_states = store.database.table_exists("row_state")
    Runner(store.database, str(MIGRATIONS)).up()
    if not knows_states:
        state_everything(store, store.sealer)
    seal_migrated(store, store.sealer, before)


def _schema_version(database: Database, location: str, *, is_new: bool) -> int:
    """Return the number of the newest migration applied; refuse what is not a store."""
    if is_new:
        return 0
    if is_postgres(database):
        if not database.table_exists("schema_migration"):
            raise BadInput("该 PostgreSQL 库还没有劳保数据，请先「建站」")
        return _newest_applied(database)
    row = database.execute_sql("PRAGMA application_id").fetchone()
    if row[0] != APPLICATION_ID:
        raise StoreFailure(f"{shown(location)} 不是劳保数据库（应用标识不符），请核对「数据库」")
    return int(database.execute_sql("PRAGMA user_version").fetchone()[0])


def _newest_applied(database: Database) -> int:
    """Return the number of the newest migration that was carried out, whatever the version says."""
    if not database.table_exists("schema_migration"):
        return 0
    name = database.execute_sql("SELECT max(name) FROM schema_migration").fetchone()[0]
    return int(name[:4]) if name else 0


def _why(error: PeeweeException, location: str) -> str:
    """Return why a store does not open; whatever SQLCipher cannot read it calls no database."""
    if not is_no_database(error):
        return cause_of(error)
    if Path(location).stat().st_size % _PAGE_BYTES:
        return "它不是劳保数据库，或没有拷贝完整；请核对「数据库」"
    return "密钥不对，或它不是劳保数据库；请核对「密钥文件」"


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split()) or type(error).__name__
