"""The notices of a station's rounds, kept read and proved, so that no command reads them anew.

One counts only with the very text it was read from, under the station's key: where the file has
changed since, or somebody has changed what is kept, the file is read again. Its digest has two
parts, one of the text and one of what is kept from it, so that ``check`` needs no text.
"""

from fractions import Fraction
from hashlib import blake2b
from typing import Any

import msgspec

from models.levy.notice import Notice
from models.store.key import derived_key
from models.store.tables.station import KeptNotice
from models.store.writing import Store

_PURPOSE = "kept notice"
_KEPT = (
    "SELECT station_id, notice, digest, content FROM kept_notice "
    "WHERE station_id = ? AND notice = ?"
)
_FORGET = "DELETE FROM kept_notice WHERE station_id = ? AND notice = ?"


def keep_notice(store: Store, station_id: int, notice: Notice, source: bytes) -> None:
    """Keep a notice as read from ``source``, the text of its file; only inside ``writing``."""
    content = msgspec.json.encode(notice, enc_hook=_written).decode()
    digest = _digest(store, notice.id, _keyed(store, source), content)
    store.run(_FORGET, (station_id, notice.id))
    kept = KeptNotice(station_id=station_id, notice=notice.id, digest=digest, content=content)
    store.insert([kept])


def kept_notice(store: Store, station_id: int, notice_id: str, source: bytes) -> Notice | None:
    """Return what is kept, if it was read from ``source`` and is as it was kept; else None."""
    kept = store.first(KeptNotice, _KEPT, (station_id, notice_id))
    if kept is None:
        return None
    if kept.digest != _digest(store, notice_id, _keyed(store, source), kept.content):
        return None
    try:
        return msgspec.json.decode(kept.content, type=Notice, dec_hook=_read)
    except msgspec.ValidationError:  # an older program's notice had other parts
        return None


def is_as_kept(store: Store, kept: KeptNotice) -> bool:
    """Return whether a notice is as it was kept, whatever its file says now."""
    of_text = kept.digest.partition(" ")[0]
    return kept.digest == _digest(store, kept.notice, of_text, kept.content)


def _digest(store: Store, notice_id: str, of_text: str, content: str) -> str:
    kept = "\0".join((notice_id, of_text, content)).encode(errors="surrogateescape")
    return f"{of_text} {_keyed(store, kept)}"


def _keyed(store: Store, data: bytes) -> str:
    key = derived_key(store.key_file, _PURPOSE)
    return blake2b(data, key=key, digest_size=16).hexdigest()


def _written(value: Any) -> str:
    if isinstance(value, Fraction):
        return str(value)
    raise NotImplementedError(type(value))


def _read(kind: type[Any], value: Any) -> Any:
    if kind is Fraction:
        return Fraction(value)
    raise NotImplementedError(kind)
