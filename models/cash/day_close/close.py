"""Closing the day: what was counted against what the books have. Nothing is made to agree.

A difference is recorded with its reason and changes no entry; when it is found out, the
missing entry is made, and the next close agrees.
"""

from collections.abc import Collection, Mapping
from typing import Literal, NamedTuple

from models.base import clock
from models.base.errors import BadInput, RefusedByRule
from models.base.text import check_clean, squeeze
from models.cash.day_close.expected import drawers_on, operators_open
from models.cash.day_close.not_as_counted import DayDiffers
from models.cash.day_close.read import last_close, read_close
from models.cash.day_close.values import Closed, DayClose, DayCount
from models.cash.pos_batches import Batch, CountedBatch, batch_totals, counted_batches, open_batches
from models.station.closed_days import refuse_future
from models.station.desk import Desk
from models.store.tables import cash as tables
from models.store.tables.cash import BatchLeftOpen, Scope

_LAST_IDS = """
SELECT (SELECT coalesce(max(id), 0) FROM payment WHERE station_id = ?) AS payment_id,
 (SELECT coalesce(max(id), 0) FROM journal WHERE station_id = ?) AS journal_id
"""
_SINCE = """
SELECT count(*) FROM day_close c WHERE c.station_id = ? AND c.id = ? AND (
 EXISTS (SELECT 1 FROM payment p WHERE p.station_id = c.station_id AND p.id > c.last_payment_id
  AND (c.scope = 'station' OR p.operator_id = c.operator_id))
 OR EXISTS (SELECT 1 FROM journal j
  JOIN deposit d ON d.station_id = j.station_id AND d.id = j.source_id
  WHERE j.source = 'deposit' AND j.station_id = c.station_id AND j.id > c.last_journal_id
  AND (c.scope = 'station' OR d.operator_id = c.operator_id)))
"""


def close_day(
    desk: Desk,
    scope: Scope,
    counted_fen: int,
    pos: Mapping[Batch, int] | None = None,
    reason: str = "",
    *,
    accepted: DayCount | Literal["any"] | None = "any",
    left_open: Collection[Batch] = (),
) -> Closed:
    """Close the operator's drawer, or the station, for the business date.

    ``counted_fen`` is the cash counted, ``pos`` what the terminals' settlement slips state by
    terminal and batch, ``left_open`` those that a terminal has not settled: they run on into the
    next day. A day that was left open can be closed after a later one. ``accepted`` says which
    differences the reason is given for: any, or only those of a count that was looked at. The
    very same again answers with the first. Raises DayDiffers (``day_differs``) where something
    differs that is not accepted or has no reason, RefusedByRule where the day is closed, and a
    later one as well (``too_early``), others have not closed (``operators_open``) or a terminal's
    total is missing (``pos_total_missing``); Denied for a day to come (``future_date``); BadInput
    for an amount below zero, a reason that is too long, or a batch both totalled and left open.
    """
    reason = check_clean(squeeze(reason), "原因")
    if len(reason) > 100:
        raise BadInput("原因太长，最多 100 个字")
    if counted_fen < 0:
        raise BadInput("清点的现金不能小于零，请核对")
    with desk.writing("close_day"):
        operator_id = desk.operator_id()
        refuse_future(desk.business_date)
        last = last_close(desk, scope, operator_id)
        if last is not None and desk.business_date < last.business_date:
            last = _close_of_open_day(desk, scope, operator_id, last, counted_fen)
            if last is not None:
                return Closed(last, replayed=True)
        if scope == "station":
            _refuse_while_others_are_open(desk)
        batches = _counted(desk, scope, pos or {}, left_open)
        drawers = drawers_on(desk, desk.business_date)
        expected_fen = drawers.total_fen if scope == "station" else drawers.of(operator_id)
        if last is not None and _is_same(desk, last, counted_fen, batches):
            return Closed(last, replayed=True)
        count = DayCount(expected_fen, counted_fen, batches)
        if count.has_differences and not (reason and accepted in ("any", count)):
            raise DayDiffers(count)
        number = _write(desk, scope, operator_id, count, reason)
        _leave_open(desk, number, left_open)
        desk.record("close_day", f"day_close {number}", f"{scope} {counted_fen - expected_fen}")
    return Closed(read_close(desk, number), replayed=False)


def _close_of_open_day(
    desk: Desk, scope: Scope, operator_id: int, newest: DayClose, counted_fen: int
) -> DayClose | None:
    """Return the same close made before of a day that a later close came after, None for none.

    Raises RefusedByRule (``too_early``) where the day was closed otherwise.
    """
    before = last_close(desk, scope, operator_id, desk.business_date)
    if before is None or before.counted_fen == counted_fen:
        return before
    raise RefusedByRule(
        f"{desk.business_date} 已日结（第 {before.number} 号），又已日结到 "
        f"{newest.business_date}，不能再结，请按 F8 核对；补录的单据在下一次日结里列出",
        "too_early",
    )


def _leave_open(desk: Desk, number: int, batches: Collection[Batch]) -> None:
    desk.store.add_all(
        BatchLeftOpen(station_id=desk.station_id, close_id=number, terminal=terminal, batch=batch)
        for terminal, batch in sorted(set(batches))
    )


class _LastIds(NamedTuple):
    payment_id: int
    journal_id: int


def _write(desk: Desk, scope: Scope, operator_id: int, count: DayCount, reason: str) -> int:
    """Write a close with its batches, and the last rows of the ledger that it covers."""
    last = desk.store.query(_LastIds, _LAST_IDS, (desk.station_id,) * 2)[0]
    made = desk.store.add(
        tables.DayClose(
            station_id=desk.station_id,
            scope=scope,
            business_date=desk.business_date,
            expected_fen=count.expected_fen,
            counted_fen=count.counted_fen,
            reason=reason,
            last_payment_id=last.payment_id,
            last_journal_id=last.journal_id,
            operator_id=operator_id,
            recorded_at=clock.timestamp(),
        )
    )
    desk.store.add_all(
        tables.DayClosePos(
            station_id=desk.station_id,
            close_id=made.id,
            business_date=desk.business_date,
            **each._asdict(),
        )
        for each in count.batches
    )
    return made.id


def _refuse_while_others_are_open(desk: Desk) -> None:
    others = operators_open(desk)
    if others:
        raise RefusedByRule(
            f"经办人 {'、'.join(others)} 当日还有业务没有日结，请先各自日结，再做全站日结",
            "operators_open",
        )


def _counted(
    desk: Desk, scope: Scope, pos: Mapping[Batch, int], left_open: Collection[Batch]
) -> tuple[CountedBatch, ...]:
    """Return the totals to record; one the books do not have is expected to be nothing."""
    day = desk.business_date
    if both := sorted(pos.keys() & set(left_open)):
        raise BadInput(f"终端/批次 {'/'.join(both[0])} 写了总额，又写了还没有结算，请核对")
    waiting = {each.key for each in open_batches(desk, day)}
    known, before = batch_totals(desk, day, pos), counted_batches(desk, day)
    missing = sorted(waiting - pos.keys() - set(left_open))
    if scope == "station" and missing:
        named = "、".join(f"{terminal}/{batch}" for terminal, batch in missing)
        raise RefusedByRule(
            f"终端/批次 {named} 还没有结算总额，请照 POS 结算单填写；"
            "终端还没有结算的，写明「还没有结算的批次」",
            "pos_total_missing",
        )
    counted = []
    for key, fen in sorted(pos.items()):
        if key in before and key not in waiting and before[key].counted_fen == fen:
            continue
        total = known.get(key)
        sales, amount_fen = (total.sales, total.amount_fen) if total else (0, 0)
        counted.append(CountedBatch(*key, sales, amount_fen, fen))
    return tuple(counted)


def _is_same(
    desk: Desk, last: DayClose, counted_fen: int, batches: tuple[CountedBatch, ...]
) -> bool:
    """Whether the last close was of this day, with this count, and nothing came since."""
    return (
        last.business_date == desk.business_date
        and last.counted_fen == counted_fen
        and not batches
        and not desk.store.number(_SINCE, (desk.station_id, last.number))
    )
