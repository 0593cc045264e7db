"""For what the bureau gives money back: what must be so, on what it rests, which papers it takes.

Where no document that the program knows says it, whoever applies names the one that does.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.base.errors import BadInput
from models.base.terms import Insurance
from models.base.text import squeeze

_COMMON = ("退费申请表", "身份证复印件", "缴费凭证", "银行账户复印件")
WORKING_DAYS = (7, 30)
"""How many working days the bureau takes, from and to."""


@dataclass(frozen=True)
class Reason:
    """A reason for a refund; ``documents`` give it, by insurance, where the program knows one."""

    title: str
    papers: tuple[str, ...]
    documents: Mapping[Insurance, str] = field(default_factory=dict)

    @property
    def all_papers(self) -> tuple[str, ...]:
        """What an application has to bring."""
        return _COMMON + self.papers


REASONS: dict[str, Reason] = {
    "died": Reason("年度开始前死亡", ("死亡证明", "领款人身份证复印件", "领款人与死者关系证明")),
    "paid_twice": Reason("重复缴费", ("两次缴费的凭证",)),
    "employee": Reason(
        "已参加职工保险",
        ("职工保险参保缴费证明",),
        {"medical": "国发〔2016〕3号", "pension": "国发〔2014〕8号"},
    ),
    "subsidised": Reason("缴费后认定资助", ("认定文件",)),
}
"""The reasons by the word that is kept. 国发〔2016〕3号: nobody in resident and employee medical
insurance at once; 国发〔2014〕8号: residents who are not in employee pension."""


def reason_named(typed: str) -> str:
    """Return a reason by title or word; BadInput lists them."""
    wanted = squeeze(typed)
    for word, reason in REASONS.items():
        if wanted in (word, reason.title):
            return word
    titles = "、".join(each.title for each in REASONS.values())
    raise BadInput(f"退费原因“{wanted[:20]}”不认识，可用：{titles}")
