"""JSON objects as dataclasses and back."""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from collections.abc import Mapping
from typing import Any, TypeVar, Union

from .errors import RecordError

D = TypeVar("D", bound="Document")


@dataclasses.dataclass(frozen=True)
class Document:
    """A JSON object with named members. A member that is not there is None, or empty where it is a list."""

    def document(self) -> dict[str, Any]:
        """The JSON object again, as the program wrote it."""
        given = _members(type(self))
        result: dict[str, Any] = {}
        for name, (_, required) in given.items():
            value = getattr(self, name)
            if required or (value is not None and value != ()):
                result[_word(name)] = _plain(value)
        return result

    def json(self, indent: Union[int, None] = None) -> str:
        """The JSON object as text."""
        return json.dumps(self.document(), ensure_ascii=False, indent=indent)


def decoded(kind: type[D], document: Any, place: Union[str, None] = None) -> D:
    """A dataclass from a JSON object. Members that the class does not know are passed over: a newer program may say
    more. Raises `RecordError` for a member that is missing or of another type.
    """
    if not isinstance(document, Mapping):
        raise RecordError(
            f"the member {place or kind.__name__} is {json.dumps(document)[:60]}, where an object belongs", place
        )
    values: dict[str, Any] = {}
    for name, (hint, required) in _members(kind).items():
        if _word(name) in document:
            values[name] = _value(hint, document[_word(name)], f"{kind.__name__}.{name}")
        elif required:
            raise RecordError(f"{kind.__name__} has no member “{_word(name)}”, which belongs to it", kind.__name__)
    return kind(**values)


_known: dict[str, dict[str, tuple[Any, bool]]] = {}


def _members(kind: type[Document]) -> dict[str, tuple[Any, bool]]:
    """Of each field its type, and whether it must be there."""
    key = f"{kind.__module__}.{kind.__qualname__}"
    if key not in _known:
        hints = typing.get_type_hints(kind)
        _known[key] = {
            field.name: (hints[field.name], field.default is dataclasses.MISSING) for field in dataclasses.fields(kind)
        }
    return _known[key]


def _word(name: str) -> str:
    """A member's name in JSON: a field that would be a keyword of Python has a line behind its name."""
    return name.rstrip("_")


def _plain(value: Any) -> Any:
    if isinstance(value, Document):
        return value.document()
    if isinstance(value, tuple):
        return [_plain(element) for element in value]
    return dict(value) if isinstance(value, Mapping) else value


def _value(hint: Any, value: Any, place: str) -> Any:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is Union or origin is types.UnionType:
        return _value(next(a for a in arguments if a is not type(None)), value, place)
    if origin is typing.Literal:
        # A word that is not known here may be a newer program's; it stays what it is.
        return _checked(str, value, place)
    if origin is tuple:
        return tuple(_value(arguments[0], element, place) for element in _checked(list, value, place))
    if origin is not None and issubclass(origin, Mapping):
        return {key: _value(arguments[1], element, place) for key, element in _checked(dict, value, place).items()}
    if isinstance(hint, type) and issubclass(hint, Document):
        return decoded(hint, value, place)
    return _checked((int, float) if hint is float else hint, value, place)


def _checked(kind: Any, value: Any, place: str) -> Any:
    isNumberAsBool = isinstance(value, bool) and kind is not bool
    if isNumberAsBool or not isinstance(value, kind):
        raise RecordError(f"the member {place} is {json.dumps(value)[:60]}, which is of another type", place=place)
    return value
