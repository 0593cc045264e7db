"""Who reviews a report: a person by name, and not the one who made it."""

from models.base.errors import BadInput, RefusedByRule
from models.base.text import check_clean, squeeze
from models.station.desk import Desk

_LEAST_LETTERS, _MOST_CHARACTERS = 2, 20


def check_reviewer(desk: Desk, typed: str) -> str:
    """Return the reviewer's name as it is kept.

    A name has at least two letters or Chinese characters: nobody can be asked about a report
    that “1” or a full stop answers for. Raises BadInput for what is no name, RefusedByRule
    (``second_operator``) for the operator's own.
    """
    reviewer = check_clean(squeeze(typed), "复核人")
    if sum(map(str.isalpha, reviewer)) < _LEAST_LETTERS or len(reviewer) > _MOST_CHARACTERS:
        raise BadInput(
            f"请写明复核人的姓名，至少 {_LEAST_LETTERS} 个汉字或字母，最多 {_MOST_CHARACTERS} 个字"
        )
    if reviewer.casefold() == desk.operator.casefold():
        raise RefusedByRule(f"半月报由“{desk.operator}”填报，要由另一个人复核", "second_operator")
    return reviewer
