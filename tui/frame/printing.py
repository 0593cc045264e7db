"""What a command prints: lines, or one JSON document; identity numbers are masked in both."""

from collections.abc import Iterable, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

import click

from models.base.text import mask_identity_numbers, mask_phone
from models.base.visible import visible
from tui.frame.naming import named_for_commands
from tui.frame.session import Session


def print_json(document: Any) -> None:
    """Print one JSON document on standard output; dates as ISO text, rates as fractions.

    Identity numbers and telephone numbers are masked unless ``--unmask`` says why not.
    """
    import msgspec

    raw = msgspec.json.encode(
        _named(document, is_masked=not running_session().unmask), enc_hook=str
    )
    click.echo(msgspec.json.format(raw, indent=2).decode())


def _named(value: Any, *, is_masked: bool) -> Any:
    """Return a document in which every value with named fields is an object, never a list."""
    if isinstance(value, str):
        return mask_identity_numbers(value) if is_masked else value
    if hasattr(value, "__struct_fields__"):
        names = zip(value.__struct_encode_fields__, value.__struct_fields__, strict=True)
        return _object(((told, getattr(value, name)) for told, name in names), is_masked)
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return _object(zip(value._fields, value, strict=True), is_masked)
    if is_dataclass(value) and not isinstance(value, type):
        own = ((each.name, getattr(value, each.name)) for each in fields(value))
        return _object(own, is_masked)
    if isinstance(value, dict):
        return _object(value.items(), is_masked)
    if isinstance(value, list | tuple):
        return [_named(each, is_masked=is_masked) for each in value]
    return value


def _object(items: Iterable[tuple[Any, Any]], is_masked: bool) -> dict[Any, Any]:
    return {
        _named(key, is_masked=is_masked): mask_phone(value)
        if is_masked and key == "phone" and isinstance(value, str)
        else _named(value, is_masked=is_masked)
        for key, value in items
    }


def print_lines(lines: Sequence[str]) -> None:
    """Print lines of text on standard output, with the command line's own names.

    Identity numbers are masked unless ``--unmask`` says why not.
    """
    text = said(visible("\n".join(lines)))
    click.echo(text if running_session().unmask else mask_identity_numbers(text))


def running_session() -> Session:
    """Return the session of the running command; a bare one where none is running any more."""
    context = click.get_current_context(silent=True)
    return context.ensure_object(Session) if context else Session()


def said(text: str) -> str:
    """Return text as the running command says it: with its options, unless a screen shows it."""
    session = running_session()
    return text if session.is_on_screen else named_for_commands(text, session.command)
