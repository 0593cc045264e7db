"""What a list was asked for: which villages, which insurances; and how their titles read."""

from collections.abc import Sequence

from models.base.errors import BadInput
from models.base.terms import INSURANCE_TITLES, Insurance
from models.base.text import squeeze
from models.bureau.public_posting.beneficiaries import village_named
from models.station.desk import Desk
from models.villages.division import Division, Place


def chosen_villages(desk: Desk, division: Division, village: str) -> tuple[Place, ...]:
    """Return the village of this name on the business date, or all of them for no name.

    Raises BadInput for a village the station does not have.
    """
    name = squeeze(village)
    if not name:
        return division.villages
    return (village_named(desk, name, desk.business_date),)


def chosen_insurances(desk: Desk, insurance: Insurance | None) -> tuple[Insurance, ...]:
    """Return the insurance asked for, or all that the notice collects.

    Raises BadInput for one it does not collect.
    """
    if insurance is None:
        return tuple(desk.insurances)
    if insurance not in desk.insurances:
        raise BadInput(
            f"{desk.notice.id} 不征收{INSURANCE_TITLES[insurance]}，请核对「只列一个险种」"
        )
    return (insurance,)


def asked_insurances(desk: Desk, insurance: Insurance | None) -> tuple[Insurance, ...]:
    """Return the insurance asked for, or all that nobody may leave; as ``chosen_insurances``."""
    chosen, elective = chosen_insurances(desk, insurance), elective_insurances(desk)
    return tuple(each for each in chosen if insurance is not None or each not in elective)


def elective_insurances(desk: Desk) -> tuple[Insurance, ...]:
    """Return the insurances people may take or leave: nobody is dunned for them unless asked."""
    return tuple(name for name, rules in desk.insurances.items() if rules.is_elective)


def short_title(insurance: Insurance) -> str:
    """Return an insurance's title as a narrow column holds it: ``医疗保险``."""
    return INSURANCE_TITLES[insurance].removeprefix("城乡居民")


def with_year(desk: Desk, insurance: Insurance) -> str:
    """Return an insurance with the levy year of the notice: ``医疗保险 2020``."""
    return f"{short_title(insurance)} {desk.insurances[insurance].levy_year}"


def list_facts(desk: Desk, village: str, insurances: Sequence[Insurance]) -> tuple[str, ...]:
    """Return what stands under a list's title: whose, of which day, of what."""
    where = squeeze(village)
    return (
        f"填报单位：{desk.township}",
        *([f"村(社区)：{where}"] if where else []),
        f"截至：{desk.business_date}",
        f"险种年度：{'、'.join(with_year(desk, each) for each in insurances)}",
        "单位：元",
    )
