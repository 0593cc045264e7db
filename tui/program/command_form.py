"""A command as a form to fill in: its blanks from how it is declared, its words from them.

Nothing here is said twice: labels, hints and choices are the command's own help.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import click

from models.base.errors import BadInput
from models.base.terms import INSURANCE_TITLES
from tui.frame.choices import TitledChoice
from tui.frame.command_line import DateType, FileToWrite, InsuranceType, YuanType
from tui.frame.naming import label_of, metavar_of
from tui.widgets.field_help import FieldHelp

PREVIEW = "--preview"
_LEFT_OUT = {"--json", "--help", PREVIEW}
_YES = frozenset({"是", "y", "Y", "1"})


@dataclass(frozen=True)
class Blank:
    """One blank. ``option`` is empty for what stands on the line by its place alone.

    ``is_flag``: filled in with 是 or left empty; ``is_many``: several, with spaces between;
    ``is_hidden``: a PIN, which nobody is to read off the screen.
    """

    option: str
    label: str
    hint: str
    is_required: bool
    is_flag: bool
    is_many: bool
    is_hidden: bool = False
    example: str = ""

    @property
    def help(self) -> FieldHelp:
        """What F1 says of it."""
        many = "，几个之间用空格隔开" if self.is_many else ""
        needed = "必填" if self.is_required else "可以空着"
        return FieldHelp(self.label, f"{self.hint or self.label}{many}。", self.example, needed)


def blanks_of(command: click.Command) -> list[Blank]:
    """Return a command's blanks: those it needs first, else in the order of its help.

    Global options stay what they are at this desk.
    """
    blanks = [
        _blank(each)
        for each in command.params
        if each.expose_value and not _LEFT_OUT.intersection(each.opts)
    ]
    return sorted(blanks, key=lambda each: not each.is_required)


def can_preview(command: click.Command) -> bool:
    """Whether a command can say what it would do without doing it."""
    return any(PREVIEW in each.opts for each in command.params)


def words_of(blanks: Sequence[Blank], filled: Mapping[Blank, str]) -> list[str]:
    """Return the words of the command line; raises BadInput for a needed blank left empty.

    What was typed can only be a value, never an option: operator and store stay as they are.
    """
    options: list[str] = []
    places: list[str] = []
    for each in blanks:
        typed = filled[each].strip()
        if not typed:
            if each.is_required:
                raise BadInput(f"请填“{each.label}”")
            continue
        values = typed.split() if each.is_many else [typed]
        if not each.option:
            places += values
        elif not each.is_flag:
            options += [f"{each.option}={value}" for value in values]
        elif typed in _YES:
            options.append(each.option)
        else:
            raise BadInput(f"“{each.label}”填 是，或者空着")
    return [*options, "--", *places] if places else options


def _blank(parameter: click.Parameter) -> Blank:
    is_option = isinstance(parameter, click.Option)
    shown, label = metavar_of(parameter), label_of(parameter)
    text = (parameter.help if isinstance(parameter, click.Option) else "") or shown
    hint = text.removeprefix(label).lstrip("，；、")
    if "=" in shown and shown != label:
        hint = f"写成 {shown}"
    if isinstance(parameter.type, TitledChoice) and parameter.type.named not in hint:
        hint = "；".join(filter(None, (hint, parameter.type.named)))
    elif isinstance(parameter.type, InsuranceType) and not hint:
        hint = "、".join(each.removeprefix("城乡居民") for each in INSURANCE_TITLES.values())
    is_flag = isinstance(parameter, click.Option) and parameter.is_flag
    return Blank(
        parameter.opts[0] if is_option else "",
        label,
        "填 是，或者空着" if is_flag and not hint else hint,
        parameter.required,
        is_flag,
        parameter.multiple if isinstance(parameter, click.Option) else parameter.nargs != 1,
        is_hidden=parameter.name == "pin",
        example="是" if is_flag else _example(parameter, hint),
    )


def _example(parameter: click.Parameter, hint: str) -> str:
    """Return what may be written there, where there is something to show."""
    if isinstance(parameter.type, TitledChoice):
        return next(iter(parameter.type.titles.values()))
    if isinstance(parameter.type, DateType):
        return "2019-11-14" if parameter.type.toward is None else "11-14、昨天、2019-11-14"
    if isinstance(parameter.type, YuanType):
        return "300"
    if isinstance(parameter.type, FileToWrite):
        return f"文件名{parameter.type.ending}"
    return re.split("[；。]", hint.partition("例如 ")[2])[0]
