"""The ``laobao`` command: runs one command or opens the counter, and answers every error.

An error is one Chinese line on standard error, never a traceback: a traceback would
print local variables, and with them identity numbers.
"""

import gc
import os
import sys
from collections.abc import Sequence

import click

from models.base.errors import LaobaoError, RefusedByRule
from tui.frame.command_line import RegistryGroup, global_options, print_json
from tui.frame.session import Session


@click.group(
    cls=RegistryGroup,
    invoke_without_command=True,
    params=global_options(),
    help="乡镇劳动保障站：不带命令打开柜台屏幕。",
)
@click.version_option(package_name="laobao", message="laobao %(version)s", help="显示版本")
@click.pass_context
def laobao(ctx: click.Context) -> None:
    """Open the counter when no command is named."""
    ctx.ensure_object(Session)
    if ctx.invoked_subcommand is None:
        from tui.opening import open_counter

        open_counter(ctx.obj)
    gc.enable()


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the program and leave with its exit status (0 done, 1 refused, 2 wrong, 3 failed)."""
    gc.disable()  # there is little to collect before a command runs or a screen is drawn
    words = list(sys.argv[1:] if arguments is None else arguments)
    sys.exit(run(words))


def run(words: list[str]) -> int:
    """Run one command line and return its exit status."""
    try:
        result = laobao.main(words, prog_name="laobao", standalone_mode=False)
    except RefusedByRule as refused:
        if "--json" in words:
            print_json({"refused": refusal_document(refused)})
        return _fail(refused.message, refused.exit_status)
    except LaobaoError as error:
        return _fail(error.message, error.exit_status)
    except click.UsageError as error:
        return _fail(_usage_message(error), 2)
    except (click.Abort, KeyboardInterrupt):
        return _fail("已取消，没有保存未确认的内容", 2)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 3
    except Exception as error:
        if os.environ.get("LAOBAO_DEBUG"):
            raise
        return _fail(f"程序内部错误（{type(error).__name__}），请把所用命令告诉维护人员", 3)
    return result if isinstance(result, int) else 0


def refusal_document(refused: RefusedByRule) -> dict[str, object]:
    """Return a refusal as it stands in JSON under ``refused``."""
    return {"code": refused.code, "message": refused.message, "needs": list(refused.needs)}


def _fail(message: str, status: int) -> int:
    click.echo(message, err=True)
    return status


def _usage_message(error: click.UsageError) -> str:
    """Say in Chinese what click found wrong with the call, and where to look."""
    command = error.ctx.command_path if error.ctx else "laobao"
    hint = f"；用法见 {command} --help"
    if isinstance(error, click.NoSuchOption):
        return f"没有选项 {error.option_name}{hint}"
    if isinstance(error, click.MissingParameter):
        name = error.param.opts[-1] if error.param and error.param.opts else "参数"
        if isinstance(error.param, click.Argument):
            name = error.param.make_metavar(error.ctx) if error.ctx else name
        return f"缺少 {name}{hint}"
    if isinstance(error, click.BadParameter):
        name = error.param.opts[0] if error.param and error.param.opts else "参数"
        if error.param is not None and isinstance(error.param.type, click.Choice):
            return f"{name} 的值不对，可用：{'、'.join(map(str, error.param.type.choices))}{hint}"
        return f"{name} 的值不对{hint}"
    if isinstance(error, click.BadOptionUsage):
        return f"选项 {error.option_name} 缺少值{hint}"
    if "No such command" in error.message:
        return f"没有这个命令：{error.message.split(chr(39))[1]}；可用命令见 laobao --help"
    if "unexpected extra argument" in error.message:
        return f"多出了参数{hint}"
    return f"命令写得不对{hint}"


if __name__ == "__main__":
    main()
