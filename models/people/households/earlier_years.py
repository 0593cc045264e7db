"""What is known of the years before the ledger: who was enrolled, and from which year on.

Lists of earlier years belong to a person: a corrected number does not lose them, and they are
found at every station of the store that has, or handed over, the same person.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from models.base.terms import Insurance
from models.levy.family import EnrolledBefore, KnownFrom
from models.station.desk import Desk

_YEARS = """
SELECT p.id AS person_id, e.insurance, e.levy_year, e.is_enrolled, {is_own} AS is_own, e.id AS place
FROM person p
"""
_OF = "JOIN enrolled_year e ON e.station_id = {who}.station_id AND e.person_id = {who}.id"
_HISTORY = f"""
{_YEARS.format(is_own=1)} {_OF.format(who="p")} WHERE {{where}}
UNION ALL {_YEARS.format(is_own=0)}
JOIN person o ON o.id_number = p.id_number AND o.station_id <> p.station_id
{_OF.format(who="o")} WHERE {{where}}
UNION ALL {_YEARS.format(is_own=0)}
JOIN former_number n ON n.station_id = p.station_id AND n.person_id = p.id
JOIN person o ON o.id_number = n.id_number AND o.station_id <> p.station_id
JOIN boundary_household b ON b.station_id = o.station_id AND b.household_id = o.household_id
 AND b.to_station_id = p.station_id
{_OF.format(who="o")} WHERE {{where}}
ORDER BY is_own, place
"""
"""By the person; by the number, at other stations; by a former number, where they moved away."""

_FIRST = """
SELECT {insurance} AS insurance, (SELECT min(levy_year) FROM enrolled_year
 WHERE station_id = ? AND insurance = {insurance}) AS levy_year
"""


class _Year(NamedTuple):
    person_id: int
    insurance: Insurance
    levy_year: int
    is_enrolled: bool
    is_own: bool
    place: int


class _First(NamedTuple):
    insurance: Insurance
    levy_year: int | None


@dataclass(frozen=True)
class EarlierYears:
    """What is known of the earlier years of some people of a station."""

    known_from: tuple[KnownFrom, ...]
    by_person: Mapping[int, tuple[tuple[EnrolledBefore, ...], tuple[KnownFrom, ...]]]

    def of(self, person_id: int) -> tuple[tuple[EnrolledBefore, ...], tuple[KnownFrom, ...]]:
        """Return a person's earlier years, and from when on they are known."""
        return self.by_person.get(person_id, ((), self.known_from))


def read_earlier_years(desk: Desk, where: str, values: Sequence[Any]) -> EarlierYears:
    """Return the earlier years of people ``p`` of one station, whom ``where`` chooses.

    Of one person, insurance and year the latest list counts, the station's own before
    another's. Known are the years from the station's first list or round on; for somebody of
    whom only another station's lists speak, from the first of these.
    """
    station = _station_knows(desk)
    latest: dict[int, dict[tuple[Insurance, int], bool]] = {}
    strangers: set[int] = set()
    text = _HISTORY.format(where=where)
    for row in desk.store.stream(_Year, text, (*values, *values, *values)):
        latest.setdefault(row.person_id, {})[row.insurance, row.levy_year] = row.is_enrolled
        (strangers.discard if row.is_own else strangers.add)(row.person_id)
    known = tuple(KnownFrom(insurance=each, levy_year=year) for each, year in station.items())
    return EarlierYears(
        known,
        {
            person_id: (
                tuple(
                    EnrolledBefore(insurance=insurance, levy_year=year, is_enrolled=is_enrolled)
                    for (insurance, year), is_enrolled in years.items()
                ),
                _knows_besides(station, years) if person_id in strangers else known,
            )
            for person_id, years in latest.items()
        },
    )


def _station_knows(desk: Desk) -> dict[Insurance, int]:
    """Return the first year of a list or a round of the station, by insurance."""
    first = {
        insurance: min(
            each.bare.insurances[insurance].levy_year
            for each in desk.rounds
            if insurance in each.bare.insurances
        )
        for insurance in dict.fromkeys(
            name for each in desk.rounds for name in each.bare.insurances
        )
    }
    text = " UNION ALL ".join(_FIRST.format(insurance=f"'{each}'") for each in first)
    for row in desk.store.query(_First, text, (desk.station_id,) * len(first)):
        if row.levy_year is not None:
            first[row.insurance] = min(first[row.insurance], row.levy_year)
    return first


def _knows_besides(
    station: Mapping[Insurance, int], years: Mapping[tuple[Insurance, int], bool]
) -> tuple[KnownFrom, ...]:
    """Return from when on somebody is known whom only another station's lists name."""
    listed: dict[Insurance, int] = {}
    for insurance, year in years:
        listed[insurance] = min(year, listed.get(insurance, year))
    return tuple(
        KnownFrom(insurance=each, levy_year=listed.get(each, first))
        for each, first in station.items()
    )
