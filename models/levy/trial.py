"""Proving a notice: its examples come out right, and it has one answer for everybody and every day.

A notice that loads may still be wrong. The examples compare it with what a person
worked out from the text; the sweep asks it about every day and every kind of person.
"""

from collections.abc import Iterator

from models.base.errors import LaobaoError
from models.base.money import short_yuan
from models.base.terms import INSURANCE_TITLES, Fault, Value
from models.levy.asked import parse_holding
from models.levy.examples import Example, ExpectedShare
from models.levy.faults import find_faults
from models.levy.fill import fill_notice, fillable_keys
from models.levy.notice import Notice
from models.levy.quote import quote_person
from models.levy.sweep import sweep_faults
from models.levy.values import Applicant, Quote
from models.levy.years import quote_years


class Trial(Value, frozen=True):
    """What was tried, and everything found wrong; ``open_figures`` wait for a document."""

    examples: int
    questions: int
    open_figures: tuple[str, ...]
    faults: tuple[Fault, ...]


def try_notice(notice: Notice) -> Trial:
    """Return the proof of a notice: sound if it has no faults."""
    faults = find_faults(notice)
    open_figures = fillable_keys(notice)
    questions = 0
    if not faults:
        faults += _open_faults(notice)
        faults += _unconfirmed(notice)
        for position, example in enumerate(notice.examples):
            faults += _example_faults(f"examples[{position}]", notice, example)
        faults += _untried(notice)
        questions, found = sweep_faults(notice)
        faults += found
    return Trial(
        examples=len(notice.examples),
        questions=questions,
        open_figures=open_figures,
        faults=tuple(faults),
    )


def _open_faults(notice: Notice) -> Iterator[Fault]:
    """Every amount is stated or listed as open, so that none is left out by mistake."""
    missing = _unstated(notice)
    for key in missing:
        if key not in notice.open_figures:
            message = f"{key} 没有写明，也没有列入 open_figures；请写明数字，或列为待填"
            yield Fault(key="open_figures", message=message)
    for key in notice.open_figures:
        if key not in missing:
            yield Fault(key="open_figures", message=f"{key} 已有定数或不认识，不应列为待填")


def _unconfirmed(notice: Notice) -> Iterator[Fault]:
    """What a draft has from the year before counts once it was compared with the new paper."""
    for key in notice.to_confirm:
        message = "沿用上年，还没有照新通知核对；核对以后从 to_confirm 里删去"
        yield Fault(key=key, message=message)


def _unstated(notice: Notice) -> tuple[str, ...]:
    """Return the keys without any figure: a provisional one has a figure."""
    provisional = {f"{insurance}.levy_year" for insurance in notice.insurances} | {
        f"{insurance}.personal"
        for insurance, rules in notice.insurances.items()
        if rules.standard is not None and rules.standard.personal_fen is not None
    }
    return tuple(key for key in fillable_keys(notice) if key not in provisional)


def _example_faults(key: str, notice: Notice, example: Example) -> Iterator[Fault]:
    try:
        quote = quote_example(notice, example)
    except LaobaoError as error:
        yield Fault(key=key, message=f"例“{example.title}”：{error.message}")
        return
    for name, expected, found in _differences(example, quote):
        message = f"例“{example.title}”：{name} 应为 {expected}，算得 {found}"
        yield Fault(key=f"{key}.expect.{name}", message=message)


def quote_example(notice: Notice, example: Example) -> Quote:
    """Return the quote an example asks for; raises BadInput for a case that cannot be asked."""
    applicant = Applicant(
        born=example.born,
        holdings=tuple(parse_holding(notice, each) for each in example.categories),
        later_birth=example.later_birth,
        is_in_school=example.in_school,
        is_insured_elsewhere=example.insured_elsewhere,
        is_in_service=example.in_service,
        is_imprisoned=example.imprisoned,
        insured_years=example.insured_years,
        bought_years=example.bought_years,
        history_from=example.history_from,
        employee_until=example.employee_until,
        discharged_on=example.discharged_on,
        overridden=example.overridden,  # type: ignore[arg-type]  # another code overrides nothing
    )
    filled = fill_notice(notice, example.fill.items())
    asked = (filled, example.insurance, applicant, example.on, example.tier_fen)
    if example.levy_year is None and not example.is_bureaus:
        return quote_years(*asked)
    return quote_person(*asked, example.levy_year, is_bureaus=example.is_bureaus)


def _differences(example: Example, quote: Quote) -> Iterator[tuple[str, object, object]]:
    """Yield (key, expected, found) wherever a quote is not what the example expects."""
    found: dict[str, object] = {
        name: getattr(quote, name)
        for name in example.expect.__struct_fields__
        if name not in ("refused", "needs", "shares", "category", "undated", "others", "warns")
    }
    found["undated"] = quote.refused is None and quote.benefit_from is None
    found["others"] = tuple(each.levy_year for each in quote.others)
    found["warns"] = _warning(example.expect.warns, quote)
    found["refused"] = quote.refused.code if quote.refused else None
    found["needs"] = quote.refused.needs if quote.refused else ()
    found["category"] = quote.category or ""
    found["shares"] = tuple(
        ExpectedShare(funder=each.funder, amount_fen=each.amount_fen, settlement=each.settlement)
        for each in quote.shares
    )
    for name in example.expect.__struct_fields__:
        expected = getattr(example.expect, name)
        if (expected is not None or name == "refused") and expected != found[name]:
            yield _in_yuan(name, expected, found[name])


def _warning(expected: str | None, quote: Quote) -> str:
    """Return the expected words where a warning contains them, else every warning."""
    if expected and any(expected in each for each in quote.warnings):
        return expected
    return "；".join(quote.warnings)


def _in_yuan(name: str, expected: object, found: object) -> tuple[str, object, object]:
    """Return a difference as the file writes it: amounts in yuan, what is absent as 无."""
    if name.endswith("_fen"):
        name = name.removesuffix("_fen") + "_yuan"
    return name, _shown(expected, key=name), _shown(found, key=name)


def _shown(value: object, key: str) -> object:
    if value is None or value in ("", ()):
        return "无"
    if isinstance(value, bool):
        return "是" if value else "否"
    if key.endswith("_yuan") and isinstance(value, int):
        return f"{short_yuan(value)} 元"
    if isinstance(value, tuple):
        return "、".join(map(str, value))
    return value


def _untried(notice: Notice) -> Iterator[Fault]:
    """Every insurance has an example, and every subsidy one in which it counts."""
    quotes = [quote_example(notice, each) for each in notice.examples if _can_ask(notice, each)]
    for insurance, rules in notice.insurances.items():
        own = [each for each in quotes if each.insurance == insurance]
        if not own:
            yield Fault(key="examples", message=f"{INSURANCE_TITLES[insurance]}没有例子")
        won = {(each.category, each.tier_fen) for each in own}
        needed = {need for each in own if each.refused for need in each.refused.needs}
        for rule in rules.subsidies:
            tried = f"{insurance}.subsidy.{rule.name}" in needed or any(
                category == rule.category and rule.tier_fen in (None, tier_fen)
                for category, tier_fen in won
            )
            if not tried:
                message = f"{INSURANCE_TITLES[insurance]}的“{rule.name}”没有一个例子用到它的资助"
                yield Fault(key="examples", message=message)


def _can_ask(notice: Notice, example: Example) -> bool:
    try:
        quote_example(notice, example)
    except LaobaoError:
        return False
    return True
