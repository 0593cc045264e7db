"""How commands are declared, found and answered: click, in Chinese, from the registry."""

import datetime as dt
import os
import sys
from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from models.base import clock
from models.base.dates import Toward, typed_date
from models.base.errors import BadInput
from models.base.money import parse_yuan
from tui.actions import commands
from tui.frame.naming import label_of, load_command, named_for_commands
from tui.frame.printing import print_json, print_lines
from tui.frame.session import Session

if TYPE_CHECKING:
    from models.base.terms import Insurance

_F = TypeVar("_F", bound=Callable[..., Any])

Answer = tuple[Any, Sequence[str]]
"""What a command answers: its JSON document, and the same in lines of text."""


class DateType(click.ParamType[dt.date]):
    """A date as people type it: 11-13 and 昨天 too, as seen from the business date.

    ``toward``: which 11-13 is meant; None where the year has to be written (a birth).
    """

    name = "日期"

    def __init__(self, toward: Toward | None = "past") -> None:
        self.toward = toward

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> dt.date:
        """Return the date; BadInput names the blank."""
        if isinstance(value, dt.date):
            return value
        what = f"「{label_of(param)}」" if param else "日期"
        if self.toward is None:
            return typed_date(value, what)
        session = ctx.find_object(Session) if ctx else None
        is_the_day_itself = param is not None and "--on" in param.opts
        near = clock.today() if session is None or is_the_day_itself else session.business_date
        return typed_date(value, what, near, self.toward)


class YuanType(click.ParamType[int]):
    """An amount in yuan as people type it, turned into fen."""

    name = "元"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the amount in fen; BadInput names the blank."""
        if isinstance(value, int):
            return value
        return parse_yuan(value, f"「{label_of(param)}」" if param else "金额")


class FileToWrite(click.Path):
    """The path of a file to be written, with the ending of its kind; or, for a list, a folder."""

    name = "文件"

    def __init__(self, ending: str, *, or_folder: bool = True) -> None:
        super().__init__()
        self.ending, self.or_folder = ending, or_folder

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path; BadInput for another ending."""
        path = Path(os.fsdecode(super().convert(value, param, ctx)))
        if self.or_folder and path.is_dir():
            return path
        if path.suffix.lower() != self.ending:
            raise BadInput(f"文件名 {path.name} 应以 {self.ending} 结尾")
        return path


class InsuranceType(click.ParamType["Insurance"]):
    """An insurance by its title or its identifier."""

    name = "险种"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> "Insurance":
        """Return the insurance; BadInput lists those there are."""
        from models.levy.fill import insurance_named

        return insurance_named(value)


_LONGEST_WORD = 8_000
"""A list of members may be long; what a blank may hold is for the action to say."""

DATE = DateType()
NEXT_DATE = DateType("future")
NEAREST_DATE = DateType("nearest")
WHOLE_DATE = DateType(None)
INSURANCE = InsuranceType()
YUAN = YuanType()
FILE = click.Path(path_type=Path)
CATEGORY = click.option(
    "--category", required=True, metavar="类别", help="人员类别，见「通知的规定」"
)
XLSX = FileToWrite(".xlsx", or_folder=False)


def second_person(
    option: str = "--approved-by", text: str = "第二人，同意这件事的人的编号"
) -> Callable[[_F], _F]:
    """Add who agrees, with the PIN, passed on as ``second``.

    In a terminal the PIN is asked for and not shown. Without one, whoever agrees has said so
    before in a session of their own.
    """

    def decorate(function: _F) -> _F:
        @click.option(
            option, "second_login", default="", metavar=text.split("，", maxsplit=1)[0], help=text
        )
        @click.option(
            "--pin", default="", metavar="PIN", help="第二人的 PIN；已在自己的终端同意的，空着"
        )
        @wraps(function)
        def asked(*given: Any, second_login: str, pin: str, **options: Any) -> Any:
            from models.station.approvals import SecondPerson
            from tui.terminal.ending import stopping_on_signals

            if not second_login.strip():
                if pin:
                    raise BadInput("写了 PIN，还要写明「第二人」的编号")
                return function(*given, second=None, **options)
            if not pin and is_terminal():
                question = f"请 {second_login.strip()} 输入 PIN（已在自己的终端同意的，直接回车）"
                with stopping_on_signals():
                    pin = click.prompt(question, "", hide_input=True, show_default=False, err=True)
            return function(*given, second=SecondPerson(second_login, pin), **options)

        return asked  # type: ignore[return-value]

    return decorate


def _remember(ctx: click.Context, param: click.Parameter, value: Any) -> None:
    """Keep a global option in the session, wherever on the line it stands."""
    if value is not None:
        setattr(ctx.ensure_object(Session), param.name or "", value)


def global_options() -> list[click.Parameter]:
    """Return the options every command takes, before or after its name."""
    return [
        click.Option(
            ["--store"], metavar="路径或URL", expose_value=False, callback=_remember,
            help="数据库；默认取环境变量 LAOBAO_STORE，再默认在用户数据目录",
        ),
        click.Option(
            ["--key-file"], type=FILE, metavar="路径", expose_value=False, callback=_remember,
            help="密钥文件；默认在用户配置目录",
        ),
        click.Option(
            ["--on"], type=DATE, metavar="日期", expose_value=False, callback=_remember,
            is_eager=True,  # other dates count from it, wherever it stands
            help="业务日期；默认今天",
        ),
        click.Option(
            ["--operator"], metavar="编号", expose_value=False, callback=_remember,
            help="操作员编号",
        ),
        click.Option(
            ["--unmask"], metavar="理由", expose_value=False, callback=_remember,
            help="显示完整证件号码，写明理由；记入操作记录",
        ),
    ]  # fmt: skip


class _InChinese(click.Command):
    """What click says around every command's own help, in Chinese."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Note in the session which command is called: a refusal names its options."""
        ctx.ensure_object(Session).command = self
        for text in args:
            if len(text) > _LONGEST_WORD:
                raise BadInput(f"“{text[:20]}……”有 {len(text)} 个字，太长了，请写短")
        return super().parse_args(ctx, args)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return ``--help`` with a Chinese text."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示说明"
        return option

    def get_help(self, ctx: click.Context) -> str:
        """Return the help, with the command line's own names."""
        return named_for_commands(super().get_help(ctx), self)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write how the command is called."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix="用法：")

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return the parts of a call; options are named in Chinese."""
        pieces = super().collect_usage_pieces(ctx)
        chinese = {
            "[OPTIONS]": "[选项]",
            "COMMAND [ARGS]...": "命令 ...",
            "[COMMAND] [ARGS]...": "[命令] ...",
        }
        return [chinese.get(piece, piece) for piece in pieces]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the options, and the commands of a group."""
        options = [each for each in self.get_params(ctx) if isinstance(each, click.Option)]
        rows = [row for each in options if (row := each.get_help_record(ctx))]
        with formatter.section("选项"):
            formatter.write_dl(rows)
        if isinstance(self, click.Group):
            self.format_commands(ctx, formatter)


class LaobaoCommand(_InChinese):
    """A command that also takes the global options after its name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taken = {name for param in self.params for name in param.opts}
        self.params += [each for each in global_options() if each.opts[0] not in taken]


class LaobaoGroup(_InChinese, click.Group):
    """A group whose commands are all LaobaoCommands."""

    command_class = LaobaoCommand

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands of the group."""
        rows = [(name, each.help or "") for name, each in self.commands.items()]
        with formatter.section("命令"):
            formatter.write_dl(rows)


class RegistryGroup(LaobaoGroup):
    """The top level: its commands are the registry's, imported only when called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, in the registry's order."""
        return list(commands())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command; None for a name that is none."""
        action = commands().get(cmd_name)
        return load_command(action) if action else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List every command with its title and help, without importing any."""
        rows = [(each.name, f"{each.title}：{each.help}") for each in commands().values()]
        with formatter.section("命令"):
            formatter.write_dl(rows)


def as_json(function: _F) -> _F:
    """Add ``--json``, passed to the command as ``is_json``."""
    decorate = click.option("--json", "is_json", is_flag=True, help="只输出一个 JSON 文档")
    return decorate(function)


def answering(function: Callable[..., Answer]) -> Callable[..., None]:
    """Add ``--json`` to a command that returns its document and its lines: one is printed."""

    @as_json
    @wraps(function)
    def answered(*given: Any, is_json: bool, **options: Any) -> None:
        document, lines = function(*given, **options)
        if is_json:
            print_json(document)
        else:
            print_lines(lines)

    return answered


def is_terminal() -> bool:
    """Whether a person sits in front of both ends of the program."""
    return sys.stdin.isatty() and sys.stdout.isatty()
