"""Running one command line, from the shell or for a screen, and the words for every error.

An error is one Chinese line on standard error, never a traceback: a traceback would
print local variables, and with them identity numbers.
"""

import gc
import os
import sys
from collections.abc import Callable

import click

from models.base.errors import LaobaoError, RefusedByRule
from models.base.visible import visible
from tui.frame.choices import TitledChoice
from tui.frame.command_line import RegistryGroup, global_options
from tui.frame.naming import label_of, named_for_commands
from tui.frame.printing import print_json
from tui.frame.session import Session


@click.group(
    cls=RegistryGroup,
    invoke_without_command=True,
    params=global_options(),
    help="乡镇劳动保障站：不带命令打开柜台屏幕。",
)
@click.version_option(package_name="laobao", message="laobao %(version)s", help="显示版本")
@click.pass_context
def laobao(ctx: click.Context) -> Session | None:
    """Return the session where no command is named: the counter is to be opened in it."""
    session = ctx.ensure_object(Session)
    if ctx.invoked_subcommand is None:
        return session
    gc.enable()
    return None


def run(
    words: list[str], open_counter: Callable[[Session], None], *, is_on_screen: bool = False
) -> int:
    """Run one command line, or open the counter, and return the exit status.

    The status is 0 for done, 1 refused, 2 wrong, 3 failed. ``is_on_screen``: a screen shows
    what is printed, and it has labels instead of options.
    """
    for word in words:
        if any("\ud800" <= each <= "\udfff" for each in word):
            return _fail(f"“{word}”里有不是 UTF-8 的字，请重新打，是文件就先改名", 2)
    session = Session(is_on_screen=is_on_screen)

    def said(message: str) -> str:
        return message if is_on_screen else named_for_commands(message, session.command)

    try:
        result = laobao.main(words, prog_name="laobao", standalone_mode=False, obj=session)
        if isinstance(result, Session):
            open_counter(result)
            gc.enable()
    except RefusedByRule as refused:
        if "--json" in words:
            print_json({
                "refused": {**refusal_document(refused), "message": said(refused.message)}
            })  # fmt: skip
        return _fail(said(refused.message), refused.exit_status)
    except LaobaoError as error:
        return _fail(said(error.message), error.exit_status)
    except click.UsageError as error:
        return _fail(said(_usage_message(error, is_on_screen=is_on_screen)), 2)
    except (click.Abort, KeyboardInterrupt):
        return _fail("已中断：没有办完的不保存，已经办完的都在；请查当天的流水", 2)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 3
    except Exception as error:
        if os.environ.get("LAOBAO_DEBUG"):
            raise
        from models.store.faults import known_cause

        if cause := known_cause(error):
            return _fail(f"读数据库时出错（{cause}），请排除后再试", 3)
        return _fail(f"程序内部错误（{type(error).__name__}），请把所用命令告诉维护人员", 3)
    return result if isinstance(result, int) else 0


def refusal_document(refused: RefusedByRule) -> dict[str, object]:
    """Return a refusal as it stands in JSON under ``refused``."""
    return {"code": refused.code, "message": refused.message, "needs": list(refused.needs)}


def _fail(message: str, status: int) -> int:
    click.echo(visible(message), err=True)
    return status


def _usage_message(error: click.UsageError, *, is_on_screen: bool) -> str:
    """Say in Chinese what click found wrong with the call, and where to look."""
    command = error.ctx.command_path if error.ctx else "laobao"
    hint = "" if is_on_screen else f"；用法见 {command} --help"
    if isinstance(error, click.NoSuchOption):
        return f"没有选项 {error.option_name}{hint}"
    if isinstance(error, click.MissingParameter):
        name = f"「{label_of(error.param)}」" if error.param else "参数"
        return f"缺少{name}{hint}"
    if isinstance(error, click.BadParameter):
        name = f"「{label_of(error.param)}」" if error.param else "参数"
        if error.param is not None and isinstance(error.param.type, TitledChoice):
            return f"{name}的值不对，可用：{error.param.type.named}{hint}"
        return f"{name}的值不对{hint}"
    if isinstance(error, click.BadOptionUsage):
        return f"选项 {error.option_name} 缺少值{hint}"
    if "No such command" in error.message:
        return f"没有这个命令：{error.message.split(chr(39))[1]}；可用命令见 laobao --help"
    if "unexpected extra argument" in error.message:
        return f"多出了参数{hint}"
    return f"命令写得不对{hint}"
