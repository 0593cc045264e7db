"""What the program decides where a notice is silent: switches in the notice, with defaults."""

from typing import Literal

from models.base.terms import Value


class Interpretations(Value, frozen=True):
    """What the program decides where a notice is silent, numbered 1-11 as in ``quote``."""

    benefit_start: Literal["january", "payment_date"] = "january"
    age_bound: Literal["inclusive", "exclusive"] = "inclusive"
    combination: Literal["highest", "first_named"] = "highest"
    tier_above_subsidy: Literal["pay_rest", "not_offered"] = "pay_rest"
    late_subsidy: Literal["none", "on_personal"] = "none"
    rounding: Literal["half_up", "down"] = "half_up"
    months: Literal["calendar", "thirty_days"] = "calendar"
    silence: Literal["protect", "allow"] = "protect"
    deadline: Literal["warns", "closes"] = "warns"
    bureau_money: Literal["enrolled", "by_window"] = "enrolled"
    benefit_date: Literal["stated", "assumed"] = "stated"
