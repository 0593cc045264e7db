"""A receipt as in life: twelve people, long names, every way a funder pays."""

from models.base.identity import with_check_character
from models.station.desk import Desk
from tests.making import pay, person, register_people

NUMBER = "2019-000001"
_PEOPLE = (
    ("热依汗古丽·阿不都热合曼", ""), ("张三", ""), ("欧阳娜娜", "低保"),
    ("古丽娜尔·买买提艾力", "建档立卡贫困人口"), ("李四", "特困供养人员"),
    ("王五", "社会保障兜底脱贫对象"), ("𬱖䶮", ""), ("赵六", ""), ("钱七", "低保"),
    ("孙八", "建档立卡贫困人口"), ("周九", "特困供养人员"), ("吴十", "社会保障兜底脱贫对象"),
)  # fmt: skip


def big_family(desk: Desk) -> None:
    """Settle a household of twelve and take their medical premium by POS."""
    register_people(
        desk,
        *[
            person(
                name,
                id_number=with_check_character(f"43119819800506{place:03d}"),
                relation="户主" if place == 0 else "",
                categories=(category,) if category else (),
            )
            for place, (name, category) in enumerate(_PEOPLE)
        ],
    )
    pay(desk)
