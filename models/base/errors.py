"""The one error hierarchy: what a person is told when something cannot be done.

Every error carries a single Chinese sentence that says what is wrong, where, and
what to do next. The command line prints it and exits with ``exit_status``; the
screens show the same sentence. Anything else that escapes is a fault in the program.
"""


class LaobaoError(Exception):
    """Base of every error meant for a person; never raised itself."""

    exit_status = 3
    title = "出错"

    def __init__(self, message: str) -> None:
        # One line, even where it quotes what somebody typed over several.
        self.message = " ".join(message.splitlines())
        super().__init__(self.message)


class RefusedByRule(LaobaoError):
    """A rule of the notice or of the ledger forbids the action. ``code`` is stable."""

    exit_status = 1
    title = "按规定不能办理"

    def __init__(self, message: str, code: str, needs: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.code = code
        self.needs = needs


class BadInput(LaobaoError):
    """What was typed, or a file, is wrong: the person can correct it and try again."""

    exit_status = 2
    title = "输入有误"


class StoreFailure(LaobaoError):
    """The store or the machine failed: no input would have helped."""

    exit_status = 3
    title = "数据库故障"
