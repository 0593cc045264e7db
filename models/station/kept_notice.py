"""The notices of a station's rounds, kept read and proved, so that no command reads them anew.

One counts only with the very text it was read from, under the station's key: where the file has
changed since, or somebody has changed what is kept, the file is read again. Its digest has two
parts, one of the text and one of what is kept from it, so that ``check`` needs no text.
"""

from collections.abc import Callable, Iterable
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
    """Return what is kept, if it was read from ``source`` and is as it was kept; else None.

    Without a source the machine has no such file, as after a restore on an empty one: the rounds
    of a station go on under what its store has kept.
    """
    kept = store.first(KeptNotice, _KEPT, (station_id, notice_id))
    if kept is None:
        return None
    of_text = _keyed(store, source) if source else kept.digest.partition(" ")[0]
    if kept.digest != _digest(store, notice_id, of_text, kept.content):
        return None
    try:
        return msgspec.json.decode(kept.content, type=Notice, dec_hook=_read)
    except msgspec.ValidationError:  # an older program's notice had other parts
        return None


def not_kept(
    store: Store, station_id: int, notices: Iterable[Notice], source_of: Callable[[str], bytes]
) -> list[tuple[Notice, bytes]]:
    """Return the notices, each with its text, of which the store keeps nothing that is valid."""
    sources = {each.id: (each, source_of(each.id)) for each in notices}
    return [
        (notice, source)
        for notice, source in sources.values()
        if source and kept_notice(store, station_id, notice.id, source) is None
    ]


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
