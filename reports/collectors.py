"""The register of collectors in the layout of the notice's annex."""

from models.cash.collectors import list_collectors
from models.station.desk import Desk
from reports.listing.values import Column, Listing

_COLUMNS = (
    Column("序号", "number", "number"),
    Column("代征点名称", "point"),
    Column("代征人员姓名", "name"),
    Column("身份证号", "id_number"),
    Column("开户行名称", "bank_name"),
    Column("开户行", "bank"),
    Column("银行账号", "account"),
    Column("联系电话", "phone"),
)


def collectors_listing(desk: Desk) -> Listing:
    """Return the register on the business date; numbers stand whole, as the form needs them."""
    return Listing(
        name="代征人员登记表",
        station=desk.township,
        title="集中征缴代征人员登记表",
        dated=desk.business_date,
        facts=(f"填报单位：{desk.township}劳动保障站", f"截至：{desk.business_date}"),
        columns=_COLUMNS,
        rows=tuple(
            (
                number, each.point, each.name, each.id_number, each.bank_name, each.bank,
                each.account, each.phone,
            )
            for number, each in enumerate(list_collectors(desk), 1)
        ),
    )  # fmt: skip
