"""What a figure is called that a notice leaves open: 医疗.个人标准 is ``medical.personal``."""

from models.base.terms import INSURANCE_TITLES, SETTLEMENT_TITLES

_FIELDS = {
    "personal": "个人标准",
    "government": "财政补助",
    "tiers": "缴费档次",
    "levy_year": "参保年度",
    "subsidy": "资助",
}
_INSURANCES = {
    str(each): title.removeprefix("城乡居民").removesuffix("保险")
    for each, title in INSURANCE_TITLES.items()
}


def figure_title(key: str) -> str:
    """Return what a clerk calls a figure; a key that is none stays as it is."""
    insurance, _, rest = key.partition(".")
    field, dot, category = rest.partition(".")
    if insurance not in _INSURANCES or field not in _FIELDS:
        return key
    return f"{_INSURANCES[insurance]}.{_FIELDS[field]}{dot}{category}"


def figure_titles(keys: tuple[str, ...]) -> str:
    """Return what clerks call some figures, to choose one from."""
    return "、".join(map(figure_title, keys))


def figure_key(text: str) -> str:
    """Return the key of a figure called so, or the key itself; what is neither stays."""
    named, _, rest = text.strip().partition(".")
    called, dot, category = rest.partition(".")
    insurance = next((key for key, title in _INSURANCES.items() if title == named), named)
    field = next((key for key, title in _FIELDS.items() if title == called), called)
    return f"{insurance}.{field}{dot}{category}" if rest else text.strip()


def plain_value(value: str) -> str:
    """Return a figure as it is kept: of a subsidy with the settlement's identifier."""
    *parts, last = value.split(",") if "," in value else value.split("，")
    return ",".join([*parts, settlement_named(last)]) if len(parts) == 2 else value


def value_title(value: str) -> str:
    """Return a figure as clerks read it: of a subsidy with the settlement's title."""
    *parts, last = value.split(",")
    title = SETTLEMENT_TITLES.get(last.strip())  # type: ignore[call-overload]
    return ",".join([*parts, title]) if title else value


def settlement_named(text: str) -> str:
    """Return the settlement with this title, or identifier; what is neither stays."""
    plain = text.strip()
    return next((key for key, title in SETTLEMENT_TITLES.items() if title == plain), plain)
