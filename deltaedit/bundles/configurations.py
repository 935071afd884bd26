"""The configuration in the metadata of a file of ours, checked field by field before anything is built with it."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from deltaedit.errors import CheckpointError, listed, printable

Config = TypeVar("Config")
#: Of a width or a count, far above any network's.
LARGEST = 1 << 20
LONGEST = 64


def configured(kind: type[Config], raw: Mapping[str, Any], within: str = "") -> Config:
    """A configuration, a frozen dataclass, out of what stands in JSON.

    Args:
        kind: the dataclass: of whole numbers from 0, numbers, truth values, texts, lists of these and configurations.
        raw: its fields; those with a default may be missing.
        within: the field that it is the value of, for messages.

    Raises:
        CheckpointError: a field is unknown, missing or of another type, or the values do not go together.
    """
    hints = get_type_hints(kind)
    known = {field.name: field for field in fields(kind)}  # type: ignore[arg-type]
    needed = {name for name, field in known.items() if field.default is MISSING}
    for said, names in (("lacks", needed - raw.keys()), ("has the unknown", raw.keys() - known)):
        if names:
            raise CheckpointError(
                f"it was written by another version of this project: its configuration {said} "
                f"{listed(within + printable(name) for name in sorted(names)[:3])}; fetch or train it again."
            )
    return kind(**{name: _checked(hints[name], value, within + name) for name, value in raw.items()})


def _checked(hint: Any, value: Any, name: str) -> Any:
    """A value of JSON as a field of that type takes it."""
    if get_origin(hint) in (Union, types.UnionType):
        if value is None:
            return None
        (hint,) = (choice for choice in get_args(hint) if choice is not type(None))
    if is_dataclass(hint) and isinstance(value, dict):
        return configured(hint, value, f"{name}.")  # type: ignore[arg-type]
    if get_origin(hint) is tuple and isinstance(value, list) and len(value) <= LONGEST:
        items = get_args(hint)
        if items[-1] is Ellipsis:
            return tuple(_checked(items[0], item, name) for item in value)
        if len(items) == len(value):
            return tuple(_checked(item, part, name) for item, part in zip(items, value))
    if hint is int and type(value) is int and 0 <= value <= LARGEST:
        return value
    if hint is float and type(value) in (int, float) and abs(value) < LARGEST:
        return float(value)
    if (hint is bool and type(value) is bool) or (hint is str and isinstance(value, str) and printable(value) == value):
        return value
    short = isinstance(value, (bool, float, str, type(None))) or (isinstance(value, int) and abs(value) < 1 << 63)
    shown = f"'{printable(value)}'" if isinstance(value, str) else str(value) if short else f"a {printable(value)}"
    raise CheckpointError(f"its configuration has {shown} for {name}, where {_wanted(hint)} is needed; fetch it again.")


def _wanted(hint: Any) -> str:
    if hint is int:
        return f"a whole number from 0 to {LARGEST}"
    return {float: "a number", bool: "true or false", str: "a text"}.get(hint) or (
        "a list of whole numbers" if get_origin(hint) is tuple else "a configuration"
    )
