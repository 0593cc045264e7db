"""What goes into a quote and what comes out: frozen values, amounts in fen."""

import datetime as dt
from typing import Literal

from models.base.errors import BadInput
from models.base.terms import Insurance, Settlement, Value
from models.levy.interpretations import Interpretations

RefusalCode = Literal[
    "too_young",
    "too_old",
    "in_school",
    "insured_elsewhere",
    "in_service",
    "imprisoned",
    "insurance_not_collected",
    "window_not_open",
    "window_closed",
    "no_benefit_left",
    "tier_missing",
    "tier_not_offered",
    "standard_not_set",
    "channel_not_allowed",
    "paid_at_bureau",
]
REFUSAL_TITLES: dict[RefusalCode, str] = {
    "too_young": "年龄不到",
    "too_old": "年龄已过",
    "in_school": "在校学生",
    "insured_elsewhere": "已在别处参保",
    "in_service": "现役军人",
    "imprisoned": "服刑人员",
    "insurance_not_collected": "不征收这个险种",
    "window_not_open": "征缴期未到",
    "window_closed": "征缴期已过",
    "no_benefit_left": "享受不到待遇",
    "tier_missing": "没有选档次",
    "tier_not_offered": "没有这个档次",
    "standard_not_set": "标准未定",
    "channel_not_allowed": "渠道不能用",
    "paid_at_bureau": "税务已收",
}
"""What a clerk calls each refusal."""
Override = Literal["none", "reason", "second_operator"]
"""How an operator may go on in spite of a refusal: not at all, with a reason and proof, or with
a second operator."""

INTERPRETATION_TITLES = {
    1: "集中征缴期内缴费的，自参保年度 1 月 1 日起享受待遇",
    2: "“N 周岁以上”含 N 周岁，年龄按办理当日计算",
    3: "通知未规定多种身份如何并用的，按资助最高的一种",
    4: "享受定额代缴又选择更高档次的，差额由本人缴纳",
    5: "资助只针对个人缴费部分，逾期补缴的由本人全额缴纳",
    6: "资助额计算到分，四舍五入，尾差由资金方承担",
    7: "六个月按日历月计算，到期月没有该日的，以月末为限",
    8: "通知及其所依据的文件都没有规定的，按保护缴费人处理，写明理由和凭据的可以办理",
    9: "“某日前完成”的期限过后照常收取并提醒，写明截止的才不再收取",
    10: "征缴期约束本站收费，税务部门已经收下的费款照常参保",
    11: "没有规定写明待遇从哪天起的，不作承诺",
}


def refusal_named(text: str) -> RefusalCode:
    """Return the refusal with this title or code; raises BadInput listing the titles."""
    plain = text.strip()
    for code, title in REFUSAL_TITLES.items():
        if plain in (code, title):
            return code
    named = "、".join(REFUSAL_TITLES.values())
    raise BadInput(f"“{plain[:20]}”不是拒绝的理由，可用：{named}")


_SWITCHES = dict(enumerate(Interpretations.__struct_fields__, 1))


class Holding(Value, frozen=True):
    """A category a person holds (人员类别), certified from one day until another.

    ``is_confirmed`` is false while the notice still waits for a confirmation.
    """

    category: str
    certified_from: dt.date | None = None
    until: dt.date | None = None
    is_confirmed: bool = True

    def is_held_on(self, day: dt.date) -> bool:
        """The certification covers the day, both ends included; unstated ends are open."""
        return (self.certified_from is None or self.certified_from <= day) and (
            self.until is None or day <= self.until
        )


class Applicant(Value, frozen=True):
    """What a rule needs to know of a person.

    ``enrolled_years`` are the levy years already paid for, so that a child enrolled for
    the year of birth is not offered that year again. ``insured_years`` are the years in which
    the person was insured before, ``bought_years`` those of them paid late, ``history_from``
    the first year of which anything is known; ``employee_until`` is the last day of employees'
    insurance, ``discharged_on`` of service. ``overridden`` are the refusals that an
    operator goes on in spite of; only those count that may be overridden.
    """

    born: dt.date
    holdings: tuple[Holding, ...] = ()
    later_birth: dt.date | None = None
    is_in_school: bool = False
    is_insured_elsewhere: bool = False
    is_in_service: bool = False
    is_imprisoned: bool = False
    enrolled_years: tuple[int, ...] = ()
    insured_years: tuple[int, ...] = ()
    bought_years: tuple[int, ...] = ()
    history_from: int | None = None
    employee_until: dt.date | None = None
    discharged_on: dt.date | None = None
    overridden: tuple[RefusalCode, ...] = ()


class ShareAmount(Value, frozen=True):
    """One funder's part of a person's premium, and how it is settled."""

    funder: str
    amount_fen: int
    settlement: Settlement


class Addition(Value, frozen=True):
    """What is added to a person's account beside the premium, and by whom."""

    title: str
    funder: str
    amount_fen: int


class Considered(Value, frozen=True):
    """A category that was looked at: whether it won, and why or why not."""

    category: str
    is_applied: bool
    amount_fen: int
    reason: str
    clause: str


class Refusal(Value, frozen=True):
    """Why nothing can be quoted; ``needs`` lists the figures a station has to fill in.

    ``override`` says who may go on in spite of it.
    """

    code: RefusalCode
    message: str
    needs: tuple[str, ...] = ()
    override: Override = "none"


_WAITS_FOR_TIER: tuple[RefusalCode, ...] = ("tier_missing", "tier_not_offered")


class Quote(Value, frozen=True):
    """What one person owes for one insurance on one day, with every reason.

    ``due_now_fen`` is paid at the counter, ``reimbursed_fen`` comes back later
    (先征后补). After a refusal every amount is None. ``benefit_from`` is None where no rule
    gives a day. ``warnings`` are sentences a clerk must know before taking money; ``others``
    the further levy years the person can buy on the day. ``is_newborn``: the year of birth,
    within the newborn rule.
    """

    notice: str
    insurance: Insurance
    levy_year: int | None
    refused: Refusal | None = None
    standard_fen: int | None = None
    subsidy_fen: int | None = None
    due_now_fen: int | None = None
    reimbursed_fen: int | None = None
    category: str | None = None
    tier_fen: int | None = None
    shares: tuple[ShareAmount, ...] = ()
    additions: tuple[Addition, ...] = ()
    late: bool = False
    is_newborn: bool = False
    benefit_from: dt.date | None = None
    clauses: tuple[str, ...] = ()
    interpretations: tuple[int, ...] = ()
    explanation: tuple[str, ...] = ()
    considered: tuple[Considered, ...] = ()
    warnings: tuple[str, ...] = ()
    others: "tuple[Quote, ...]" = ()

    @property
    def waits_for_tier(self) -> bool:
        """Whether only a tier that is offered is still to be chosen."""
        return self.refused is not None and self.refused.code in _WAITS_FOR_TIER


class Trail:
    """Collects clauses, interpretations, sentences and warnings while one quote is worked out."""

    def __init__(self, switches: Interpretations) -> None:
        self._switches = switches
        self._clauses: dict[str, None] = {}
        self._interpretations: set[int] = set()
        self._sentences: list[str] = []
        self._warnings: dict[str, None] = {}

    def because(self, clause: str, sentence: str = "") -> None:
        """Note a clause that decided something, and the sentence that says what."""
        self._clauses[clause] = None
        if sentence:
            self._sentences.append(f"{sentence}（{clause}）")

    def say(self, sentence: str) -> None:
        """Note a sentence that rests on no clause."""
        self._sentences.append(sentence)

    def warn(self, sentence: str) -> None:
        """Note what must be known before money is taken."""
        self._warnings[sentence] = None

    def interpreted(self, number: int) -> None:
        """Note that the program, not the notice, decided a point (1-11).

        Where the notice's switch is set otherwise, the point is the notice's own.
        """
        switch = _SWITCHES[number]
        if getattr(self._switches, switch) != getattr(Interpretations(), switch):
            return
        if number not in self._interpretations:
            self._interpretations.add(number)
            self._sentences.append(f"本程序解释 {number}：{INTERPRETATION_TITLES[number]}")

    @property
    def clauses(self) -> tuple[str, ...]:
        """The clauses noted, in the order they decided."""
        return tuple(self._clauses)

    @property
    def interpretations(self) -> tuple[int, ...]:
        """The interpretations used, ascending."""
        return tuple(sorted(self._interpretations))

    @property
    def explanation(self) -> tuple[str, ...]:
        """The sentences, in the order they were noted."""
        return tuple(self._sentences)

    @property
    def warnings(self) -> tuple[str, ...]:
        """The warnings, in the order they were noted, each once."""
        return tuple(self._warnings)
