"""What is on record of villages and households, and what was answered about them before."""

from collections.abc import Mapping
from typing import NamedTuple

from models.people.roster_questions import Answers
from models.station.desk import Desk
from models.station.layout_answers import keep_layout_answers, layout_answers

_LAYOUT = "花名册"


class _Place(NamedTuple):
    village: str
    number: str | None


def known_places(desk: Desk) -> dict[str, list[str]]:
    """Return the numbers of the households of each village of the station."""
    places: dict[str, list[str]] = {}
    for each in desk.store.query(
        _Place,
        "SELECT v.name AS village, h.number FROM village v LEFT JOIN household h "
        "ON h.station_id = v.station_id AND h.village_id = v.id WHERE v.station_id = ?",
        (desk.station_id,),
    ):
        numbers = places.setdefault(each.village, [])
        if each.number is not None:
            numbers.append(each.number)
    return places


def known_answers(desk: Desk, answers: Answers) -> Answers:
    """Return what is answered now, and before it what was answered at earlier files."""
    return Answers({**layout_answers(desk, _LAYOUT), **answers.same}, answers.new)


def record_answers(desk: Desk, meant: Mapping[str, str]) -> None:
    """Keep which names mean which, so that the next file need not ask."""
    keep_layout_answers(desk, "import_roster", _LAYOUT, meant)
