"""What a year costs as a notice states it: a standard, or tiers with what is added to them."""

from models.base.terms import Condition, Value


class StandardFor(Value, frozen=True):
    """Another standard for people of one condition, such as pupils: both parts are stated."""

    condition: Condition
    clause: str
    personal_fen: int
    government_fen: int


class Standard(Value, frozen=True):
    """The year's standard per person (筹资标准): the person's part and the state's.

    A provisional figure is quoted as such and may be replaced by a filled one. ``instead`` are
    the standards of people for whom the notice states others.
    """

    clause: str
    personal_fen: int | None = None
    government_fen: int | None = None
    is_provisional: bool = False
    decided_by: str = ""
    instead: tuple[StandardFor, ...] = ()


class AdditionRule(Value, frozen=True):
    """What somebody adds to a person's account beside the premium (缴费补贴、集体补助).

    From ``from_tier_fen`` upwards; of several with one title the highest reached counts.
    ``in_arrears``: also for earlier years bought back.
    """

    title: str
    funder: str
    amount_fen: int
    clause: str
    from_tier_fen: int = 0
    in_arrears: bool = False


class Tiers(Value, frozen=True):
    """The tiers (缴费档次) a person may choose from, ascending; None if not stated.

    ``government_fen`` is the state's part, the same for every tier: late payers may owe it.
    ``additions`` go to the person's account and change nothing of what is paid.
    """

    clause: str
    amounts_fen: tuple[int, ...] | None = None
    government_fen: int | None = None
    note: str = ""
    additions: tuple[AdditionRule, ...] = ()
