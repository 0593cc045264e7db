"""A report made by hand, for the renderings."""

from models.base.dates import HalfMonth
from reports.progress.figures import (
    ChannelFigures,
    InsuranceProgress,
    ProgressReport,
    ProgressRow,
    total_of,
)


def row(village: str, target: int | None, scale: int) -> ProgressRow:
    """Return a village's line whose figures all differ."""
    return ProgressRow(
        village=village,
        target=target,
        people_this_period=scale,
        people_to_date=scale * 3,
        personal_fen_this_period=scale * 25_001,
        personal_fen_to_date=scale * 75_003,
        subsidised_people_to_date=scale // 2,
        subsidy_fen_to_date=scale * 1_250,
        hardship_people=scale // 2 + 1,
        hardship_covered=scale // 2,
    )


def made_report(villages: int = 34) -> ProgressReport:
    """Return a report of so many villages; some without a target, one with a long name."""
    rows = [row(f"第{number}村", 1000 + number, 40 + number) for number in range(villages)]
    rows[0] = row("=1+1", None, 7)
    rows[1] = row("青山绿水新型农村社区居委会", 0, 0)
    return ProgressReport(
        notice="lengshuitan-2019",
        notice_title="征缴工作实施方案",
        document="冷政办函〔2019〕27号",
        station="上岭桥镇",
        period=HalfMonth.parse("2019-11-H1"),
        insurances=(
            InsuranceProgress("medical", 2020, 42920, tuple(rows), total_of(rows, 47212, 42920)),
            InsuranceProgress("pension", 2019, None, tuple(rows), total_of(rows, None)),
        ),
        channels=(
            ChannelFigures("pos", 11, 2_800_01),
            ChannelFigures("no_charge", 3, 0),
            ChannelFigures("wechat", -1, -250_00),
        ),
        notes=("附件2任务数各行相加为 461604，文件印刷合计为 462000，相差 396", "@SUM(1)"),
    )
