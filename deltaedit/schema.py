"""Values that come from a file or from a person, checked by pydantic, and refused in our own words.

A schema is a frozen dataclass: its type hints, with pydantic's bounds on them (``Annotated[int, Field(ge=1)]``,
``Literal["a", "b"]``), are all that has to be said. Nothing is converted on the way but what JSON cannot write: a list
becomes a tuple. A rule between fields is a ``__post_init__`` that raises ``ValueError("a must be less than b")``, a
clause without a full stop; an error of our own family passes through as it is.
"""

from __future__ import annotations

import dataclasses
import functools
import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

import pydantic
import pydantic.dataclasses
from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails
from typing_extensions import dataclass_transform

from deltaedit.errors import DeltaEditError, listed, printable, with_article

Value = TypeVar("Value")
#: No text for a number, no number for a truth value, no field that does not exist, no infinity.
STRICT = ConfigDict(strict=True, extra="forbid", allow_inf_nan=False)
MOST_NAMED = 3
LONGEST_SHOWN = 60
SHA256 = re.compile(r"[0-9a-f]{64}")

# What a value must be, by pydantic's kind of error, with what its context holds; of any other kind its own words serve.
_MUST_BE = {
    **dict.fromkeys(("int_type", "int_from_float", "int_parsing"), "a whole number"),
    **dict.fromkeys(("float_type", "float_parsing"), "a number"),
    "finite_number": "a finite number",
    "bool_type": "true or false",
    "string_type": "a text",
    **dict.fromkeys(("tuple_type", "list_type"), "a list"),
    **dict.fromkeys(("dict_type", "mapping_type", "dataclass_type"), "a table of fields"),
    "greater_than_equal": "{ge:g} or more",
    "greater_than": "more than {gt:g}",
    "less_than_equal": "{le:g} or less",
    "less_than": "less than {lt:g}",
    "literal_error": "{expected}",
    "too_short": "{min_length} or more long",
    "too_long": "{max_length} or fewer long",
    "string_too_short": "a text of {min_length} or more characters",
    "string_too_long": "a text of {max_length} or fewer characters",
}


def checked(
    kind: type[Value],
    content: object,
    origin: object,
    error: type[DeltaEditError],
    context: Mapping[str, Any] | None = None,
) -> Value:
    """A value of a type out of what JSON or YAML holds.

    Args:
        kind: a dataclass, whose fields may be dataclasses themselves.
        content: texts, numbers, truth values, None, lists and dictionaries.
        origin: what to call it in messages, such as the path of its file.
        error: what to raise.
        context: handed to the validators of ``kind``.

    Raises:
        DeltaEditError: of the type ``error``: a field is missing, unknown or wrong; up to three are named, each with
            its value and what it may be.
    """
    try:
        # JSON knows no tuples, so in pydantic's strict reading of it a list may stand for one, and for nothing else.
        text = json.dumps(content, default=str, skipkeys=True)
    except (ValueError, RecursionError) as failure:
        raise error(f"{origin} is nested too deeply, or holds itself; give a plain table of fields.") from failure
    return checked_json(kind, text, origin, error, context)


def checked_json(
    kind: type[Value],
    text: str | bytes,
    origin: object,
    error: type[DeltaEditError],
    context: Mapping[str, Any] | None = None,
) -> Value:
    """The same for the text of a JSON file.

    Raises:
        DeltaEditError: as :func:`checked`, or it is not JSON.
    """
    with explained(kind, origin, error):
        value = _adapter(kind).validate_json(text, context=dict(context or {}))  # type: ignore[arg-type]
    if value is None:
        raise error(f"In {origin}, the whole must be a table of fields, not null.")
    return value  # type: ignore[no-any-return]


@dataclass_transform(frozen_default=True, field_specifiers=(dataclasses.field, pydantic.Field))
def checked_dataclass(error: type[DeltaEditError]) -> Callable[[type[Value]], type[Value]]:
    """Makes a class a frozen dataclass that is also checked where Python code creates one, or replaces a field of one.

    Args:
        error: what is raised then, in the words of :func:`checked`.
    """

    def decorate(cls: type[Value]) -> type[Value]:
        made: Any = pydantic.dataclasses.dataclass(frozen=True, config=STRICT)(cls)
        validate = made.__init__

        @functools.wraps(validate)
        def create(self: Any, *args: Any, **kwargs: Any) -> None:
            with explained(made, made.__name__, error):
                validate(self, *args, **kwargs)

        made.__init__ = create
        return made  # type: ignore[no-any-return]

    return decorate


@contextmanager
def explained(kind: type, origin: object, error: type[DeltaEditError]) -> Iterator[None]:
    """Turns what pydantic finds wrong with a value into one sentence, field by field, with what each may be.

    Args:
        kind: the schema that the value was to be of.
        origin: what to call the value.
        error: what to raise.
    """
    try:
        yield
    except ValidationError as found:
        problems: dict[str, str] = {}
        for problem in found.errors(include_url=False):
            path, fields = _place(problem["loc"], kind)
            clause = _clause(problem, path, fields)
            # A field that may be of several types has a problem with each of them.
            before, split, _ = problems.get(path, "").rpartition(", not ")
            wanted = clause.partition(" must be ")[2]
            problems[path] = f"{before} or {wanted}" if split and wanted else clause
        clauses = list(problems.values())
        more = f"; and {len(clauses) - MOST_NAMED} more" if len(clauses) > MOST_NAMED else ""
        raise error(f"In {origin}, {'; '.join(clauses[:MOST_NAMED])}{more}.") from found


def sha256_checked(checksum: str) -> str:
    """A validator: the text is a SHA-256 as we write them."""
    if not SHA256.fullmatch(checksum):
        raise ValueError(f"'{printable(checksum)}' is not a SHA-256, which is 64 hexadecimal digits in lower case")
    return checksum


def shown(value: object) -> str:
    """A value for a message, as JSON writes it, cut where it is long."""
    if isinstance(value, str):
        return f"'{printable(value[:LONGEST_SHOWN])}'"
    try:
        text = json.dumps(value, default=str, skipkeys=True)
    except (ValueError, RecursionError):
        # Python refuses to write out a number of several thousand digits.
        text = with_article(type(value).__name__)
    return text if len(text) <= LONGEST_SHOWN else f"{printable(text[:LONGEST_SHOWN])}…"


@functools.cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    # A dataclass of the standard library takes its configuration from a type around it, and from nowhere else.
    return TypeAdapter(kind | None, config=STRICT)


def _clause(problem: ErrorDetails, path: str, fields: list[str]) -> str:
    """What is wrong with one field, as a part of a sentence."""
    kind, context, named = problem["type"], problem.get("ctx", {}), f"'{path}'" if path else "the whole"
    if kind in ("unexpected_keyword_argument", "extra_forbidden"):
        return f"there is no field '{path}'; there are {listed(fields)}"
    if kind in ("missing", "missing_argument"):
        return f"{named} is missing"
    if kind == "json_invalid":
        return f"there is no valid JSON ({context['error']})"
    if kind == "value_error":
        return f"in {named}, {context['error']}" if path else str(context["error"])
    words = _MUST_BE.get(kind)
    wanted = words.format(**context) if words else problem["msg"].removeprefix("Input should be ")
    return f"{named} must be {wanted}, not {shown(problem['input'])}"


def _place(location: tuple[int | str, ...], kind: Any) -> tuple[str, list[str]]:
    """The way to a field, such as ``encoder.stages[1]``, and the names of the last dataclass on it."""
    path, fields = "", []
    for part in location:
        choices = [kind] if get_origin(kind) not in (Union, UnionType) else [*get_args(kind)]
        choices = [choice for choice in choices if choice is not type(None)]
        if len(choices) > 1:
            # This part names one of several types, and no field.
            continue
        (kind,) = choices
        path += f"[{part}]" if isinstance(part, int) else f".{printable(part)}"
        if dataclasses.is_dataclass(kind):
            fields = [field.name for field in dataclasses.fields(kind)]
            kind = get_type_hints(kind).get(str(part))
        else:
            kind = next((arg for arg in reversed(get_args(kind)) if arg is not Ellipsis), None)
    return path.lstrip("."), fields
