"""Setting what a township or a village is to reach, and what its rate is of, by a document.

What was set before stays: a target counts from the first day of the running half-month on, so
that no report of an ended period changes. The same again changes nothing.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from models.base.terms import INSURANCE_TITLES, Insurance
from models.base.text import check_clean, squeeze
from models.station.closed_days import refuse_sent_period
from models.station.denominators import (
    NOTHING,
    WHOLE,
    Denominator,
    NotSettable,
    Stated,
    check_parts,
    check_people,
    denominator_of,
    refuse_negative,
)
from models.station.desk import Desk
from models.station.targets import counting_from
from models.store.tables.station import DenominatorPart, Target
from models.store.tables.villages import Village


@dataclass(frozen=True)
class TargetWish:
    """What a document sets for a village, or (no village) for the township.

    ``parts`` are people by the names of ``models.station.denominators.PARTS``. Without
    ``levy_year`` it is that of the round present for the insurance.
    """

    insurance: Insurance
    document: str
    village: str = ""
    levy_year: int | None = None
    people: int | None = None
    last_year_people: int | None = None
    parts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class TargetSet:
    """What counts now for a village or the township; ``is_new`` is false if it did before."""

    insurance: Insurance
    levy_year: int
    village: str
    target_people: int | None
    last_year_people: int | None
    denominator: int | None
    document: str
    counts_from: dt.date
    is_new: bool


def set_target(desk: Desk, wish: TargetWish) -> TargetSet:
    """Set one target; raises BadInput for what cannot be, RefusedByRule for a day that was sent."""
    return set_targets(desk, [wish])[0]


def set_targets(desk: Desk, wishes: Sequence[TargetWish]) -> tuple[TargetSet, ...]:
    """Set all of them or none, in one transaction."""
    with desk.writing("set_target"):
        desk = desk.refreshed()
        refuse_sent_period(desk, desk.business_date)
        done = tuple(_set(desk, check_wish(desk, wish)) for wish in wishes)
        for each in done:
            if each.is_new:
                told = (each.village, each.target_people, each.last_year_people, each.denominator)
                detail = " ".join("" if part is None else str(part) for part in told)
                subject = f"{each.insurance} {each.levy_year}"
                desk.record("set_target", subject, f"{detail} {each.document}")
    return done


def check_wish(desk: Desk, wish: TargetWish) -> TargetWish:
    """Return a wish with clean words, its year and a known village; else raise NotSettable."""
    document = check_clean(squeeze(wish.document), "文号")
    if not document:
        raise NotSettable("请写明「文号」，任务数和应参保人数要有文件依据", "文号")
    if wish.people is None and wish.last_year_people is None and not wish.parts:
        raise NotSettable("请写明「任务数」或「应参保人数」，至少一个", "任务数")
    for people, title in ((wish.people, "任务数"), (wish.last_year_people, "上年参保人数")):
        if people is not None:
            check_people(people, title)
    check_parts(wish.parts)
    levy_year = _known_year(desk, wish.insurance, wish.levy_year)
    village = squeeze(wish.village)
    if village:
        _village_named(desk, village)
    checked = TargetWish(
        wish.insurance, document, village, levy_year, wish.people, wish.last_year_people, wish.parts
    )
    known = _denominator(desk, checked)
    refuse_negative(_with(known, wish.parts), village or desk.township)
    held = _held(desk, checked)
    if held is None and wish.people is None and wish.last_year_people is not None:
        raise NotSettable(
            "只写了「上年参保人数」，还没有任务数，请一起写明「任务数」", "上年参保人数"
        )
    return checked


def _known_year(desk: Desk, insurance: Insurance, levy_year: int | None) -> int:
    """Return a levy year that a round of the station collects; the present one's without any."""
    title = INSURANCE_TITLES[insurance]
    present = desk.insurances.get(insurance)
    known = {
        each.notice_on(desk.business_date).insurances[insurance].levy_year
        for each in desk.rounds
        if insurance in each.bare.insurances
    }
    if not known or present is None:
        titles = "、".join(INSURANCE_TITLES[each] for each in desk.insurances)
        raise NotSettable(f"本站的通知不征收{title}，可用：{titles}", "险种")
    if levy_year is not None and levy_year not in known:
        years = "、".join(map(str, sorted(known)))
        raise NotSettable(f"{title}没有 {levy_year} 年度的轮次，可用的年度：{years}", "年度")
    return present.levy_year if levy_year is None else levy_year


def _village_named(desk: Desk, name: str) -> Village:
    """Return an open village; BadInput listing some where there is none of the name."""
    villages = [
        each
        for each in desk.store.find(Village, station_id=desk.station_id)
        if each.closed_on is None or each.closed_on > desk.business_date
    ]
    found = next((each for each in villages if each.name == name), None)
    if found is None:
        known = "、".join(each.name for each in villages[:8])
        raise NotSettable(
            f"没有“{name[:20]}”这个村（社区），请核对村名，可用：{known or '还没有村'}", "村(社区)"
        )
    return found


def _set(desk: Desk, wish: TargetWish) -> TargetSet:
    assert wish.levy_year is not None  # checked
    starts = counting_from(desk)
    is_new = _add_parts(desk, wish)
    held = _held(desk, wish)
    if wish.people is not None or wish.last_year_people is not None:
        target = Target(
            station_id=desk.station_id,
            village_id=_village_id(desk, wish),
            insurance=wish.insurance,
            levy_year=wish.levy_year,
            last_year_people=_first(wish.last_year_people, held.last_year_people if held else None),
            target_people=_first(wish.people, held.target_people if held else None) or 0,
            source=wish.document,
            counts_from=starts,
        )
        if held is None or _said(held) != _said(target):
            _replace(desk, target)
            held, is_new = target, True
    return TargetSet(
        insurance=wish.insurance,
        levy_year=wish.levy_year,
        village=wish.village,
        target_people=held.target_people if held else None,
        last_year_people=held.last_year_people if held else None,
        denominator=_denominator(desk, wish).people,
        document=wish.document,
        counts_from=starts,
        is_new=is_new,
    )


def _first(*values: int | None) -> int | None:
    return next((each for each in values if each is not None), None)


def _said(target: Target) -> tuple[object, ...]:
    return target.target_people, target.last_year_people, target.source


def _village_id(desk: Desk, wish: TargetWish) -> int | None:
    return _village_named(desk, wish.village).id if wish.village else None


def _held(desk: Desk, wish: TargetWish) -> Target | None:
    """Return the target that counts now: of those that have begun the last."""
    starts = counting_from(desk)
    targets = desk.store.find(
        Target,
        station_id=desk.station_id,
        insurance=wish.insurance,
        levy_year=wish.levy_year,
        village_id=_village_id(desk, wish),
    )
    begun = (each for each in targets if (each.counts_from or dt.date.min) <= starts)
    return max(begun, key=lambda each: each.counts_from or dt.date.min, default=None)


def _replace(desk: Desk, target: Target) -> None:
    """Put a target in the place of one that begins on the same day; former ones stay."""
    desk.store.remove(
        Target,
        station_id=target.station_id,
        insurance=target.insurance,
        levy_year=target.levy_year,
        village_id=target.village_id,
        counts_from=target.counts_from or dt.date.min,
    )
    desk.store.add(target)


def _denominator(desk: Desk, wish: TargetWish) -> Denominator:
    rows = desk.store.find(
        DenominatorPart,
        station_id=desk.station_id,
        insurance=wish.insurance,
        levy_year=wish.levy_year,
        village_id=_village_id(desk, wish),
    )
    return denominator_of(rows) if rows else NOTHING


def _with(known: Denominator, parts: Mapping[str, int]) -> Denominator:
    """Return what would be known with further parts."""
    return Denominator({**known.parts, **{name: Stated(n, "") for name, n in parts.items()}})


def _add_parts(desk: Desk, wish: TargetWish) -> bool:
    """Record the parts that say something new; return whether there was any.

    The whole comes last: stated together with its parts, it counts.
    """
    assert wish.levy_year is not None  # checked
    known = _denominator(desk, wish).parts
    new = {
        name: people
        for name, people in sorted(wish.parts.items(), key=lambda each: each[0] == WHOLE)
        if known.get(name) != Stated(people, wish.document)
    }
    desk.store.add_all(
        DenominatorPart(
            village_id=_village_id(desk, wish),
            insurance=wish.insurance,
            levy_year=wish.levy_year,
            part=name,
            people=people,
            document=wish.document,
            **desk.stamp(),
        )
        for name, people in new.items()
    )
    return bool(new)
