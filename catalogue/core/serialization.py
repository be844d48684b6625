"""Description to and from JSON: field names as they are, empty values left out, so that a stored record stays small.

A value is left out where it is empty and its field's default is empty too; a name such as ``kind`` is always there. What is
not there when reading has its default and what has no field is left out, so that a record of another release can be read: see
:func:`from_json` for the words that this one does not know.
"""

from __future__ import annotations

from functools import cache
from typing import Any, get_args

import msgspec

from catalogue.core.description import Description, Part
from catalogue.core.kinds import OTHERWISE, Role

_USUAL_BYTES = 4096
# Bound once: some 2 % of what a description takes to read or to write (`python -m bench record`).
_encode_into = msgspec.json.Encoder().encode_into
_decode = msgspec.json.Decoder(Description).decode


def to_dict(description: Description) -> dict[str, Any]:
    """The description as plain dictionaries, lists and tuples of strings, empty values left out."""
    plain: dict[str, Any] = msgspec.to_builtins(description)
    return plain


def to_json(description: Description) -> bytes:
    """The description as compact JSON in UTF-8, empty values left out; raises UnicodeEncodeError where a text holds half a surrogate."""
    buffer = bytearray(_USUAL_BYTES)  # grown less often than the one that msgspec begins with
    _encode_into(description, buffer)
    return bytes(buffer)


def from_json(data: bytes | str) -> Description:
    """The description that :func:`to_json` wrote, its words of closed lists checked.

    A word that ``core.kinds`` does not list (another release stored it) is read as the word of ``OTHERWISE``, a role that is no code of
    three figures is left out: the record is still read. Raises msgspec.ValidationError where a required value is missing or is no text,
    msgspec.DecodeError where it is no JSON.
    """
    try:
        return _decode(data)
    except msgspec.ValidationError:
        return from_dict(msgspec.json.decode(data))


def from_dict(data: dict[str, Any]) -> Description:
    """The description that :func:`to_dict` wrote; unknown words and errors as in :func:`from_json`."""
    try:
        return msgspec.convert(data, Description)
    except msgspec.ValidationError:
        return msgspec.convert(_known(data, Description), Description)


@cache
def _types(kind: type[Part]) -> dict[str, Any]:
    """The type of each field of a part, and of what it holds where it holds several."""
    hints = {each.encode_name: each.type for each in msgspec.structs.fields(kind)}
    return {name: args[0] if (args := get_args(hint)) and args[-1] is Ellipsis else hint for name, hint in hints.items()}


def _known(data: Any, kind: Any) -> Any:
    """``data`` with the words that this release does not know replaced by those that say least."""
    if not isinstance(data, dict):
        return data
    known = dict(data)
    for name, hint in _types(kind).items():
        if name not in data:
            continue
        value = data[name]
        if hint in OTHERWISE:
            known[name] = value if value in get_args(hint) else OTHERWISE[hint]
        elif hint == Role:
            known[name] = [role for role in value if isinstance(role, str) and len(role) == 3]
        elif isinstance(hint, type) and issubclass(hint, Part) and isinstance(value, list | tuple):
            known[name] = [_known(part, hint) for part in value]
    return known
