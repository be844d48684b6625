"""Elements as text: escaped, of characters that XML 1.0 allows, attributes that are empty left out."""

from __future__ import annotations

import re

from catalogue.formats.ead.kept import keeping

_IN_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_IN_VALUE = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"})
_FORBIDDEN = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NMTOKEN = re.compile(r"[\w.:-]+")
_NAME = re.compile(r"[^\W\d][\w.-]*")


def escaped(text: str) -> str:
    """A text as it stands between two tags."""
    return _FORBIDDEN.sub("", text).translate(_IN_TEXT)


def start(name: str, **attributes: str) -> str:
    """The start of an element; ``type_`` and ``id_`` stand for attributes that are words of Python."""
    written = "".join(f' {key.rstrip("_")}="{_value(value)}"' for key, value in attributes.items() if value)
    return f"<{name}{written}>"


def _value(text: str) -> str:
    return _FORBIDDEN.sub("", text).translate(_IN_VALUE)


def element(name: str, text: str = "", **attributes: str) -> str:
    """A whole element that holds a text."""
    return f"{start(name, **attributes)}{escaped(text)}</{name}>"


def around(name: str, inside: str, **attributes: str) -> str:
    """An element around what is written already."""
    return f"{start(name, **attributes)}{inside}</{name}>"


def is_token(text: str) -> bool:
    """Whether an attribute of names (NMTOKEN) can hold it."""
    return bool(_NMTOKEN.fullmatch(text))


def is_name(text: str) -> bool:
    """Whether an attribute of identifiers (ID) can hold it."""
    return bool(_NAME.fullmatch(text))


def token(name: str, value: str) -> dict[str, str]:
    """An attribute of names, or where it cannot hold the value, what keeps it under that name."""
    return {f"{name}_": value} if not value or is_token(value) else {"altrender": keeping(**{name: value})}
