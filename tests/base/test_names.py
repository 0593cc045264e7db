"""Which names there are: of any script, rare characters too, and nothing but letters."""

import pytest

from models.base.errors import BadInput
from models.base.text import check_name
from tests.cases import for_each


@for_each(
    "typed, kept",
    [
        ("张 三", "张三"),
        ("𬱖䶮", "𬱖䶮"),
        ("〇\U00031350\U0002ebf0\U000323b0", "〇\U00031350\U0002ebf0\U000323b0"),
        ("葛\U000e0100", "葛\U000e0100"),
        ("热依汗古丽．阿不都热合曼", "热依汗古丽·阿不都热合曼"),
        ("阿依古丽•买买提", "阿依古丽·买买提"),
        ("ئايگۈل", "ئايگۈل"),
        ("Jean-Luc O'Neill", "Jean-Luc O'Neill"),
        ("María d’Arc", "María d’Arc"),
        ("John   Smith", "John Smith"),
        ("王\ue863", "王䶮"),
        ("王\ue816", "王𠂇"),
        ("", ""),
    ],
)
def test_a_name_of_any_script_is_kept(typed: str, kept: str) -> None:
    assert check_name(typed) == kept


@for_each(
    "wrong",
    [
        "张[/]",
        "张😀",
        "张三2",
        "张（大）",
        "张_三",
        "张/三",
        "·-",
        "李?",
        "李�",
        "李□",
        "无",
        "=1+1",
        "%_王",
        "张七（已故）",
    ],
)
def test_what_is_no_letter_is_in_no_name(wrong: str) -> None:
    with pytest.raises(BadInput, match=r"^姓名.+请照证件"):
        check_name(wrong)


def test_a_character_of_nobody_elses_is_asked_for_anew() -> None:
    with pytest.raises(BadInput, match="照证件重新打"):
        check_name("王\ue001")


def test_a_name_has_a_length() -> None:
    with pytest.raises(BadInput, match="最多 50 个"):
        check_name("长" * 6000)
