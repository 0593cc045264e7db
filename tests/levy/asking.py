"""Asking the rules a question in one line, in the words of a notice.

Amounts in these tests are fen written ``250_00``, so that they read as yuan.
"""

import datetime as dt
from typing import Any

import msgspec

from models.levy.fill import fill_notice
from models.levy.notice import Notice
from models.levy.quote import quote_person
from models.levy.round import TargetTable
from models.levy.values import Applicant, Holding, Quote, RefusalCode
from models.levy.years import quote_years
from seed.notice_file import load_notice, parse_notice

ALL_NOTICES = (
    "songyang-2020",
    "yiwu-2020",
    "lengshuitan-2019",
    "weidong-2020",
    "xiaoxue-2019",
    "guangzhou-2026",
    "fuzhou-2025",
    "dayao-longjie-2025",
)


def day(text: str) -> dt.date:
    """Return the day written ``2019-11-14``."""
    return dt.date.fromisoformat(text)


def holding(notice: Notice, text: str) -> Holding:
    """Read ``低保``, ``低保@2015-01-01`` or ``低保@2015-01-01..2018-12-31``."""
    name, _, period = text.partition("@")
    starts, _, until = period.partition("..")
    return Holding(
        category=notice.category_named(name).name,
        certified_from=day(starts) if starts else None,
        until=day(until) if until else None,
    )


def quote(
    notice: str | Notice,
    insurance: str = "medical",
    *,
    on: str,
    born: str = "1980-05-06",
    categories: tuple[str, ...] | list[str] = (),
    tier: int | None = None,
    later_birth: str | None = None,
    in_school: bool = False,
    elsewhere: bool = False,
    fill: dict[str, str] | None = None,
    levy_year: int | None = None,
    bureaus: bool = False,
    overridden: tuple[RefusalCode, ...] = (),
    **more: Any,
) -> Quote:
    """Ask what one person owes; ``categories`` are written as for ``holding``.

    Asked without ``levy_year``, it is the round's own, with the others on offer beside it.
    ``more`` are further things an applicant may be.
    """
    rules = load_notice(notice) if isinstance(notice, str) else notice
    rules = fill_notice(rules, (fill or {}).items())
    applicant = Applicant(
        born=day(born),
        holdings=tuple(holding(rules, each) for each in categories),
        later_birth=day(later_birth) if later_birth else None,
        is_in_school=in_school,
        is_insured_elsewhere=elsewhere,
        overridden=overridden,
        **more,
    )
    name: Any = insurance
    if levy_year is None and not bureaus:
        return quote_years(rules, name, applicant, day(on), tier)
    return quote_person(rules, name, applicant, day(on), tier, levy_year, is_bureaus=bureaus)


def shares(answer: Quote) -> list[tuple[str, int, str]]:
    """Return who pays what of the premium, and how: (funder, fen, settlement)."""
    return [(each.funder, each.amount_fen, each.settlement) for each in answer.shares]


def refusal(answer: Quote) -> str | None:
    """Return the code of a refusal, or None for a quote; a refusal has no amounts."""
    if answer.refused is None:
        return None
    assert answer.refused.message
    assert answer.standard_fen is answer.subsidy_fen is answer.due_now_fen is None
    assert answer.reimbursed_fen is None and answer.shares == ()
    return answer.refused.code


def needs(answer: Quote) -> tuple[str, ...]:
    """Return the figures the station has to fill in before it can quote."""
    assert refusal(answer) == "standard_not_set"
    assert answer.refused is not None
    return answer.refused.needs


def switched(notice: str | Notice, **switches: str) -> Notice:
    """Return a notice with interpretations switched away from their defaults."""
    rules = load_notice(notice) if isinstance(notice, str) else notice
    changed = msgspec.structs.replace(rules.interpretations, **switches)
    return msgspec.structs.replace(rules, interpretations=changed)


def made_up(*more: str, standard: str = "personal_yuan = 300\ngovernment_yuan = 500") -> Notice:
    """Return a sixth notice, of a county that does not exist; ``more`` is added TOML."""
    return parse_notice(
        '\n'.join((MADE_UP.replace("STANDARD", standard), *more)), "nowhere.toml"
    )  # fmt: skip


def printed(table: TargetTable) -> list[tuple[str, int, int]]:
    """Return an annex as it is printed: (township, last year, target)."""
    return [(row.township, row.last_year_people, row.target_people) for row in table.rows]


MADE_UP = """\
id = "nowhere-2022"
title = "无名县征缴通知"
document = "无政发〔2021〕1号"
locality = "无名县"
issued = 2021-08-20

[[categories]]
name = "渔民"
aliases = ["渔户"]
clause = "三"

[[categories]]
name = "船工"
clause = "三"

[insurances.medical]
levy_year = 2022
clause = "二"
window = { opens = 2021-09-01, closes = 2021-12-31, clause = "四" }
late = { wait_days = 60, clause = "五" }

[insurances.medical.standard]
STANDARD
clause = "二"

[[insurances.medical.subsidies]]
category = "渔民"
clause = "三(一)"
shares = [{ funder = "渔业局", settlement = "remitted", rate = "30%" }]

[[insurances.medical.subsidies]]
category = "船工"
clause = "三(二)"
shares = [
  { funder = "交通局", settlement = "waived", amount_yuan = 100 },
  { funder = "财政", settlement = "reimbursed", rate = "50%" },
]
"""
