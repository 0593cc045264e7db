"""Rolling the stations' reports up into a bulletin: pure figures from what was sent."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from models.base.dates import HalfMonth
from models.base.errors import BadInput
from models.base.terms import Insurance
from models.bureau.district.values import (
    Bulletin,
    InsuranceBulletin,
    SentReport,
    SentRow,
    TownshipRow,
)
from models.levy.notice import Notice
from models.levy.round import TargetTable

_NOTHING = SentRow(0, 0, 0, 0, 0, 0)
_Sent = Mapping[tuple[str, HalfMonth], SentReport]


def roll_up(notice: Notice, month: HalfMonth, reports: Sequence[SentReport]) -> Bulletin:
    """Return the bulletin of the month in which ``month`` lies.

    Reports of other months serve to say what changed. Raises BadInput where none is of the
    month, or one speaks of another notice.
    """
    for each in reports:
        if each.notice != notice.id:
            raise BadInput(
                f"{each.station}的报表依据通知 {each.notice}，与 {notice.id} 不同，不能汇总在一起"
            )
    halves = {each.half_month for each in reports}
    own = {half for half in halves if (half.year, half.month) == (month.year, month.month)}
    if not own:
        raise BadInput(f"没有 {month.year} 年 {month.month} 月的上报文件，请核对月份和文件")
    period = max(own)
    sent = {(each.station, each.half_month): each for each in reports}
    present = tuple(
        sorted((each for each in reports if each.half_month == period), key=lambda r: r.station)
    )
    known = _townships(notice)
    names = {each.station for each in present}
    return Bulletin(
        notice=notice.id,
        notice_title=notice.title,
        document=notice.document,
        locality=notice.locality,
        period=period,
        reports=present,
        insurances=tuple(_insurance(notice, name, period, sent) for name in notice.insurances),
        missing=tuple(name for name in known if name not in names),
        strangers=tuple(sorted(names - set(known))) if known else (),
    )


@dataclass(frozen=True)
class _Line:
    """A township before it is ranked."""

    township: str
    target: int | None
    last_year_people: int | None
    now: SentRow | None
    rank_before: int | None
    people_this_month: int | None
    whole: int | None

    @property
    def rate(self) -> Fraction | None:
        if self.now is None or not self.whole:
            return None
        return Fraction(self.now.people_to_date, self.whole)


def _townships(notice: Notice) -> tuple[str, ...]:
    """Return the townships of all annexes, in the order of the longest."""
    tables = sorted(notice.targets, key=lambda table: -len(table.rows))
    return tuple(dict.fromkeys(row.township for table in tables for row in table.rows))


def _insurance(
    notice: Notice, insurance: Insurance, period: HalfMonth, sent: _Sent
) -> InsuranceBulletin:
    table = next((each for each in notice.targets if each.insurance == insurance), None)
    before = _last_month(period)
    names = _names(table, period, sent)
    goal = _goal(notice, insurance, "residents")
    present = [_row(sent, name, period, insurance) for name in names]
    by_rate = (
        table is None
        and goal[0] is not None
        and any(row is not None and row.denominator is not None for row in present)
    )

    def whole(name: str, row: SentRow | None) -> int | None:
        """What the rate is of: the people to enrol where one is asked, else the target."""
        return (row.denominator if row else None) if by_rate else _target(table, name, row)

    rows_before = {name: _row(sent, name, before, insurance) for name in names}
    ranks_before = _ranks({name: _rate(row, whole(name, row)) for name, row in rows_before.items()})
    lines = [
        _Line(
            township=name,
            target=_target(table, name, _row(sent, name, period, insurance)),
            last_year_people=_last_year(table, sent.get((name, period)), name, insurance),
            now=_row(sent, name, period, insurance),
            rank_before=ranks_before.get(name),
            people_this_month=_this_month(sent, name, period, insurance),
            whole=whole(name, _row(sent, name, period, insurance)),
        )
        for name in names
    ]
    permanent = _goal(notice, insurance, "permanent_residents")
    hardship_goal = _goal(notice, insurance, "hardship")
    ranks = _ranks({line.township: line.rate for line in lines})
    lowest = goal[0], hardship_goal[0]
    rows = [_township_row(line, ranks.get(line.township), lowest) for line in lines]
    rows.sort(key=lambda row: (row.rank is None, row.rank or 0, not row.is_reported))
    return InsuranceBulletin(
        insurance=insurance,
        levy_year=notice.insurances[insurance].levy_year,
        rows=tuple(rows),
        total=_total(rows, lowest),
        goal=goal[0],
        goal_clause=goal[1],
        hardship_goal=hardship_goal[0],
        discrepancy=table.discrepancy if table else None,
        is_by_rate=by_rate,
        permanent_goal=permanent[0],
        permanent_clause=permanent[1],
    )


def _names(table: TargetTable | None, period: HalfMonth, sent: _Sent) -> list[str]:
    listed = [row.township for row in table.rows] if table else []
    others = sorted(name for name, half in sent if half == period and name not in listed)
    return [*listed, *others]


def _last_month(period: HalfMonth) -> HalfMonth:
    """Return the period a month before, at whose end the last bulletin stood."""
    first = HalfMonth(period.year, period.month, is_second=False)
    return first.previous()


def _row(sent: _Sent, name: str, period: HalfMonth, insurance: Insurance) -> SentRow | None:
    report = sent.get((name, period))
    found = report.insurances.get(insurance) if report else None
    return found.total if found else None


def _this_month(sent: _Sent, name: str, period: HalfMonth, insurance: Insurance) -> int | None:
    """Return the people of the month: since the last one's end, or of both its halves."""
    now = _row(sent, name, period, insurance)
    before = _row(sent, name, _last_month(period), insurance)
    if now is None:
        return None
    if before is not None:
        return now.people_to_date - before.people_to_date
    if not period.is_second:
        return now.people_this_period
    if now.people_to_date == now.people_this_period:
        return now.people_this_period  # the round began in this half
    first = _row(sent, name, period.previous(), insurance)
    return None if first is None else first.people_this_period + now.people_this_period


def _target(table: TargetTable | None, name: str, row: SentRow | None) -> int | None:
    """Return the annex's target; without an annex, the one the station reports by."""
    if table is None:
        return row.target if row else None
    listed = table.row_of(name)
    return listed.target_people if listed else None


def _last_year(
    table: TargetTable | None, report: SentReport | None, name: str, insurance: Insurance
) -> int | None:
    """Return the annex's count of the year before; without an annex, the station's own."""
    if table is not None:
        listed = table.row_of(name)
        return listed.last_year_people if listed else None
    found = report.insurances.get(insurance) if report else None
    return found.last_year_people if found else None


def _rate(row: SentRow | None, whole: int | None) -> Fraction | None:
    return Fraction(row.people_to_date, whole) if row is not None and whole else None


def _ranks(rates: Mapping[str, Fraction | None]) -> dict[str, int]:
    """Return each rank, 1 for the highest rate; equal rates share one."""
    known = sorted((rate for rate in rates.values() if rate is not None), reverse=True)
    return {name: known.index(rate) + 1 for name, rate in rates.items() if rate is not None}


def _goal(notice: Notice, insurance: Insurance, group: str) -> tuple[Fraction | None, str]:
    for goal in notice.goals:
        if goal.insurance == insurance and goal.group == group:
            return goal.rate, goal.clause
    return None, ""


def _is_below(part: int, whole: int | None, goal: Fraction | None) -> bool:
    return bool(whole) and goal is not None and Fraction(part, whole or 1) < goal


def _township_row(
    line: _Line, rank: int | None, lowest: tuple[Fraction | None, Fraction | None]
) -> TownshipRow:
    now = line.now or _NOTHING
    gained = line.rank_before - rank if rank is not None and line.rank_before is not None else None
    return TownshipRow(
        township=line.township,
        is_reported=line.now is not None,
        target=line.target,
        last_year_people=line.last_year_people,
        people_this_month=line.people_this_month,
        people_to_date=now.people_to_date,
        people_of_target=now.people_to_date if line.whole else 0,
        rank=rank,
        ranks_gained=gained,
        personal_fen=now.personal_fen_to_date,
        subsidy_fen=now.subsidy_fen_to_date,
        hardship_people=now.hardship_people,
        hardship_covered=now.hardship_covered,
        is_below=line.now is not None and _is_below(now.people_to_date, line.whole, lowest[0]),
        hardship_is_below=_is_below(now.hardship_covered, now.hardship_people, lowest[1]),
        whole=line.whole,
        denominator=now.denominator,
        permanent_people=now.permanent_people,
        people_of_permanent=now.people_to_date if now.permanent_people else 0,
    )


def _total(
    rows: Sequence[TownshipRow], lowest: tuple[Fraction | None, Fraction | None]
) -> TownshipRow:
    """Return the sum of the rows: what is known of each; missing ones add their target only."""

    def known(values: Iterable[int | None]) -> int | None:
        present = [value for value in values if value is not None]
        return sum(present) if present else None

    counted = sum(row.people_of_target for row in rows)
    whole = known(row.whole for row in rows)
    should = sum(row.hardship_people for row in rows)
    covered = sum(row.hardship_covered for row in rows)
    return TownshipRow(
        township="合计",
        is_reported=all(row.is_reported for row in rows),
        target=known(row.target for row in rows),
        last_year_people=known(row.last_year_people for row in rows),
        people_this_month=known(row.people_this_month for row in rows),
        people_to_date=sum(row.people_to_date for row in rows),
        people_of_target=counted,
        rank=None,
        ranks_gained=None,
        personal_fen=sum(row.personal_fen for row in rows),
        subsidy_fen=sum(row.subsidy_fen for row in rows),
        hardship_people=should,
        hardship_covered=covered,
        is_below=_is_below(counted, whole, lowest[0]),
        hardship_is_below=_is_below(covered, should, lowest[1]),
        whole=whole,
        denominator=known(row.denominator for row in rows),
        permanent_people=known(row.permanent_people for row in rows),
        people_of_permanent=sum(row.people_of_permanent for row in rows),
    )
