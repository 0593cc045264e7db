"""The native charts of the workbooks: drawn by the spreadsheet from cells that stand there."""

from typing import Any

from reports.rendering.sheet import Workbook


def add_bar_page(
    book: Workbook,
    title: str,
    of: str,
    heading: str,
    names: tuple[int, int],
    values: tuple[int, int],
    count: int,
) -> None:
    """Add a page with a bar chart of rates that stand on another sheet.

    ``names`` and ``values`` are row and column of the first of ``count`` cells downwards on
    the sheet ``of``; the first stands at the top.
    """
    chart = book.new_chart("bar")
    (name_row, name_column), (row, column) = names, values
    chart.add_series(
        {
            "categories": [of, name_row, name_column, name_row + count - 1, name_column],
            "values": [of, row, column, row + count - 1, column],
            "data_labels": {"value": True},
            "fill": {"color": "#7F7F7F"},
            "gap": 40,
        }
    )
    chart.set_title({"name": heading, "name_font": {"size": 14}})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True})
    chart.set_x_axis({"min": 0, "num_format": "0%", "label_position": "low"})
    book.add_chart_page(title, chart)


def add_progress_chart(
    book: Workbook, sheet: Any, of: str, lines: tuple[int, int], series: int, at: int, title: str
) -> None:
    """Put a chart on a sheet: rates as columns, and how much of the time is over as lines.

    ``lines`` are the rows of the heading and of the last name; each of the ``series`` has
    its rates in one column and its time line in the next, from the second column on.
    """
    heading, last = lines
    chart, over = book.new_chart("column"), book.new_chart("line")
    for number in range(series):
        for target, column in ((chart, 1 + 2 * number), (over, 2 + 2 * number)):
            target.add_series(
                {
                    "name": [of, heading, column],
                    "categories": [of, heading + 1, 0, last, 0],
                    "values": [of, heading + 1, column, last, column],
                }
            )
    chart.combine(over)
    chart.set_title({"name": title, "name_font": {"size": 12}})
    chart.set_y_axis({"min": 0, "num_format": "0%"})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 1060, "height": 430})
    sheet.insert_chart(at, 0, chart)
