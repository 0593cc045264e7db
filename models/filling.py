"""Recording a figure the notice left open, with the document it comes from."""

from models import clock
from models.desk import Desk
from models.errors import BadInput
from models.levy.fill import fill_notice
from models.levy.notice import Notice
from models.store.tables import FilledFigure
from models.text import check_clean, squeeze


def record_figure(desk: Desk, bare: Notice, key: str, value: str, document: str) -> Notice:
    """Record a figure from the business date on; return the notice with this figure alone.

    ``bare`` is the station's notice without any figure filled in, against which the key
    is checked; ``value`` is in yuan. The same figure from the same document again changes
    nothing. Raises BadInput for an unknown key, a bad value or a missing document
    number, and RefusedByRule for a figure the notice states as final.
    """
    document = check_clean(squeeze(document), "文号")
    if not document:
        raise BadInput("请用 --document 写明文号，数字必须有文件依据")
    key, value = squeeze(key), squeeze(value)
    filled = fill_notice(bare, [(key, value)])
    with desk.store.writing():
        last = (
            FilledFigure.select()
            .where(FilledFigure.station == desk.station_id, FilledFigure.key == key)
            .order_by(FilledFigure.id.desc())
            .first()
        )
        if last is None or (last.value, last.document) != (value, document):
            FilledFigure.insert(
                station=desk.station_id,
                key=key,
                value=value,
                document=document,
                effective_from=desk.business_date,
                operator=desk.operator_id(),
                recorded_at=clock.timestamp(),
            ).execute()
            desk.record("fill", key, f"{value} {document}")
    return filled
