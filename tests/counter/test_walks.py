"""What is done at the counter never reads through a whole station of an embedded store."""

import datetime as dt

from models.counter.differences import (
    category_differences,
    find_differences,
)
from models.counter.pay_difference import DifferenceRequest, pay_difference
from models.counter.receipt.last import last_receipt
from models.counter.receipt.printing import print_receipt
from models.counter.refund import approve_refund, request_refund
from models.counter.reversible import reversible_payments
from models.counter.void import void_payment
from models.ledger.cash_papers import CashPaper
from models.people.categories.certify import certify_family
from models.people.categories.change import Grounds, end_certification
from models.people.households.families import load_household
from models.station.desk import Desk
from models.station.filled_figures import record_figure
from tests.making import (
    BUSINESS_DATE,
    found,
    household_id,
    open_differences,
    pay,
    person,
    register_people,
    second_at,
    slip,
)
from tests.store.walking import listening, walks


def test_nothing_walks(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    register_people(desk, person("张三", categories=("低保",)), person("李四"))
    register_people(desk, person("王五", household="0002"), person("赵六", household="0003"))
    with listening(desk) as asked:
        home = household_id(desk)
        found(desk, "zs")
        load_household(desk, home)
        pay(desk)
        assert pay(desk).replayed
        pay(desk, "0002", trace=None, cash=CashPaper("ZJ1", "0007"))
        pay(desk, "0003", trace=3)
        last_receipt(desk, home)
        print_receipt(desk, "2019-000001")
        reversible_payments(desk, home)
        void_payment(desk, "2019-000003", "录错")
        record_figure(desk, "medical.personal", "280", "湘医保发〔2019〕1号")
        revised = desk.refreshed()
        assert len(find_differences(revised, "medical", household_id=home)) == 2
        pay_difference(revised, DifferenceRequest(home, "medical", slip(9, BUSINESS_DATE)))
        for category in ("建档立卡", "特困供养人员"):
            certify_family(revised, home, category, dt.date(2019, 1, 1), None, "民政所")
        who = load_household(revised, home).members[1].person_id
        end_certification(revised, who, "特困", dt.date(2019, 1, 31), Grounds("民政函 1"))
        assert len(open_differences(revised, load_household(revised, home))) == 2
        assert len(category_differences(revised, [who])) == 1
        pay_difference(revised, DifferenceRequest(home, "medical", paper="转账 1"))
        request_refund(revised, "2019-000001", "死亡")
        approve_refund(second_at(revised), "2019-000001")
        print_receipt(revised, "2019-000001", "遗失")
    assert len(asked) > 40
    assert walks(desk, asked) == []
