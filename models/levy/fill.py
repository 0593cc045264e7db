"""Filling in what a notice leaves open or provisional, with the document it comes from.

Keys are ``INSURANCE.personal``, ``INSURANCE.government``, ``INSURANCE.tiers`` and
``INSURANCE.subsidy.CATEGORY``, and ``INSURANCE.levy_year`` where the notice leaves the year in
doubt. A stated, final figure is never replaced: nobody at a station may raise or lower the
standard on their own authority.
"""

import re
from collections.abc import Iterable
from fractions import Fraction
from typing import get_args

import msgspec

from models.base.errors import BadInput, RefusedByRule
from models.base.money import parse_yuan
from models.base.terms import INSURANCE_TITLES, Insurance, Settlement
from models.levy.amounts import Tiers
from models.levy.figure_names import figure_key, figure_title, figure_titles, settlement_named
from models.levy.notice import InsuranceRules, Notice, Share

_SUBSIDY_FORM = (
    "金额或百分比,资金来源,结算方式（免缴代缴、划拨汇缴、先征后补），例如 50%,财政,免缴代缴"
)


def fill_notice(notice: Notice, figures: Iterable[tuple[str, str]]) -> Notice:
    """Return the notice with figures filled in, given as (key, value in yuan) pairs.

    Raises BadInput for an unknown key or a bad value, RefusedByRule for a figure the
    notice states as final.
    """
    for key, value in figures:
        notice = _fill_one(notice, figure_key(key), value.strip())
    return notice


def _fill_one(notice: Notice, key: str, value: str) -> Notice:
    name, _, field = key.partition(".")
    called = figure_title(key)
    rules = notice.insurances.get(name)  # type: ignore[call-overload]
    if rules is None or not field:
        raise BadInput(
            f"待填数字“{called}”不认识，可填：{figure_titles(fillable_keys(notice)) or '无'}"
        )
    if field == "levy_year":
        changed = _fill_levy_year(rules, called, value)
    elif field in ("personal", "government") and rules.standard is not None:
        changed = _fill_standard(rules, field, called, value)
    elif field == "government" and rules.tiers is not None:
        changed = _fill_tier_government(rules, rules.tiers, called, value)
    elif field == "tiers" and rules.tiers is not None:
        changed = _fill_tiers(rules, rules.tiers, called, value)
    elif field.startswith("subsidy."):
        changed = _fill_subsidy(notice, rules, field.removeprefix("subsidy."), called, value)
    else:
        raise BadInput(
            f"待填数字“{called}”不认识，可填：{figure_titles(fillable_keys(notice)) or '无'}"
        )
    return msgspec.structs.replace(notice, insurances={**notice.insurances, name: changed})


def fillable_keys(notice: Notice) -> tuple[str, ...]:
    """Return the keys of every figure the notice leaves open or provisional."""
    keys = []
    for name, rules in notice.insurances.items():
        if rules.levy_year_note:
            keys.append(f"{name}.levy_year")
        if rules.standard is not None:
            if rules.standard.personal_fen is None or rules.standard.is_provisional:
                keys.append(f"{name}.personal")
            if rules.standard.government_fen is None:
                keys.append(f"{name}.government")
        if rules.tiers is not None and rules.tiers.amounts_fen is None:
            keys.append(f"{name}.tiers")
        if rules.tiers is not None and rules.tiers.government_fen is None:
            if _asks_for_the_total(rules):
                keys.append(f"{name}.government")
        keys += [f"{name}.subsidy.{rule.name}" for rule in rules.subsidies if rule.is_open]
    return tuple(keys)


def _asks_for_the_total(rules: InsuranceRules) -> bool:
    """Whether anybody owes the government's part of a tier too."""
    rest = (*rules.lates, rules.arrears, *rules.newborns, *rules.window.parts)
    return any(each is not None and each.pays == "total" for each in rest)


def _refuse_stated(key: str, clause: str) -> RefusedByRule:
    return RefusedByRule(
        f"{key} 在通知中已有定数（{clause}），不得擅自提高或降低缴费标准", "figure_stated"
    )


def _fill_levy_year(rules: InsuranceRules, key: str, value: str) -> InsuranceRules:
    if not rules.levy_year_note:
        raise _refuse_stated(key, rules.clause)
    nearest = range(rules.window.opens.year - 1, rules.window.closes.year + 2)
    if not value.isdecimal() or int(value) not in nearest:
        raise BadInput(f"{key} 的值“{value}”应为征缴期前后的年份，{nearest[0]} 到 {nearest[-1]}")
    return msgspec.structs.replace(rules, levy_year=int(value), levy_year_note="")


def _fill_standard(rules: InsuranceRules, field: str, key: str, value: str) -> InsuranceRules:
    standard = rules.standard
    assert standard is not None
    amount_fen = parse_yuan(value, key)
    if field == "government":
        if standard.government_fen is not None:
            raise _refuse_stated(key, standard.clause)
        changed = msgspec.structs.replace(standard, government_fen=amount_fen)
    else:
        if standard.personal_fen is not None and not standard.is_provisional:
            raise _refuse_stated(key, standard.clause)
        if not amount_fen:
            raise BadInput(f"{key} 不能是 0，个人缴费标准请照文件填写")
        changed = msgspec.structs.replace(standard, personal_fen=amount_fen, is_provisional=False)
    return msgspec.structs.replace(rules, standard=changed)


def _fill_tiers(rules: InsuranceRules, tiers: Tiers, key: str, value: str) -> InsuranceRules:
    if tiers.amounts_fen is not None:
        raise _refuse_stated(key, tiers.clause)
    amounts = {parse_yuan(part, key) for part in re.split(r"[,，、;； ]+", value) if part}
    if not amounts or 0 in amounts:
        raise BadInput(f"{key} 的值“{value}”应为逗号分开的缴费档次，例如 100,200,300")
    changed = msgspec.structs.replace(tiers, amounts_fen=tuple(sorted(amounts)))
    return msgspec.structs.replace(rules, tiers=changed)


def _fill_tier_government(
    rules: InsuranceRules, tiers: Tiers, key: str, value: str
) -> InsuranceRules:
    if tiers.government_fen is not None:
        raise _refuse_stated(key, tiers.clause)
    changed = msgspec.structs.replace(tiers, government_fen=parse_yuan(value, key))
    return msgspec.structs.replace(rules, tiers=changed)


def _fill_subsidy(
    notice: Notice, rules: InsuranceRules, category: str, called: str, value: str
) -> InsuranceRules:
    plain, _, tier = category.partition("@")
    name = notice.category_named(plain).name + (f"@{tier}" if tier else "")
    rule = next((rule for rule in rules.subsidies if rule.name == name), None)
    if rule is None:
        raise BadInput(
            f"待填数字“{called}”不认识，可填：{figure_titles(fillable_keys(notice)) or '无'}"
        )
    if not rule.is_open:
        raise _refuse_stated(called, rule.clause)
    filled = msgspec.structs.replace(rule, is_open=False, shares=(_parse_share(called, value),))
    subsidies = tuple(filled if each is rule else each for each in rules.subsidies)
    return msgspec.structs.replace(rules, subsidies=subsidies)


def _parse_share(key: str, value: str) -> Share:
    parts = [part.strip() for part in re.split(r"[,，]", value)]
    settlement = settlement_named(parts[-1])
    if len(parts) != 3 or not parts[1] or settlement not in get_args(Settlement):
        raise BadInput(f"{key} 的值“{value}”应为 {_SUBSIDY_FORM}")
    amount, funder = parts[:2]
    if not amount.endswith("%"):
        return Share(funder=funder, settlement=settlement, amount_fen=parse_yuan(amount, key))  # type: ignore[arg-type]
    return Share(funder=funder, settlement=settlement, rate=parse_rate(amount, key))  # type: ignore[arg-type]


def parse_rate(text: str, what: str) -> Fraction:
    """Read a percentage such as ``50%`` or ``99.91%``, 0 to 100; BadInput names ``what``."""
    match = re.fullmatch(r"(\d{1,3}(?:\.\d{1,4})?) ?%", text.strip())
    if match is None or (rate := Fraction(match[1]) / 100) > 1:
        raise BadInput(f"{what} 的值“{text}”应为 0% 到 100% 的百分比")
    return rate


def insurance_named(text: str) -> Insurance:
    """Return the insurance with this identifier, or title as people shorten it.

    城乡居民医疗保险, 城乡居民医疗, 医疗保险, 医疗. Raises BadInput listing the three.
    """
    plain = text.strip()
    for insurance, title in INSURANCE_TITLES.items():
        short = title.removeprefix("城乡居民")
        called = (title, short, title.removesuffix("保险"), short.removesuffix("保险"))
        if plain in (insurance, *called):
            return insurance
    raise BadInput(f"险种“{text}”不认识，可用：{'、'.join(INSURANCE_TITLES.values())}")
