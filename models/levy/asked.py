"""Reading what is asked of a notice: a category with the day it was certified."""

from models.base.dates import parse_date
from models.base.errors import BadInput
from models.levy.notice import Notice
from models.levy.values import Holding


def parse_holding(notice: Notice, text: str) -> Holding:
    """Read ``低保`` or ``低保@2015-06-01`` (certified from that day).

    Raises BadInput for a category the notice does not know or an impossible day.
    """
    name, sign, day = text.partition("@")
    if sign and not day:
        raise BadInput(f"“{text}”的 @ 后面要写认定日期，例如 {name}@2015-06-01")
    return Holding(
        category=notice.category_named(name.strip()).name,
        certified_from=parse_date(day, f"{name}的认定日期") if day else None,
    )
