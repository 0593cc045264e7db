"""Recording a figure the notice left open or provisional, with the document that sets it."""

import datetime as dt

from models.base.errors import BadInput, RefusedByRule
from models.base.text import check_clean, squeeze
from models.levy.figure_names import figure_key, plain_value
from models.levy.fill import fill_notice
from models.levy.revision import DatedFigure, beginning_of
from models.station.desk import Desk
from models.station.round import OpenRound, round_numbered
from models.store.tables.station import FilledFigure


def record_figure(
    desk: Desk,
    key: str,
    value: str,
    document: str,
    effective_from: dt.date | None = None,
    document_date: dt.date | None = None,
    round_number: int | None = None,
) -> DatedFigure:
    """Record a figure and from which day it counts; ``value`` is in yuan.

    It is the figure of the round opened last that collects the insurance, unless
    ``round_number`` names another. Without a day, a figure the notice never stated counts for
    the whole round, and a revised one from the business date. The same figure from the same
    document again changes nothing. Those who have paid already are not touched: see
    ``models.counter.differences``. Raises BadInput for an unknown key, a bad value or a
    missing document number, RefusedByRule for a figure the notice states as final and for
    a revision that would begin before the business date, in periods reported already.
    """
    document = check_clean(squeeze(document), "文号")
    if not document:
        raise BadInput("请写明「文号」，数字必须有文件依据")
    key, value = figure_key(squeeze(key)), plain_value(squeeze(value))
    with desk.writing("fill"):
        of = figure_round(desk.refreshed(), key, round_number)
        fill_notice(of.bare, [(key, value)])
        earlier = [each for each in of.figures if each.key == key]
        first_day = beginning_of(of.bare, key, desk.business_date)
        if earlier:
            first_day = desk.business_date
        effective_from = effective_from or first_day
        if effective_from < first_day:
            raise RefusedByRule(
                f"修订的标准最早自业务日期 {first_day} 起执行，此前已缴费的人按差额名单补退；"
                "请改「自哪天起执行」，或不写",
                "figure_backdated",
            )
        figure = DatedFigure(
            key=key,
            value=value,
            document=document,
            effective_from=effective_from,
            document_date=document_date,
        )
        if earlier and (earlier[-1].value, earlier[-1].document) == (value, document):
            return earlier[-1]
        desk.store.add(
            FilledFigure(
                key=key,
                value=value,
                document=document,
                document_date=document_date,
                effective_from=effective_from,
                round_id=of.number,
                **desk.stamp(),
            )
        )
        desk.record("fill", key, f"{value} {document} from {effective_from}")
    return figure


def figure_round(desk: Desk, key: str, number: int | None) -> OpenRound:
    """Return the round a figure belongs to: the numbered one, else the last to collect it.

    Raises BadInput for an unknown number.
    """
    insurance = figure_key(key).partition(".")[0]
    collecting = [each for each in desk.rounds if insurance in each.bare.insurances]
    return (
        (collecting or desk.rounds)[-1] if number is None else round_numbered(desk.rounds, number)
    )
