"""``confirm`` and what ``certify`` says of it, under a notice that asks for confirmation."""

from pathlib import Path

import pytest

from models.station.desk import Desk
from models.station.founding import found_station
from models.store.connect import create_store
from models.store.key import create_key_file
from seed.notice_file import load_notice
from tests.making import BUSINESS_DATE, person, register_people
from tests.tui.calling import Caller


@pytest.fixture
def street(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> tuple[Caller, str]:
    """小雪街道 with one family of 青山村; the caller and the identity number."""
    key, store = tmp_path / "station.key", str(tmp_path / "street.db")
    create_key_file(key)
    opened = create_store(store, key)
    desk: Desk = found_station(opened, load_notice("xiaoxue-2019"), "小雪街道", BUSINESS_DATE, "01")
    number = register_people(desk, person("张三"))[0].id_number
    opened.close()
    options = ("--store", store, "--key-file", str(key), "--on", "2019-11-14", "--operator", "01")
    return Caller(capsys, *options), number


def test_certify_says_that_it_waits_and_confirm_ends_the_wait(street: tuple[Caller, str]):
    laobao, number = street
    assert "确认" in laobao("certify", number, "--category", "低保").out
    listed = laobao("confirm", "--village", "青山村")
    assert "待确认 1 项" in listed.out and number not in listed.out
    done = laobao("confirm", number, "--category", "低保", "--by", "村委会", "--json")
    assert done.status == 0 and done.json["by"] == "村委会"
    assert [each["category"] for each in done.json["certifications"]] == ["低保"]
    assert "待确认 0 项" in laobao("confirm").out
    assert laobao("family", "0001", "--json").json["due_now_fen"]["medical"] == 0


def test_a_village_is_confirmed_at_once(street: tuple[Caller, str]):
    laobao, number = street
    laobao("certify", number, "--category", "低保")
    answer = laobao("confirm", "--village", "青山村", "--by", "青山村委会")
    assert "青山村委会已确认 1 项" in answer.out


@pytest.mark.parametrize(
    "words",
    [
        ("--by", "村委会"),
        ("--category", "低保"),
        ("431198197001010019", "--by", "村委会"),
        ("431198197001010019", "--category", "低保", "--village", "青山村"),
        ("431198197001010019", "--category", "低保", "--by", "村委会"),
        ("--village", "无此村"),
    ],
)
def test_an_unclear_call_is_one_line(street: tuple[Caller, str], words: tuple[str, ...]):
    answer = street[0]("confirm", *words)
    assert answer.status == 2 and answer.error.count("\n") == 1
