"""The short reports: the half-monthly report's own sums, as text to be pasted."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.dom.minidom import parseString

import pytest

from models.base import clock
from models.base.dates import HalfMonth
from models.base.errors import BadInput
from models.ledger.cash_papers import CashPaper
from models.people.categories.certify import certify
from models.people.changes.departures import death
from models.people.changes.occasion import Occasion
from models.station.desk import Desk, open_desk
from models.station.founding import found_station
from models.station.targets import share_targets
from models.store.connect import open_store
from models.store.past import see_as_known_before
from models.store.writing import Store
from reports.progress.figures import InsuranceProgress, ProgressRow, total_of
from reports.progress.gather import gather_progress
from reports.short.document import short_document
from reports.short.figures import ShortInsurance, ShortReport
from reports.short.gather import gather_short, week_of
from reports.short.listing import short_listings
from reports.short.picture import short_picture
from reports.short.text import rate_words, short_text
from seed.notice_file import load_notice
from tests.built import MIDDLE_DEMONSTRATION, Built, open_copy
from tests.making import made_up_number, pay, person, register_people, reverse
from tests.reports.making import row
from tests.reports.stations import Lived

DAY = dt.date(2019, 11, 14)


def at(monkeypatch: pytest.MonkeyPatch, time: str, day: dt.date = DAY) -> None:
    """Let China's clocks show a time of a day."""
    stamp = clock.kept_moment(dt.datetime.combine(day, dt.time.fromisoformat(time)))
    monkeypatch.setattr(clock, "timestamp", lambda: stamp)
    monkeypatch.setattr(clock, "today", lambda: day)


def days_of(period: HalfMonth) -> Iterator[dt.date]:
    day = period.first_day
    while day <= period.last_day:
        yield day
        day += dt.timedelta(days=1)


def sums(report: ShortReport) -> Counter[tuple[str, ...]]:
    """Return people and money of the days, by insurance and village, and by channel."""
    found = Counter[tuple[str, ...]]()
    for of in report.insurances:
        for each in of.progress.rows:
            found[of.progress.insurance, each.village, "people"] += each.people_this_period
            found[of.progress.insurance, each.village, "fen"] += each.personal_fen_this_period
    for channel in report.channels:
        found["channel", channel.channel, "payments"] += channel.payments
        found["channel", channel.channel, "fen"] += channel.amount_fen
    return found


def agrees(desk: Desk, period: HalfMonth) -> None:
    """The days of a half-month add up to its report, and its last day stands where that does."""
    whole = gather_progress(desk, period)
    added = Counter[tuple[str, ...]]()
    for day in days_of(period):
        added.update(sums(gather_short(desk, (day, day))))
    wanted = Counter[tuple[str, ...]]()
    for each in whole.insurances:
        for line in each.rows:
            wanted[each.insurance, line.village, "people"] = line.people_this_period
            wanted[each.insurance, line.village, "fen"] = line.personal_fen_this_period
        last = gather_short(desk, (period.last_day,) * 2, each.insurance)
        for line, short in zip(each.rows, last.insurances[0].progress.rows, strict=True):
            assert short.people_to_date == line.people_to_date
            assert short.personal_fen_to_date == line.personal_fen_to_date
            assert (short.target, short.rate) == (line.target, line.rate)
            assert (short.hardship_people, short.hardship_covered) == (
                line.hardship_people, line.hardship_covered
            )  # fmt: skip
    for channel in whole.channels:
        wanted["channel", channel.channel, "payments"] = channel.payments
        wanted["channel", channel.channel, "fen"] = channel.amount_fen
    assert +added == +wanted and -added == -wanted


def test_every_day_of_the_demonstration_adds_up(built: Built, tmp_path: Path) -> None:
    desk = open_copy(built.demonstration(MIDDLE_DEMONSTRATION), tmp_path, dt.date(2019, 10, 24))
    for text in ("2019-09-H2", "2019-10-H1", "2019-10-H2"):
        agrees(desk, HalfMonth.parse(text))
    desk.store.close()


@pytest.mark.parametrize("number", range(3))
def test_every_day_of_a_made_autumn_adds_up(number: int, lived: Lived) -> None:
    """With voids, refunds, deaths and categories in between."""
    desk = lived(number)
    share_targets(desk, "medical")
    for text in ("2019-10-H1", "2019-10-H2", "2019-11-H1", "2019-11-H2"):
        agrees(desk.on(dt.date(2019, 11, 30)), HalfMonth.parse(text))


def families(desk: Desk) -> Desk:
    """Put six families into three villages, two weeks before; 1 and 4 live in 甲村."""
    people = [
        person(f"张{n}", household=f"000{n}", village=f"{'甲乙丙'[(n - 1) % 3]}村")
        for n in range(1, 7)
    ]
    register_people(desk.on(dt.date(2019, 11, 1)), *people)
    return desk


def test_a_week_is_its_days(sqlite_desk: Desk) -> None:
    """Monday to Sunday; the days that are still to come are not listed."""
    desk = families(sqlite_desk)
    assert week_of(DAY) == (dt.date(2019, 11, 11), dt.date(2019, 11, 17))
    assert week_of(dt.date(2019, 11, 17)) == week_of(dt.date(2019, 11, 11)) == week_of(DAY)
    pay(desk.on(dt.date(2019, 11, 10)), "0001", trace=1)
    pay(desk.on(dt.date(2019, 11, 11)), "0002", trace=2)
    taken = pay(desk.on(dt.date(2019, 11, 12)), "0003", trace=3)
    pay(desk, "0004", trace=4)
    reverse(desk, taken.receipt, "refund")
    (medical,) = gather_short(desk, week_of(DAY)).insurances
    assert [(each.day.day, each.people, each.personal_fen) for each in medical.days] == [
        (11, 1, 250_00), (12, 1, 250_00), (13, 0, 0), (14, 0, 0)
    ]  # fmt: skip
    total = medical.progress.total
    assert (total.people_this_period, total.people_to_date) == (2, 3)
    assert total.personal_fen_this_period == sum(each.personal_fen for each in medical.days)


def test_the_text_is_short_lines_to_be_pasted(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    families(desk)
    share_targets(desk, "medical")
    certify(desk, 1, "低保", certified_by="民政局", paper="1号")
    at(monkeypatch, "15:02")
    pay(desk, "0001", trace=1)
    pay(desk, "0002", trace=None, cash=CashPaper("L", "1"))
    at(monkeypatch, "16:00")
    assert short_text(gather_short(desk, (DAY, DAY))).splitlines() == [
        "截至 2019年11月14日 16时 上岭桥镇劳动保障站 医疗保险2020年度",
        "合计 今日2 累计2/47212 0.0%",
        "甲村 今日1 累计1/15738 0.0%",
        "乙村 今日1 累计1/15737 0.0%",
        "丙村 今日0 累计0/15737 0.0%",
        "困难群体 应保1 已保1 100.0%",
        "",
        "今日收款 500.00元",
        "POS刷卡 1笔 250.00元",
        "现金 1笔 250.00元",
        "",
        "注：按入账日期，撤销、退费已扣除；免缴登记的计人数",
        "养老保险2019年度今日不在征缴期，没有入账，没有列",
    ]


def as_known_before(desk: Desk, time: str) -> str:
    """Return the text of the day as it was known at a time, over another connection."""
    moment = clock.kept_moment(dt.datetime.combine(DAY, dt.time.fromisoformat(time)))
    store = open_store(desk.store.location, desk.store.key_file)
    see_as_known_before(store, desk.station_id, moment)
    past = open_desk(store, load_notice, desk.business_date, "test")
    text = short_text(gather_short(past, (DAY, DAY), known_before=moment))
    store.close()
    return text


def test_as_known_at_an_hour_stays_what_it_was(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is entered, voided, certified afterwards, and whoever is told to have died."""
    at(monkeypatch, "08:00")
    families(desk)
    certify(desk, 5, "低保", certified_by="民政局", paper="1号")
    first = pay(desk, "0001", trace=1)
    at(monkeypatch, "15:59")
    pay(desk, "0002", trace=2)
    at(monkeypatch, "16:00")
    known = as_known_before(desk, "16:00")
    assert known.startswith("截至 2019年11月14日 16时 ") and "合计 今日2 累计2" in known
    assert "困难群体 应保1 已保0" in known and "这个时刻以后录入的不在内" in known
    pay(desk, "0003", trace=3)
    reverse(desk, first.receipt, "void")
    certify(desk, 4, "低保", certified_by="民政局", paper="2号")
    death(desk, 5, Occasion(on=DAY))
    assert as_known_before(desk, "16:00") == known
    at(monkeypatch, "10:00", DAY + dt.timedelta(days=3))
    late = desk.on(DAY + dt.timedelta(days=3))
    pay(late.on(DAY), "0006", trace=6)  # entered for the day three days later
    assert as_known_before(late, "16:00") == known
    now = short_text(gather_short(desk, (DAY, DAY)))
    assert "合计 今日3 累计3" in now and "困难群体 应保1 已保0" in now
    assert "24时（按2019年11月17日 10时已录入的）" in now
    assert "合计 今日1 累计1" in as_known_before(desk, "15:30")


def test_before_the_station_was_founded_nothing_is_known(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store(desk.store.location, desk.store.key_file)
    with pytest.raises(BadInput, match="2019-11-14 16:00 还没有建站"):
        see_as_known_before(store, desk.station_id, "2019-11-14T08:00:00Z")
    store.close()


@pytest.mark.parametrize(
    ("time", "day", "words"),
    [
        ("16:45", DAY, "截至 2019年11月14日 16时45分 "),
        ("00:00", DAY + dt.timedelta(days=1), "截至 2019年11月14日 24时 "),
        ("09:05", DAY + dt.timedelta(days=1), "24时（按2019年11月15日 9时5分已录入的） "),
        ("09:00", DAY - dt.timedelta(days=1), "24时（按2019年11月13日 9时已录入的） "),
    ],
)
def test_the_first_line_says_by_which_clock(
    time: str, day: dt.date, words: str, sqlite_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, time, day)
    assert words in short_text(gather_short(sqlite_desk, (DAY, DAY)))


def made(*to_date: int, target: int | None = 100) -> ShortInsurance:
    """Return an insurance whose villages have so many people to date."""
    rows = [ProgressRow(f"{n}村", target, people_to_date=people) for n, people in
            enumerate(to_date, 1)]  # fmt: skip
    progress = InsuranceProgress("medical", 2020, None, tuple(rows), total_of(rows, None))
    return ShortInsurance(progress)


def test_the_last_five_are_named_with_those_who_tie() -> None:
    def last(*to_date: int, target: int | None = 100) -> str:
        return "".join(line.village[:-1] for line in made(*to_date, target=target).last)

    assert last(6, 5, 4, 3, 2, 1) == "65432"
    assert last(9, 8, 4, 4, 3, 2, 1) == "76534"
    assert last(9, 4, 4, 4, 3, 2, 1) == "765234"  # three tie for the fifth place
    assert last(5, 4, 3, 2, 1) == ""  # all there are
    assert last(7, 7, 7, 7, 7, 7) == ""  # nobody is behind
    assert last(9, *[0] * 20) == ""  # too many to be named
    assert last(6, 5, 4, 3, 2, 1, target=None) == ""


def test_a_rate_is_not_rounded_up_to_what_was_not_reached() -> None:
    assert [rate_words(rate) for rate in (0.9996, 1.0, 1.2, 0.0005, 0.0254)] == [
        "99.9%", "100.0%", "120.0%", "0.1%", "2.5%"
    ]  # fmt: skip


def report_of(*insurances: ShortInsurance) -> ShortReport:
    known_at = dt.datetime.combine(DAY, dt.time(16))
    return ShortReport("上岭桥镇", DAY, DAY, known_at, DAY, False, False, insurances, ())


def test_the_picture_has_a_bar_for_every_village_the_best_at_the_top() -> None:
    rows = (row("甲&<乙>村", 100, 10), row("丙村", 100, 20), row("没有任务的村", None, 5))
    progress = InsuranceProgress("medical", 2020, None, rows, total_of(rows, 200))
    picture = parseString(short_picture(report_of(ShortInsurance(progress))))
    texts = [each.firstChild.data for each in picture.getElementsByTagName("text")]
    assert texts == [
        "上岭桥镇劳动保障站 参保缴费日报", "截至 2019年11月14日 16时",
        "医疗保险2020年度 完成率，全站 105/200 52.5%",
        "丙村", "60/100 60.0%", "甲&<乙>村", "30/100 30.0%",
    ]  # fmt: skip
    bars = [float(each.getAttribute("width")) for each in picture.getElementsByTagName("rect")][1:]
    assert bars[1] == bars[0] and bars[3] == pytest.approx(bars[2] / 2, abs=0.1)
    assert "Noto Sans CJK SC" in picture.documentElement.getAttribute("font-family")


def test_without_rates_there_is_no_picture() -> None:
    with pytest.raises(BadInput, match="没有完成率可画"):
        short_picture(report_of(made(1, 2, target=None)))


def test_what_is_entered_for_another_year_is_told_and_in_no_line(sqlite_store: Store) -> None:
    """小雪: a child of November 2019 pays 2019, and 2020 as everybody does."""
    day, baby = dt.date(2019, 12, 1), made_up_number("2019-11-20")
    desk = found_station(sqlite_store, load_notice("xiaoxue-2019"), "小雪街道", day, "test")
    register_people(desk, person("林一"), person("林小", "2019-11-20", id_number=baby))
    pay(desk, trace=1, levy_years=(2019, 2020), members=frozenset([baby]))
    text = short_text(gather_short(desk, (day, day)))
    assert "合计 今日1 累计1" in text and "今日收款 500.00元" in text
    assert "医疗保险2019年度今日1人、250.00元不在各村里，收款里有" in text
    assert "不在各村里" not in short_text(gather_short(desk, (day + dt.timedelta(days=1),) * 2))


def test_document_and_lists_state_the_same(sqlite_desk: Desk) -> None:
    desk = families(sqlite_desk)
    share_targets(desk, "medical")
    pay(desk, "0001", trace=1)
    report = gather_short(desk, (DAY, DAY))
    document, (villages, channels) = short_document(report), short_listings(report)
    medical = document["insurances"]["medical"]
    assert [line["people_to_date"] for line in medical["rows"]] == [1, 0, 0]
    assert [line[3] for line in villages.rows] == [1, 0, 0]
    assert villages.total[3] == medical["total"]["people_to_date"] == 1
    assert villages.bars and document["text"] == short_text(report)
    assert document["channels"] == {"pos": {"payments": 1, "amount_fen": 250_00}}
    assert list(channels.rows) == [("POS刷卡", 1, 250_00)]
    assert document["insurances"].keys() == {"medical"}
    only = gather_short(desk, (DAY, DAY), "pension")
    assert [of.progress.insurance for of in only.insurances] == ["pension"]
    with pytest.raises(BadInput, match="没有征收大病保险的轮次"):
        gather_short(desk, (DAY, DAY), "critical_illness")
