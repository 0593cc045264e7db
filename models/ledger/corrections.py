"""Papers that move or are shared: whose a slip or a voucher is, in SQL.

Nothing in the ledger is changed: the row of a slip or voucher stays under the entry it came with.
A correction (更正) says that another entry carries it from then on; the entries of a village's
collection share the papers that are kept under the first. Whoever reads papers asks here.
"""

from typing import NamedTuple

from models.station.desk import Desk
from models.store.rows import Rows
from models.store.tables.corrections import Correction
from models.store.tables.ledger import HandedIn

_AS_ENTERED = """
SELECT count(*) AS entries, coalesce(sum(o.amount_fen), 0) AS amount_fen
FROM handed_in g JOIN payment o ON o.station_id = g.station_id AND o.id = g.entry_id
WHERE g.station_id = ? AND g.papers_id = ? AND NOT EXISTS (SELECT 1 FROM correction k
 WHERE k.station_id = g.station_id AND k.entry_id = g.entry_id)
"""
_SHARED = (
    "(SELECT g.papers_id FROM handed_in g "
    "WHERE g.station_id = {station}.station_id AND g.entry_id = {entry})"
)


def papers_of(entry: str) -> str:
    """Return the entry under which the papers of ``entry`` are kept: ``v.reverses_id``.

    It is the entry itself unless that was made by a correction, or shares them.
    """
    shared = _SHARED.format(station=entry.partition(".")[0], entry=entry)
    return f"coalesce({shared}, {_of(entry, 'papers_id', 'entry_id')}, {entry})"


def holder_of(kept_under: str) -> str:
    """Return the entry that carries the papers kept under an entry: ``s.payment_id``.

    Of those that share them it is the first one's.
    """
    last = f"SELECT max(k.entry_id) FROM correction k WHERE {_same(kept_under, 'papers_id')}"
    return f"coalesce(({last}), {kept_under})"


def paid_on(entry: str) -> str:
    """Return the day on which an entry's money was taken at the counter: of payment ``p``."""
    day = _of(f"{entry}.id", "paid_on", "entry_id")
    return f"coalesce({day}, {entry}.business_date)"


def slip_fen(slip: str) -> str:
    """Return what a slip ``s`` states, where a correction says that it was entered wrongly."""
    last = (
        f"SELECT k.paper_fen FROM correction k WHERE {_same(f'{slip}.payment_id', 'papers_id')} "
        "ORDER BY k.id DESC LIMIT 1"
    )
    return f"coalesce(({last}), {slip}.amount_fen)"


def is_taken_back_by(entry: str) -> str:
    """Return whether an entry only takes back what a correction posted anew: ``p.id``."""
    return f"EXISTS (SELECT 1 FROM correction k WHERE {_same(entry, 'reversal_id')})"


def is_posted_by(entry: str) -> str:
    """Return whether an entry was posted by a correction in place of a wrong one: ``p.id``."""
    return f"EXISTS (SELECT 1 FROM correction k WHERE {_same(entry, 'entry_id')})"


IS_TAKEN_BACK = (
    "(j.source = 'payment' AND EXISTS (SELECT 1 FROM correction k "
    "WHERE k.station_id = j.station_id AND k.reversal_id = j.source_id))"
)
"""Whether a till move ``j`` is that of a correction's reversal; it counts with the right entry."""

CORRECTED_FEN = (
    "coalesce((SELECT w.amount_fen FROM correction k JOIN payment w "
    "ON w.station_id = k.station_id AND w.id = k.reversal_id "
    "WHERE j.source = 'payment' AND k.station_id = j.station_id AND k.entry_id = j.source_id), 0)"
)
"""What to add to a till move ``j`` that a correction made: what was taken back with it."""


def _of(entry: str, wanted: str, known: str) -> str:
    return f"(SELECT k.{wanted} FROM correction k WHERE {_same(entry, known)})"


def _same(entry: str, column: str) -> str:
    return f"k.station_id = {entry.partition('.')[0]}.station_id AND k.{column} = {entry}"


def shared_papers(desk: Desk, entry_id: int) -> int | None:
    """Return the entry whose papers an entry shares with others; None for one with its own."""
    row = desk.store.get(HandedIn, station_id=desk.station_id, entry_id=entry_id)
    return row.papers_id if row else None


def entries_sharing(store: Rows, station_id: int, kept_under: int) -> list[int]:
    """Return the entries of a collection that stand, of any station; none where it is no such.

    One that was corrected is left out: the entry made of it is there.
    """
    found = store.find(HandedIn, station_id=station_id, papers_id=kept_under)
    ids = [each.entry_id for each in found]
    corrected = {
        each.reversed_id for each in store.find(Correction, station_id=station_id, reversed_id=ids)
    }
    return [each for each in ids if each not in corrected]


class Shared(NamedTuple):
    """A collection as it was entered: how many entries share its papers, what they add up to."""

    entries: int
    amount_fen: int


def shared_as_entered(desk: Desk, entry_id: int) -> Shared | None:
    """Return the collection that an entry is of, as it was entered; None where it is of none."""
    kept_under = shared_papers(desk, entry_id)
    if kept_under is None:
        return None
    return desk.store.first(Shared, _AS_ENTERED, (desk.station_id, kept_under))


def shared_fen(entry: str) -> str:
    """Return what the entries that share the papers of ``entry`` add up to beside it: ``p.id``.

    As they were entered: what a correction made stands for one of them.
    """
    return (
        "coalesce((SELECT sum(o.amount_fen) FROM handed_in g JOIN payment o "
        "ON o.station_id = g.station_id AND o.id = g.entry_id "
        f"WHERE g.station_id = {entry.partition('.')[0]}.station_id AND g.papers_id = {entry} "
        "AND g.entry_id <> g.papers_id AND NOT EXISTS (SELECT 1 FROM correction k "
        "WHERE k.station_id = g.station_id AND k.entry_id = g.entry_id)), 0)"
    )


def correction_to(desk: Desk, entry_id: int) -> Correction | None:
    """Return the correction that made an entry; None for one entered as it is."""
    return desk.store.get(Correction, station_id=desk.station_id, entry_id=entry_id)


def correction_of(desk: Desk, entry_id: int) -> Correction | None:
    """Return the correction that took an entry back; None where none did."""
    return desk.store.get(Correction, station_id=desk.station_id, reversed_id=entry_id)


def holder(store: Rows, station_id: int, kept_under: int) -> int:
    """Return the entry that carries the papers kept under an entry, of any station."""
    sql = "SELECT max(entry_id) FROM correction WHERE station_id = ? AND papers_id = ?"
    return store.number(sql, (station_id, kept_under)) or kept_under


def papers_id(desk: Desk, entry_id: int) -> int:
    """Return the entry under which the papers of an entry are kept."""
    shared = shared_papers(desk, entry_id)
    if shared is not None:
        return shared
    made = correction_to(desk, entry_id)
    return made.papers_id if made else entry_id
