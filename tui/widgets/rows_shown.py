"""Which rows of a list are on the screen."""

from tui.widgets.lines import Lines


def rows_shown(lines: Lines) -> range:
    """Return the positions of the rows that the screen has room for, counted from nought."""
    top = lines.scroll_offset.y
    return range(top, top + max(1, lines.size.height))


def place_words(first: int, last: int, count: int, *, has_more: bool = False) -> str:
    """Return which rows are in sight, counted from one, and how many there are.

    ``last`` is nought where none is in sight; ``has_more``: there are more than are counted.
    """
    total = f"共 {count:,} {'多' if has_more else ''}行"
    if not last:
        return total
    until = f"-{last}" if last > first else ""
    return f"第 {first}{until} 行，{total}"
