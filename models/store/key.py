"""The key of an embedded store: 256 random bits in a file only its owner can read."""

import hashlib
import hmac
import os
import re
import secrets
import stat
from pathlib import Path

from models.base.errors import BadInput, StoreFailure
from models.base.files import file_cause, make_folder, sync_folder

_OTHERS = 0o077
_HEX_KEY = re.compile(r"[0-9a-f]{64}")


def create_key_file(path: Path) -> None:
    """Write a new random key with mode 0600; refuses to touch an existing file (BadInput)."""
    try:
        make_folder(path.parent)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise BadInput(f"密钥文件 {path} 已存在，不覆盖；请换一个「密钥文件」路径") from None
    except OSError as error:
        raise StoreFailure(f"写不了密钥文件 {path}：{file_cause(error)}") from None
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(32) + "\n")
        file.flush()
        os.fsync(file.fileno())
    sync_folder(path.parent)


def read_key(path: Path) -> str:
    """Return the key as 64 hexadecimal digits.

    Raises StoreFailure when the file is missing, unreadable, empty or not such a key: with an
    empty key SQLCipher would silently write plain text. So too when others can read it.
    """
    try:
        text = path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        raise StoreFailure(f"找不到密钥文件 {path}，请指明「密钥文件」") from None
    except OSError as error:
        raise StoreFailure(f"读不了密钥文件 {path}（{file_cause(error)}），请改正") from None
    except UnicodeDecodeError:
        raise StoreFailure(f"密钥文件 {path} 不是文本，请恢复原来的文件") from None
    if not text:
        raise StoreFailure(f"密钥文件 {path} 是空的，拒绝打开；请恢复原来的密钥文件")
    if _HEX_KEY.fullmatch(text) is None:
        raise StoreFailure(f"密钥文件 {path} 的内容不是 64 位十六进制密钥，请恢复原来的文件")
    _refuse_readable(path)
    return text


def _refuse_readable(path: Path) -> None:
    """Raise StoreFailure for a key that others than its owner can read or change."""
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & _OTHERS:
        raise StoreFailure(
            f"密钥文件 {path} 别人也能读写（权限 {mode:03o}），拒绝打开；请改成只有本人能读写"
            "（chmod 600），改不了就移到本人的文件夹，再指明「密钥文件」"
        )


def passphrase(key: str) -> str:
    """Return the key in SQLCipher's notation for a raw key, which skips key derivation."""
    return f"x'{key}'"


def derived_key(path: Path, purpose: str) -> bytes:
    """Return a key of its own for one purpose, from which the store's cannot be told.

    Raises StoreFailure as ``read_key`` does.
    """
    return hmac.digest(bytes.fromhex(read_key(path)), purpose.encode(), hashlib.sha256)
