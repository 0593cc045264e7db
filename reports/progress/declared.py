"""The figures of a line of the half-monthly report, each named once.

Every form takes its columns from here, in this order: text, csv, the workbook's form and cover,
JSON, the people behind a figure. A new figure is an entry here and its field in ``ProgressRow``.
"""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Declared:
    """A figure: its name in ``ProgressRow`` and JSON, what it counts, its headings.

    ``group`` and ``under`` are its two headings on the form; ``short`` that of the text, where it
    stands there; ``cover`` that of the cover. ``title`` names it where it is opened to the people
    behind it. ``entered`` is what it sums of ``payment_line l``, of the period alone if
    ``is_of_period``; ``hardship`` the states of the hardship people it counts. ``part`` is the
    part of the JSON document it stands in. ``needs``: it has no column where none of
    these can be stated of any line; ``is_added``: nor a key in JSON.
    """

    key: str
    kind: Literal["count", "money", "rate"]
    heading: str
    group: str
    under: str = ""
    short: str = ""
    cover: str = ""
    title: str = ""
    entered: str = ""
    is_of_period: bool = False
    hardship: tuple[str, ...] = ()
    part: Literal["figures", "standing", None] = "figures"
    needs: tuple[str, ...] = ()
    is_added: bool = False

    @property
    def sum_sql(self) -> str:
        """Return the SQL of its sum; of the period it takes the first day as an argument."""
        value = f"CASE WHEN l.business_date >= ? THEN {self.entered} ELSE 0 END"
        return f"sum({value if self.is_of_period else self.entered})"


_EARLIER = """
SELECT coalesce(sum(e.subsidy_fen), 0) FROM payment_line e WHERE e.station_id = a.station_id
 AND (e.id = a.adjusts_line_id OR (e.adjusts_line_id = a.adjusts_line_id AND
 (e.business_date < a.business_date OR (e.business_date = a.business_date AND e.id < a.id))))
"""
SUBSIDISED = f"""
CASE WHEN l.people <> 0 THEN CASE WHEN l.subsidy_fen <> 0 THEN l.people ELSE 0 END
WHEN l.subsidy_fen = 0 THEN 0 ELSE
 (SELECT CASE WHEN d.earlier_fen + l.subsidy_fen <> 0 THEN 1 ELSE 0 END
  - CASE WHEN d.earlier_fen <> 0 THEN 1 ELSE 0 END
  FROM (SELECT ({_EARLIER}) AS earlier_fen FROM payment_line a
   WHERE a.station_id = l.station_id AND a.id = l.id) d) END
"""
"""Of a line ``l``, the people it makes subsidised (资助人数), or takes from them.

A difference counts nobody anew, but whoever was certified after the payment is subsidised from
the day on which that was settled, and no more from the day on which it was taken back.
"""

FIGURES = (
    Declared(
        "target", "count", "任务数", group="任务数", short="任务", cover="任务数",
        needs=("target",),
    ),
    Declared(
        "last_year_people", "count", "上年人数", group="上年人数", cover="上年人数",
        part="standing", needs=("last_year_people", "target"),
    ),
    Declared(
        "denominator", "count", "应参保人数", group="应参保人数", short="应参保",
        cover="应参保人数", needs=("denominator",), is_added=True,
    ),
    Declared(
        "permanent_people", "count", "常住人口", group="常住人口", short="常住",
        needs=("permanent_people",), is_added=True,
    ),
    Declared(
        "people_this_period", "count", "本期人数", group="本期", under="参保人数", short="本期",
        cover="本期人数", title="本期参保人数", entered="l.people", is_of_period=True,
    ),
    Declared(
        "people_to_date", "count", "累计人数", group="累计", under="参保人数", short="累计",
        cover="累计人数", title="累计参保人数", entered="l.people",
    ),
    Declared(
        "rate", "rate", "完成率", group="累计", under="完成率", short="完成率", cover="完成率",
        needs=("target",),
    ),
    Declared(
        "enrolment_rate", "rate", "参保率", group="累计", under="参保率", short="居民参保率",
        cover="参保率", needs=("enrolment_rate",), is_added=True,
    ),
    Declared(
        "permanent_rate", "rate", "常住参保率", group="累计", under="常住参保率",
        short="常住参保率", cover="常住人口参保率", needs=("permanent_rate",), is_added=True,
    ),
    Declared(
        "rank", "count", "名次", group="累计", under="名次", short="名次", part="standing",
        needs=("rank",),
    ),
    Declared(
        "to_target", "count", "未缴人数", group="累计", under="未缴人数", short="未缴",
        part="standing", needs=("target",),
    ),
    Declared(
        "same_day_last_year", "count", "上年同期人数", group="同比", under="上年同期",
        short="上年同期", cover="上年同期人数", needs=("same_day_last_year",), is_added=True,
    ),
    Declared(
        "growth_rate", "rate", "同比增长", group="同比", under="增长", short="同比",
        cover="同比增长", needs=("growth_rate",), is_added=True,
    ),
    Declared(
        "personal_fen_this_period", "money", "本期个人缴费", group="本期", under="个人缴费（元）",
        short="本期缴费", title="本期个人缴费", entered="l.amount_fen", is_of_period=True,
    ),
    Declared(
        "personal_fen_to_date", "money", "累计个人缴费", group="累计", under="个人缴费（元）",
        short="累计缴费", cover="个人缴费（累计，元）", title="累计个人缴费",
        entered="l.amount_fen",
    ),
    Declared(
        "subsidised_people_to_date", "count", "资助人数", group="资助（累计）", under="人数",
        short="资助", title="资助人数",
        entered=SUBSIDISED,
    ),
    Declared(
        "subsidy_fen_to_date", "money", "资助金额", group="资助（累计）", under="金额（元）",
        short="资助金额", cover="资助（累计，元）", title="资助金额", entered="l.subsidy_fen",
    ),
    Declared(
        "hardship_people", "count", "困难应保", group="困难群体", under="应保人数", short="应保",
        title="困难群体应保", hardship=("covered", "missing"),
    ),
    Declared(
        "hardship_covered", "count", "困难已保", group="困难群体", under="已保人数", short="已保",
        title="困难群体已保", hardship=("covered",),
    ),
    Declared(
        "hardship_rate", "rate", "困难参保率", group="困难群体", under="参保率", short="参保率",
        cover="困难群体参保率", part=None,
    ),
)  # fmt: skip
BY_KEY = {each.key: each for each in FIGURES}
ENTERED = tuple(each for each in FIGURES if each.entered)
HARDSHIP = tuple(each for each in FIGURES if each.hardship)
