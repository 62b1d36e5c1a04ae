"""Frozen values to canonical JSON and back, led by their type hints.

A field that has its default value is left out, so that old rows stay readable when a noun gains an optional field. A
default that changes its value is therefore a new schema version. Decimals keep every digit that they had, dates are
ISO 8601. A `TimeExpression` in a field declared as `Period` is stored as the plain period.
"""

import json
import types
import typing
from collections.abc import Callable
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, TypeVar

Convert = Callable[[Any], Any]
T = TypeVar("T")

_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def to_json(value: object, *, leave_out: frozenset[str] = frozenset()) -> str:
    """The dataclass instance as one line of JSON with sorted keys, without the top-level fields in `leave_out`."""
    kind: Any = type(value)
    pairs = {name: part for name, part in encoder(kind)(value).items() if name not in leave_out}
    return _CANONICAL.encode(pairs)


def from_json(kind: type[T], line: str, **more: object) -> T:
    """A `kind` made of a line of `to_json` and of the fields given by name.

    Raises ValueError for anything that is no such line (json.JSONDecodeError is one).
    """
    try:
        return kind(**decoder_pairs(kind, json.loads(line)), **more)
    except (KeyError, TypeError, ArithmeticError, AttributeError) as error:
        raise ValueError(f"no {kind.__name__}: {error!r}") from error


@cache
def encoder(hint: Any) -> Convert:
    """The function that turns a value of the hinted type into what JSON can hold.

    Raises TypeError for a type that the nouns do not use yet: then it wants a line here and one in `decoder`.
    """
    hint, optional = _bare(hint)
    if optional:
        inner = encoder(hint)
        return lambda value: None if value is None else inner(value)
    if hint in (str, int, bool):
        return _same
    if hint is Decimal or _is_enum(hint):
        return str
    if hint in (date, datetime):
        return date.isoformat if hint is date else datetime.isoformat
    if typing.get_origin(hint) is tuple:
        each = encoder(typing.get_args(hint)[0])
        return lambda values: [each(value) for value in values]
    if is_dataclass(hint):
        return _dataclass_encoder(hint)
    raise TypeError(f"no JSON for {hint!r}")


def _dataclass_encoder(kind: Any) -> Convert:
    hints = typing.get_type_hints(kind)
    plan = tuple((part.name, encoder(hints[part.name]), _default(part)) for part in fields(kind))

    def encode(value: Any) -> dict[str, Any]:
        pairs = {}
        for name, convert, default in plan:
            part = getattr(value, name)
            if part is not default and part != default:
                pairs[name] = convert(part)
        return pairs

    return encode


@cache
def decoder(hint: Any) -> Convert:
    """The inverse of `encoder`."""
    hint, optional = _bare(hint)
    if optional:
        inner = decoder(hint)
        return lambda value: None if value is None else inner(value)
    if hint in (str, int, bool):
        return _same
    if hint is Decimal:
        return Decimal
    if _is_enum(hint):
        return {member.value: member for member in hint}.__getitem__
    if hint in (date, datetime):
        return typing.cast(Convert, hint.fromisoformat)
    if typing.get_origin(hint) is tuple:
        each = decoder(typing.get_args(hint)[0])
        return lambda values: tuple(each(value) for value in values)
    if is_dataclass(hint):
        return lambda pairs: hint(**decoder_pairs(hint, pairs))  # type: ignore[operator]
    raise TypeError(f"no JSON for {hint!r}")


def decoder_pairs(kind: Any, pairs: dict[str, Any]) -> dict[str, Any]:
    """The fields of a dataclass out of the pairs of its JSON object; KeyError for a field that it does not have."""
    decoders = _field_decoders(kind)
    return {name: decoders[name](value) for name, value in pairs.items()}


@cache
def _field_decoders(kind: Any) -> dict[str, Convert]:
    hints = typing.get_type_hints(kind)
    return {part.name: decoder(hints[part.name]) for part in fields(kind)}


def _bare(hint: Any) -> tuple[Any, bool]:
    """The hint without None, and whether None was allowed."""
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        kept = [part for part in typing.get_args(hint) if part is not types.NoneType]
        if len(kept) == 1:
            return kept[0], True
    return hint, False


def _is_enum(hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, Enum)


def _default(part: Field[Any]) -> Any:
    """The field's default; a new object, equal to nothing, where it has none."""
    return object() if part.default is MISSING else part.default


def _same(value: Any) -> Any:
    return value
