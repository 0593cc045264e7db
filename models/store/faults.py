"""Faults of the machine under the store, in words: the cause, fit for one line.

What a driver says is English, and of a rule of the database it may quote what was to be written;
so a cause is told by the driver's code, and its own words only where nobody knows the code.
"""

_OF_SQLITE = {
    3: "没有权限",
    5: "别的程序一直占着数据库",
    6: "别的程序一直占着数据库",
    7: "内存不足",
    8: "数据库文件或所在磁盘只读",
    10: "磁盘读写出错",
    11: "数据库文件已损坏或不完整",
    13: "磁盘已满",
    14: "数据库文件打不开，请检查文件和文件夹的权限",
    15: "别的程序一直占着数据库",
    26: "密钥不对，或文件已损坏",
}
"""By SQLite's primary result code: https://sqlite.org/rescode.html."""

_BY_TEXT = {
    "unable to open database file": 14,
    "attempt to write a readonly database": 8,
    "disk I/O error": 10,
    "database disk image is malformed": 11,
    "database or disk is full": 13,
    "file is not a database": 26,
    "database is locked": 5,
}
"""The codes of what copying a store raises: the driver gives such an error none."""

_OF_POSTGRES = {
    "08": "与数据库服务器的连接断了",
    "25": "数据库服务器只读",
    "53": "数据库服务器资源不足（磁盘、内存或连接数）",
    "55": "别的程序一直占着数据库",
    "57": "与数据库服务器的连接断了",
    "58": "数据库服务器磁盘读写出错",
}
"""By the class of its SQLSTATE; one without any is a connection that is gone."""

_DRIVERS = frozenset({"sqlcipher3", "psycopg", "peewee"})
_REFUSALS = frozenset({"IntegrityError", "DataError", "ProgrammingError", "NotSupportedError"})
_FULL, _IO_WRITE, _NO_DATABASE = 13, 778, 26


def is_fault(error: BaseException) -> bool:
    """Whether an error is the database's or the machine's, and not of a value or the program."""
    kinds = {each.__name__ for each in type(error).__mro__}
    is_driver = type(error).__module__.partition(".")[0] in _DRIVERS
    return is_driver and bool(kinds & {"DatabaseError", "InterfaceError"}) and not kinds & _REFUSALS


def cause_of(error: BaseException) -> str:
    """Return what is the matter, in Chinese where it is known."""
    return known_cause(error) or " ".join(str(error).split()) or type(error).__name__


def known_cause(error: BaseException) -> str:
    """Return what ails the machine or the store; empty where the code says neither."""
    own = _driver_error(error)
    code, state = getattr(own, "sqlite_errorcode", None), getattr(own, "sqlstate", None)
    if code is None and type(own).__module__.startswith("sqlcipher3"):
        code = _BY_TEXT.get(str(own))
    if isinstance(code, int):
        return _OF_SQLITE.get(code & 0xFF, "")
    if is_fault(own) and type(own).__module__.startswith("psycopg"):
        return _OF_POSTGRES.get(str(state or "08")[:2], "")
    return ""


def is_no_database(error: BaseException) -> bool:
    """Whether a file opens under no such key: another key, another file, or half of one."""
    return getattr(_driver_error(error), "sqlite_errorcode", 0) == _NO_DATABASE


def was_not_written(error: BaseException) -> bool:
    """Whether the log of SQLite cannot hold the end of what was to be written.

    A transaction counts from its last frame on; that one was refused, by a full disk or otherwise.
    """
    code = getattr(_driver_error(error), "sqlite_errorcode", 0)
    return code in (_FULL, _IO_WRITE)


def _driver_error(error: BaseException) -> BaseException:
    """Return the driver's own error, which Peewee's keeps, and wraps twice when it connects."""
    while isinstance(own := getattr(error, "orig", None), BaseException):
        error = own
    return error
