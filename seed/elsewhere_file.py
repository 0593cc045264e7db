"""Importing a list of people insured elsewhere: employees, or residents of another place."""

from pathlib import Path

from models.base.errors import BadInput
from models.base.long_work import Progress
from models.levy.enrolment import STATUSES
from models.people.duplicates.compare_rows import ListedPerson, record_elsewhere_rows
from models.station.desk import Desk
from seed.doors import ELSEWHERE as ELSEWHERE_DOOR
from seed.people_file import NAME, NUMBER, ListImport, import_list
from seed.row_reader import RowReader
from seed.table_file import Column
from seed.understood import Explained

_TYPE, _PLACE, _UNIT = "险种", "参保地", "单位"
COLUMNS = (
    NAME,
    NUMBER,
    Column(_TYPE, ("参保类型", "参保险种", "险种类型", "参保情况")),
    Column(_PLACE, ("参保地区", "参保地点", "参保统筹区", "统筹区")),
    Column(_UNIT, ("单位名称", "工作单位", "参保单位", "用人单位")),
)
ELSEWHERE = tuple(name for name, status in STATUSES.items() if status.elsewhere)
"""The statuses that mean insurance elsewhere."""


def import_elsewhere_file(
    desk: Desk,
    path: Path,
    status: str = "",
    progress: Progress = lambda done, total: None,
    explained: Explained | None = None,
) -> ListImport:
    """Compare a list of people insured elsewhere with the station's; matches become cases.

    ``status`` (职工医保, 异地参保 ...) is what the list means where no 险种 says so. The same
    file again changes nothing. Raises BadInput for an unknown status or a file that is no
    such list.
    """
    if status and status not in ELSEWHERE:
        raise BadInput(f"“{status}”不是在别处参保的情况，可写：{'、'.join(ELSEWHERE)}")

    def read(row: RowReader) -> ListedPerson:
        name, number = row.name(), row.number()
        place, unit = row.text(_PLACE), row.text(_UNIT)
        return ListedPerson(
            name=name,
            id_number=number,
            source=row.source,
            place=" ".join(part for part in (place, unit) if part),
            status=status or elsewhere_status(row.text(_TYPE), place),
        )

    return import_list(
        path,
        COLUMNS,
        read,
        lambda people, file: record_elsewhere_rows(desk, people, file),
        progress,
        ELSEWHERE_DOOR,
        explained or Explained(desk.business_date),
    )


def elsewhere_status(kind: str, place: str) -> str:
    """Return the status that a list's words for an insurance mean.

    Employees' insurances are meant as such; residents' only with the place (参保地) where
    it is held. Raises BadInput for words from which nothing follows.
    """
    if kind in ELSEWHERE:
        return kind
    if not kind:
        raise BadInput("没有写险种，请补填，或写明整份名单的「情况」")
    is_pension = "养老" in kind
    is_medical = "医" in kind or "生育" in kind
    is_employee = any(word in kind for word in ("职工", "企业", "机关", "事业", "灵活就业"))
    if not (is_pension or is_medical):
        raise BadInput(f"险种“{kind[:20]}”不认识，请写明养老或医疗，或写明整份名单的「情况」")
    if not is_employee and not place:
        raise BadInput(f"“{kind[:20]}”没有写参保地，看不出是否在别处参保，请补填")
    both = "职工参保" if is_employee else "异地参保"
    if is_pension and is_medical:
        return both
    return both.replace("参保", "养老" if is_pension else "医保")
