"""The families the screen tests look at; the same numbers in every run."""

from models.base.identity import with_check_character
from models.people.roster import merge_roster
from models.station.desk import Desk
from tests.making import person


def number(born: str, sequence: int) -> str:
    """Return a fixed made-up identity number."""
    return with_check_character(f"431198{born.replace('-', '')}{sequence:03d}")


def add_families(desk: Desk) -> None:
    """Put four families into a station: poor, ordinary, exempt, and one hard to show."""

    def member(name: str, born: str, sequence: int, household: str, **more: object) -> object:
        return person(
            name, born=born, household=household, id_number=number(born, sequence), **more
        )

    merge_roster(
        desk,
        [
            member("曾国强", "1975-03-04", 11, "010001", relation="户主", phone="14200000011"),
            member("单雪梅", "1977-08-09", 12, "010001", relation="配偶"),
            member("曾小宝", "2012-05-06", 13, "010001", relation="子女"),
            member(
                "曾大学", "1999-05-06", 15, "010001", relation="子女", enrolment="在校学生"
            ),
            member("解放军", "1960-01-02", 21, "010002", relation="户主", categories=("低保",)),
            member(
                "区桂花", "1962-03-04", 22, "010002", relation="配偶",
                categories=("低保", "建档立卡贫困人口"),
            ),
            member(
                "仇老五", "1948-03-04", 31, "010003", relation="户主",
                categories=("特困供养人员",),
            ),
            member(
                "热依汗古丽·阿不都热合曼", "1990-01-01", 42, "010004", relation="户主",
                ethnicity="维吾尔族", note="备注[/] [@click=app.quit]点我[/]",
            ),
            member("𬱖䶮", "1991-01-01", 41, "010004", relation="配偶"),
        ],  # type: ignore[list-item]
        "花名册",
    )  # fmt: skip
