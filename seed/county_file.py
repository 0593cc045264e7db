"""Importing a county's roster: who of ours stands in another township or village too."""

from pathlib import Path

from models.base.long_work import Progress
from models.people.duplicates.compare_rows import ListedPerson, record_county_rows
from models.station.desk import Desk
from seed.doors import COUNTY
from seed.people_file import NAME, NUMBER, VILLAGE, ListImport, import_list
from seed.row_reader import RowReader
from seed.table_file import Column
from seed.understood import Explained

_TOWNSHIP = "乡镇(街道)"
COLUMNS = (
    Column(_TOWNSHIP, ("乡镇", "街道", "乡镇街道", "所属乡镇", "镇街"), is_required=True),
    VILLAGE,
    NAME,
    NUMBER,
    Column("户编号", ("户号", "家庭编号")),
)


def import_county_file(
    desk: Desk,
    path: Path,
    progress: Progress = lambda done, total: None,
    explained: Explained | None = None,
) -> ListImport:
    """Compare a county's roster with the station's people.

    A row with one of our numbers in another township or village, or under another name,
    becomes a case; a number twice in the file is told. The same file again changes
    nothing. Raises BadInput for a file that is no such roster.
    """
    return import_list(
        path,
        COLUMNS,
        _read,
        lambda people, file: record_county_rows(desk, people, file),
        progress,
        COUNTY,
        explained or Explained(desk.business_date),
        warn_repeated=True,
    )


def _read(row: RowReader) -> ListedPerson:
    return ListedPerson(
        name=row.name(),
        id_number=row.number(),
        source=row.source,
        township=row.required(_TOWNSHIP),
        village=row.required("村(社区)"),
        household=row.text("户编号"),
    )
