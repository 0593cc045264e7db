"""The one error hierarchy: what a person is told when something cannot be done.

Every error carries a single Chinese sentence that says what is wrong, where, and
what to do next. The command line prints it and exits with ``exit_status``; the
screens show the same sentence. It names no option and no command: what the person fills
in or does next stands in 「」, by the label of its blank (「文号」) or by what the action is
called (「退费」), and the command line adds its own name for it. Anything else that
escapes is a fault in the program.
"""

from models.base.visible import visible


class LaobaoError(Exception):
    """Base of every error meant for a person; never raised itself."""

    exit_status = 3
    title = "出错"

    def __init__(self, message: str) -> None:
        # One line, even where it quotes what somebody typed over several, or hid in a cell.
        self.message = visible(" ".join(message.splitlines()))
        super().__init__(self.message)


class RefusedByRule(LaobaoError):
    """A rule of the notice or of the ledger forbids the action. ``code`` is stable."""

    exit_status = 1
    title = "按规定不能办理"

    def __init__(self, message: str, code: str, needs: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.code = code
        self.needs = needs


class Denied(RefusedByRule):
    """An act that its operator may not do, or not alone, or not for that day.

    What is denied goes into the audit trail, after the transaction it ended has been taken back.
    ``subject`` names what it was about, ``whom_id`` the operator whose PIN was wrong.
    """

    def __init__(self, message: str, code: str, subject: str = "", whom_id: int = 0) -> None:
        super().__init__(message, code)
        self.subject = subject
        self.whom_id = whom_id


class BadInput(LaobaoError):
    """What was typed, or a file, is wrong: the person can correct it and try again."""

    exit_status = 2
    title = "输入有误"


class PrintFailure(LaobaoError):
    """A printer, or the way to it, failed: nothing came out, and another way may do."""

    exit_status = 3
    title = "打印机故障"


class StoreFailure(LaobaoError):
    """The store or the machine failed: no input would have helped."""

    exit_status = 3
    title = "数据库故障"
