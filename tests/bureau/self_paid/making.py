"""Rows and files of paid data for tests."""

import datetime as dt
from pathlib import Path

from models.base.terms import Insurance
from models.bureau.self_paid.record import PaidImport, import_paid
from models.bureau.self_paid.values import PaidFile, PaidRow
from models.station.desk import Desk
from seed.paid_states_file import read_bureau_file
from seed.self_paid_file import ReadPaid, WholeFile

PAID_ON = dt.date(2019, 11, 5)
HEADER = "姓名,身份证号,征收项目,费款所属年度,实缴金额,缴费方式,入库日期,电子税票号"
TABLES = (
    "payment", "payment_line", "line_share", "journal", "self_paid_file",
    "self_paid_row", "self_paid_decision", "self_paid_taking", "self_paid_rest",
    "self_paid_return", "self_paid_state", "audit", "operator", "in_force",
)  # fmt: skip


def row(id_number: str, name: str = "张三", **more: object) -> PaidRow:
    """Return a row of 250 yuan for medical 2020, paid by Alipay within the window."""
    given: dict[str, object] = {
        "row": 2, "insurance": "medical", "levy_year": 2020, "amount_fen": 25000,
        "channel": "alipay", "paid_on": PAID_ON, **more,
    }  # fmt: skip
    return PaidRow(name=name, id_number=id_number, **given)  # type: ignore[arg-type]


def back(id_number: str, name: str = "张三", **more: object) -> PaidRow:
    """Return a row that says the money of ``row`` went back a day later."""
    given: dict[str, object] = {"kind": "reversal", "paid_on": PAID_ON + dt.timedelta(1), **more}
    return row(id_number, name, **given)


def bring(desk: Desk, *rows: PaidRow, name: str = "已缴.csv") -> PaidImport:
    """Import rows as one file."""
    return import_paid(desk, PaidFile(name, "0" * 64, rows))


def states(result: PaidImport) -> list[str]:
    """Return what the exceptions of an import are."""
    return [each.state for each in result.exceptions]


def everything(desk: Desk) -> dict[str, list[tuple[object, ...]]]:
    """Return every row that an import could write."""
    return {table: desk.store.rows(f"SELECT * FROM {table} ORDER BY 1, 2, 3") for table in TABLES}


def paid_csv(folder: Path, *lines: str, name: str = "已缴.csv", header: str = HEADER) -> Path:
    """Write a file of paid data."""
    path = folder / name
    path.write_text("\n".join([header, *lines]), encoding="utf-8")
    return path


def read_paid_file(
    desk: Desk, path: Path, insurance: Insurance | None = None, channel: str = ""
) -> ReadPaid:
    """Read a file of paid data as the program does; of mere status it is not."""
    whole = WholeFile(insurance, channel)
    read = read_bureau_file(desk, path, whole, lambda done, total: None)
    assert isinstance(read, ReadPaid)
    return read
