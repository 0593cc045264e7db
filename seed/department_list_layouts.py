"""The layouts of departments' lists: which headers say how people and families are set out."""

from seed.table_file import Column

PAIRS, PERSON, DISABLED = "pairs", "person", "disabled"
COUPLE, IN_ONE_CELL = "couple", "cell"
OF_HOUSEHOLDS = (PAIRS, COUPLE, IN_ONE_CELL)
"""The layouts of one row a household."""

SERIAL = "序号"
NAME, NUMBER = "姓名", "证件号码"
HEAD, HEAD_NUMBER = "户主", "户主证件号码"
MEMBER, MEMBER_NUMBER = "成员姓名", "成员证件号码"
MEMBERS = "家庭成员"
DISABILITY = "残疾证号"
VILLAGE, STARTS, UNTIL, PAPER = "村(社区)", "起始日期", "截止日期", "文号"
REMARK = "备注"

_NUMBERS = (
    "身份证号", "身份证号码", "公民身份号码", "公民身份证号码", "证件号", "证件号码", "身份证",
    "居民身份证号", "居民身份证号码",
)  # fmt: skip
_NAMES = ("姓名", "人员姓名", "对象姓名", "保障对象", "保障对象姓名", "残疾人姓名", "儿童姓名")
_ALSO = (
    Column(
        VILLAGE,
        (
            "村", "社区", "村居", "村社区", "行政村", "所属村", "村名", "村(居)", "村(居)委会",
            "村委会",
        ),
    ),
    Column(
        STARTS,
        (
            "认定日期", "享受时间", "起始时间", "开始日期", "享受起始日期", "认定时间", "批准日期",
            "审批日期", "起始年月", "享受日期", "确定日期", "确认日期",
        ),
    ),
    Column(UNTIL, ("截止时间", "结束日期", "终止日期", "有效期至", "截止年月", "到期日期")),
    Column(PAPER, ("证号", "文件号", "低保证号", "特困证号", "批准文号", "认定文件", "证书编号")),
    Column(REMARK, ("说明",)),
    Column(SERIAL, ("编号",)),
)  # fmt: skip
_MEMBERS = (
    "家庭成员情况", "家庭成员信息", "家庭成员姓名及身份证号", "家庭成员及身份证号",
    "家庭成员姓名身份证号", "家庭成员姓名、身份证号", "共同生活成员", "保障人员", "成员",
)  # fmt: skip
_DISABILITY = ("残疾人证号", "残疾证号码", "残疾人证号码", "残疾证")
_HEAD = Column(HEAD, ("户主姓名", "户主名称", "家庭户主"))
_HEAD_NUMBER = Column(HEAD_NUMBER, tuple(f"户主{each}" for each in _NUMBERS))


def _of_role(number: int, *roles: str) -> tuple[Column, Column]:
    """Return the columns of a parent or spouse, named as a numbered pair; the second is needed."""
    names = tuple(role + name for role in roles for name in ("", "姓名"))
    numbers = tuple(role + each for role in roles for each in _NUMBERS)
    is_needed = number == 2
    return (
        Column(f"{MEMBER}{number}", names, is_required=is_needed),
        Column(f"{MEMBER_NUMBER}{number}", numbers, is_required=is_needed),
    )


LAYOUTS: dict[str, tuple[Column, ...]] = {
    # One row a household, several numbered pairs of name and number.
    PAIRS: (
        _HEAD,
        _HEAD_NUMBER,
        Column(
            MEMBER,
            (*_NAMES, "成员", "家庭成员", "家庭成员姓名", "共同生活成员", "共同生活成员姓名"),
            is_required=True,
            is_numbered=True,
        ),
        Column(
            MEMBER_NUMBER,
            tuple(
                who + each for who in ("", "成员", "家庭成员", "共同生活成员") for each in _NUMBERS
            ),
            is_required=True,
            is_numbered=True,
        ),
        *_ALSO,
    ),
    # One row a person, perhaps under the family's head, who is named on the first row only;
    # or one row a household, with the others in one cell.
    PERSON: (
        _HEAD,
        _HEAD_NUMBER,
        Column(NAME, _NAMES, is_required=True),
        Column(NUMBER, _NUMBERS, is_required=True),
        Column(DISABILITY, _DISABILITY),
        Column(MEMBERS, _MEMBERS),
        *_ALSO,
    ),
    # The same by the number of the disability certificate, of which it is the beginning.
    DISABLED: (
        _HEAD,
        _HEAD_NUMBER,
        Column(NAME, _NAMES, is_required=True),
        Column(NUMBER, (DISABILITY, *_DISABILITY), is_required=True),
        *_ALSO,
    ),
    # One row a couple (计生): parents, or a head and the spouse; children are not on the list.
    COUPLE: (
        _HEAD,
        _HEAD_NUMBER,
        *_of_role(1, "男方", "父亲", "丈夫", "夫", "父"),
        *_of_role(2, "女方", "母亲", "妻子", "妻", "母", "配偶"),
        *_ALSO,
    ),
    # One row a household, its members with their numbers in one cell.
    IN_ONE_CELL: (_HEAD, _HEAD_NUMBER, Column(MEMBERS, _MEMBERS, is_required=True), *_ALSO),
}
