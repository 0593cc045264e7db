"""Rule files (通知, 上级文件) as TOML: read, amounts turned into fen, decoded into frozen values.

In a file amounts are whole yuan in keys ending ``_yuan`` (``"12.50"`` for decimals) and rates
are percentages such as ``"50%"``. A fault is one line naming file and key.
"""

import re
import tomllib
from fractions import Fraction
from pathlib import Path
from typing import Any, get_args

import msgspec

from models.base.errors import BadInput
from models.base.files import file_cause
from models.base.money import parse_yuan
from models.base.terms import Insurance
from models.levy.fill import parse_rate

_LARGEST = 1 << 20
"""Bytes: more than any notice needs."""
_KEY_OF_LINE = re.compile(r"\s*\[{0,2}([a-z_][a-z0-9_.-]{0,40})(?:\s*=|\])")
_MESSAGES = (
    (r"Object contains unknown field `(.+)`", r"不认识的键 \1"),
    (r"Object missing required field `(.+)`", r"缺少必填键 \1"),
    (r"Expected `(.+)`, got `(.+)`", r"类型不对，应为 \1，实为 \2"),
    (r"Invalid enum value '?(.+?)'?", r"值 \1 不在可选范围内"),
)


def read_text(path: Path) -> str:
    """Return the text of a rule file; raises BadInput where it cannot be, or is no such file."""
    try:
        if path.exists() and not path.is_file():
            raise BadInput(f"{path} 不是文件，请核对通知文件的路径")
        if path.stat().st_size > _LARGEST:
            raise BadInput(f"{path.name}：超过 {_LARGEST >> 20} MB，不是通知文件，请核对")
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise BadInput(f"读不到通知文件 {path}：{file_cause(error)}") from None
    except UnicodeDecodeError:
        raise BadInput(f"{path.name}：不是 UTF-8 编码的文本，请另存为 UTF-8") from None


def read_toml(text: str, file_name: str) -> dict[str, Any]:
    """Return the keys of a rule file, amounts in fen; raises BadInput naming line or key."""
    try:
        converted: dict[str, Any] = in_fen(tomllib.loads(text), "", file_name)
    except tomllib.TOMLDecodeError as error:
        raise BadInput(_toml_fault(text, file_name, str(error))) from None
    except RecursionError:
        raise BadInput(f"{file_name}：层数太多，不是通知文件，请核对") from None
    return converted


def read_insurances(raw: dict[str, Any], kind: type[Any], file_name: str) -> dict[Insurance, Any]:
    """Take the insurances out of a file's keys and return the rules of each."""
    insurances = raw.pop("insurances", {})
    if not isinstance(insurances, dict):
        raise BadInput(f"{file_name}：insurances 应为表，例如 [insurances.medical]")
    rules: dict[Insurance, Any] = {}
    for name, table in insurances.items():
        if name not in get_args(Insurance):
            known = "、".join(get_args(Insurance))
            raise BadInput(f"{file_name}：insurances.{name}：不认识的险种，可用 {known}")
        rules[name] = convert(table, kind, f"insurances.{name}", file_name)
    return rules


def convert(raw: Any, kind: type[Any], prefix: str, file_name: str) -> Any:
    """Return raw keys as frozen values of a kind; raises BadInput naming file and key."""
    try:
        return msgspec.convert(raw, kind, dec_hook=_decode_rate)
    except msgspec.ValidationError as error:
        message, _, path = str(error).partition(" - at ")
        key = prefix + path.strip("`").removeprefix("$")
        for pattern, chinese in _MESSAGES:
            message = re.sub(f"^{pattern}$", chinese, message)
        raise BadInput(f"{file_name}：{key.lstrip('.') or '顶层'}：{message}") from None


def _decode_rate(kind: type[Any], value: Any) -> Any:
    if kind is Fraction:
        try:
            return parse_rate(str(value), "比例")
        except BadInput as error:
            raise ValueError(error.message) from None
    raise NotImplementedError(kind)


def in_fen(value: Any, key: str, file_name: str) -> Any:
    """Return the raw table with every ``_yuan`` key turned into ``_fen``."""
    if isinstance(value, list):
        return [
            in_fen(item, f"{key}[{position}]", file_name) for position, item in enumerate(value)
        ]
    if not isinstance(value, dict):
        return value
    converted = {}
    for name, inner in value.items():
        where = f"{key}.{name}".lstrip(".")
        if name.endswith("_fen"):
            raise BadInput(f"{file_name}：{where}：金额请以元为单位，键名以 _yuan 结尾")
        if name.endswith("_yuan"):
            converted[name.removesuffix("_yuan") + "_fen"] = _yuan_value(inner, where, file_name)
        else:
            converted[name] = in_fen(inner, where, file_name)
    return converted


def _yuan_value(value: Any, key: str, file_name: str) -> Any:
    if isinstance(value, list):
        return [_yuan_value(item, key, file_name) for item in value]
    if isinstance(value, float | bool) or not isinstance(value, int | str):
        raise BadInput(f'{file_name}：{key}：金额应为整数元，或带引号的小数，例如 "12.50"')
    try:
        return parse_yuan(str(value), "金额")
    except BadInput as error:
        raise BadInput(f"{file_name}：{key}：{error.message}") from None


def _toml_fault(text: str, file_name: str, error: str) -> str:
    """Name the line at which the TOML parser gave up, and its key where it has one.

    Nothing else of the line is told: the file may be none of ours, such as a key.
    """
    where = re.search(r"line (\d+)", error)
    lines = text.splitlines()
    number = int(where[1]) if where else len(lines)
    line = lines[number - 1] if 0 < number <= len(lines) else ""
    found = _KEY_OF_LINE.match(line)
    key = found[1] if found else "" if line.strip() else "文件末尾"
    if "date" in error.lower():
        return f"{file_name}：第 {number} 行 {key}：日期不存在，请核对"
    return f"{file_name}：第 {number} 行{f' {key}' if key else ''}：不是正确的 TOML 写法"
