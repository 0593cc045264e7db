"""What neither a notice nor the documents it rests on say of who belongs."""

from models.base.terms import CONDITION_TITLES, INSURANCE_TITLES
from models.levy.eligibility import CONDITIONS
from models.levy.notice import Notice


def silent_points(notice: Notice) -> tuple[str, ...]:
    """Return of whom all documents are silent, so that interpretation 8 decides."""
    found = []
    for insurance, rules in notice.insurances.items():
        spoken = {each.condition for each in rules.exclusions}
        spoken |= {each.condition for each in rules.inclusions}
        title = INSURANCE_TITLES[insurance]
        if insurance == "pension":
            if not any(each.min_age is not None for each in rules.bounds):
                found.append(f"{title}从几岁起缴费")
            if not any(each.has_upper_bound for each in rules.bounds):
                found.append(f"{title}缴费到几岁")
        found += [f"{title}{CONDITION_TITLES[each]}" for each in CONDITIONS if each not in spoken]
    return tuple(found)
