"""Which names there are: of any script, rare characters too, and nothing but letters."""

import pytest

from models.base.errors import BadInput
from models.base.text import check_name


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("张 三", "张三"),
        ("𬱖䶮", "𬱖䶮"),
        ("〇\U00031350\U0002ebf0\U000323b0", "〇\U00031350\U0002ebf0\U000323b0"),
        ("葛\U000e0100", "葛\U000e0100"),
        ("热依汗古丽．阿不都热合曼", "热依汗古丽·阿不都热合曼"),
        ("阿依古丽•买买提", "阿依古丽·买买提"),
        ("ئايگۈل", "ئايگۈل"),
        ("Jean-Luc O'Neill", "Jean-LucO'Neill"),
        ("María d’Arc", "Maríad’Arc"),
        ("", ""),
    ],
)
def test_a_name_of_any_script_is_kept(typed: str, kept: str):
    assert check_name(typed) == kept


@pytest.mark.parametrize("wrong", ["张[/]", "张😀", "张三2", "张（大）", "张_三", "张/三", "·-"])
def test_what_is_no_letter_is_in_no_name(wrong: str):
    with pytest.raises(BadInput, match=r"^姓名“.+请照证件"):
        check_name(wrong)
