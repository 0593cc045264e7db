"""Backups: the whole store, encrypted under its key, verified before it counts as one."""

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from playhouse.sqlcipher_ext import SqlCipherDatabase

from models.base.errors import BadInput, StoreFailure
from models.base.files import draft_beside, file_cause, make_folder, put_in_place
from models.checks.check_store import check_store
from models.store.connect import is_url, open_store, refuse_leftovers
from models.store.faults import cause_of, is_fault
from models.store.key import passphrase, read_key
from models.store.writing import Store

_PAYMENTS = "SELECT count(*) AS payments, max(business_date) AS last_day FROM payment"


class _Payments(NamedTuple):
    payments: int
    last_day: str | None


@dataclass(frozen=True)
class Verified:
    """A copy that was read from its first page to its last.

    ``broken`` are the invariants that fail in it, as they do in what it was copied from.
    """

    path: Path
    payments: int
    last_day: str
    head: str
    digest: str
    broken: tuple[str, ...]


def back_up(store: Store, path: Path) -> Verified:
    """Copy a store to a new file while others go on working; whole and verified, or not at all.

    A store whose check fails is copied too, and says so. Raises BadInput where a file stands
    already, the folder is missing or the store is a PostgreSQL database; StoreFailure where
    the disk fails or the copy does not verify.
    """
    if store.path is None:
        raise BadInput("PostgreSQL 数据库请用 pg_dump 备份，本命令只备份单机数据库")
    _refuse_existing(path)
    with _draft_beside(path) as draft:
        target = SqlCipherDatabase(str(draft), passphrase=passphrase(read_key(store.key_file)))
        target.connect()
        target.execute_sql("SELECT count(*) FROM sqlite_master").fetchone()
        store.database.connection().backup(target.connection())
        target.close()
        verified = _verify(draft, store.key_file)
        put_in_place(draft, path)
    return Verified(path, *verified)


def restore(path: Path, location: str, key_file: Path) -> Verified:
    """Put a backup in the place of a store that is not there; verified before and in place.

    An older one is brought up to date. Raises BadInput where a store stands already, or a log
    that was left of one; StoreFailure for another key, a damaged file, or one whose check fails.
    """
    if is_url(location):
        raise BadInput("PostgreSQL 数据库请用 pg_restore 恢复，本命令只恢复单机数据库")
    target = Path(location)
    if not path.is_file():
        raise BadInput(f"找不到备份文件 {path}，请核对路径")
    try:
        make_folder(target.parent)
    except OSError as error:
        raise StoreFailure(f"建不了文件夹 {target.parent}（{file_cause(error)}）") from None
    _refuse_existing(target)
    refuse_leftovers(target)
    with _draft_beside(target) as draft:
        shutil.copyfile(path, draft)
        verified = _verify(draft, key_file)
        broken = verified[-1]
        if broken:
            raise StoreFailure(
                f"备份 {path.name} 自检不符（{broken[0]}），没有恢复；请换一份备份，或联系维护人员"
            )
        put_in_place(draft, target)
    return Verified(target, *verified)


def _refuse_existing(path: Path) -> None:
    if path.exists():
        raise BadInput(f"文件 {path} 已存在，不覆盖；请换一个位置，或先把它移开")
    if not path.parent.is_dir():
        raise BadInput(f"没有文件夹 {path.parent}，请先建立或换一个路径")


@contextmanager
def _draft_beside(path: Path) -> Iterator[Path]:
    """Give a draft's name in the same folder; what is left of it is removed."""
    try:
        with draft_beside(path) as draft:
            yield draft
    except OSError as error:
        raise StoreFailure(f"写不了文件 {path}（{file_cause(error)}），请排除后再办") from None
    except Exception as error:  # the driver's own copying raises what Peewee does not
        if not is_fault(error):
            raise
        raise StoreFailure(
            f"文件 {path} 没有写成（{cause_of(error)}），没有采用；请排除后再办"
        ) from None


def _verify(draft: Path, key_file: Path) -> tuple[int, str, str, str, tuple[str, ...]]:
    """Read every page and check every invariant of a copy; return what it holds."""
    try:
        store = open_store(str(draft), key_file)
    except StoreFailure as error:
        reason = error.message.replace(str(draft), "备份")
        raise StoreFailure(f"备份不能用：{reason}") from None
    try:
        damaged = store.rows("PRAGMA cipher_integrity_check")
        if damaged:
            raise StoreFailure(f"备份文件已损坏（{len(damaged)} 处），不能用；请换一份备份")
        proof = check_store(store)
        paid = store.query(_Payments, _PAYMENTS)[0]
        store.run("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        store.close()
    digest = hashlib.sha256(draft.read_bytes()).hexdigest()
    broken = tuple(f"{each.name}：{each.detail}" for each in proof.broken)
    return paid.payments, paid.last_day or "", proof.head.text, digest, broken
