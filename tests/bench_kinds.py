"""``make bench``: a search of every kind, asked for people drawn from a station."""

import random
import statistics
import time
from collections.abc import Callable
from typing import NamedTuple

from models.search.find import find_people
from models.search.keys import name_keys
from models.station.desk import Desk
from reports.rendering.text_table import text_table

_ASKED = 300


class Asked(NamedTuple):
    """A person of the station, with what a clerk may be told."""

    name: str
    id_number: str
    phone: str
    number: str
    village: str


def asked_people(desk: Desk) -> list[Asked]:
    """Return three hundred people, the same at every run; with a telephone where any has one."""
    people = desk.store.query(
        Asked,
        "SELECT p.name, p.id_number, p.phone, h.number, v.name AS village FROM person p "
        "JOIN household h ON h.station_id = p.station_id AND h.id = p.household_id "
        "JOIN village v ON v.station_id = h.station_id AND v.id = h.village_id "
        "WHERE p.station_id = ? ORDER BY p.id",
        (desk.station_id,),
    )
    return random.Random(1).sample([each for each in people if each.phone] or people, _ASKED)


def kinds_of_search(people: list[Asked]) -> dict[str, list[str]]:
    """Return what is typed for each person, by the kind of search: first those of old."""
    ways: dict[str, Callable[[Asked], str]] = {
        "name": lambda each: each.name,
        "surname": lambda each: each.name[0],
        "given name": lambda each: each.name[1:],
        "pinyin": lambda each: letters(each.name, max),
        "pinyin, two letters": lambda each: letters(each.name, max)[:2],
        "initials": lambda each: letters(each.name, min),
        "identity number": lambda each: each.id_number,
        "its last four": lambda each: each.id_number[-4:],
        "phone": lambda each: each.phone,
        "its last four digits": lambda each: each.phone[-4:],
        "household number": lambda each: each.number,
        "household number, its end": lambda each: each.number[-4:],
        "village and name": lambda each: f"{each.village} {each.name}",
        "surname and village": lambda each: f"{each.name[0]} {each.village}",
        "village and initials": lambda each: f"{each.village} {letters(each.name, min)}",
        "village and number": lambda each: f"{each.village} {each.number[-4:]}",
        "village": lambda each: each.village,
        "receipt": lambda each: f"2019-{int(each.number) % 999 + 1:06d}",
        "birth date": lambda each: f"{each.id_number[6:10]}-{each.id_number[10:12]}",
        "mixed": lambda each: each.name[0] + letters(each.name[1:], max),
        "homophone": lambda each: each.name[:-1] + "龢",
        "a wrong digit": lambda each: each.id_number[:9] + "9" + each.id_number[10:],
    }
    kinds = {kind: [text for each in people if (text := way(each))] for kind, way in ways.items()}
    return {kind: texts for kind, texts in kinds.items() if texts}


def letters(name: str, choose: Callable[..., str]) -> str:
    """Return the longest (pinyin) or shortest (initials) of a name's keys in letters."""
    keys = [key for key in name_keys(name) if key.isascii() and key.isalpha()]
    return choose(keys, key=len) if keys else ""


def times(ask: Callable[[str], object], texts: list[str]) -> list[float]:
    """Return the milliseconds of each call, sorted, after one that warms up."""
    ask(texts[0])
    taken = []
    for text in texts:
        started = time.perf_counter()
        ask(text)
        taken.append((time.perf_counter() - started) * 1000)
    return sorted(taken)


def kinds_table(desk: Desk) -> str:
    """Return how long a search of every kind takes at a station."""
    rows = []
    for kind, texts in kinds_of_search(asked_people(desk)).items():
        taken = times(lambda text: find_people(desk, text), texts)
        p99 = taken[int(len(taken) * 0.99)]
        rows.append([kind, f"{statistics.median(taken):.3f}", f"{p99:.3f}"])
    return text_table(["search", "median ms", "p99 ms"], rows, right=(1, 2))
