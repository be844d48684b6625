"""JSON that others wrote: values of the type one needs, or nothing."""

from __future__ import annotations

import json
from typing import Any, Literal

from catalogue.formats.iiif.markup import plain

Json = dict[str, Any]
Shape = Literal["unreadable", "collection", "sound", "empty"]
LARGEST_SIDE = 200_000  # pixels; the largest scans known have less
LONGEST = 600  # characters of a label or of a statement
_UNSAID = ("none", "@none", "und", "")  # language maps of version 3, and what converters from version 2 made of them
_THREE_LETTERS = {"fr": ("fra", "fre"), "en": ("eng",)}


class NotIiif(ValueError):
    """What came is not the resource that was asked for: ``shape`` says what it is instead, ``count`` how many documents a collection has.

    "unreadable": no JSON of IIIF; "collection": several documents; "sound": recordings or films; "empty": pages without any picture.
    """

    def __init__(self, said: str, *, shape: Shape = "unreadable", count: int = 0) -> None:
        super().__init__(said)
        self.shape, self.count = shape, count


def read(data: bytes) -> Json:
    """The object in ``data``; raises NotIiif for anything else."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise NotIiif("not JSON") from error
    if not isinstance(value, dict):
        raise NotIiif("not an object")
    return value


def listed(value: Any) -> list[Any]:
    """A list, or the one thing that stands where a list may."""
    return value if isinstance(value, list) else [] if value is None else [value]


def objects(value: Any) -> list[Json]:
    """The objects of a list, others left aside."""
    return [one for one in listed(value) if isinstance(one, dict)]


def kinds(value: Json) -> tuple[str, ...]:
    """What a resource says it is, without the prefixes of version 2: ("Image",) for "dctypes:Image"; it may be several things, or none."""
    said = listed(value.get("type") or value.get("@type"))
    return tuple(one.rpartition(":")[2] for one in said if isinstance(one, str))


def identity(value: Any) -> str:
    """The address of a resource: ``id`` in version 3, ``@id`` before; a resource may also be its address alone."""
    if isinstance(value, str):
        return value
    name = (value.get("id") or value.get("@id")) if isinstance(value, dict) else ""
    return name if isinstance(name, str) else ""


def length(value: Any) -> int:
    """A side in pixels, 0 where it makes no sense; some servers write it as text or with decimals."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 7:
        value = int(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value <= LARGEST_SIDE else 0


def words(value: Any, *, language: str = "fr") -> str:
    """A label or a statement in ``language``, else in none, else in English, else in its first language; its values joined by " ; ".

    A string or a list of strings; ``{"@value", "@language"}`` in version 2; ``{"fr": ["…"]}`` in version 3. Markup is made plain text
    (Presentation 3.0, "HTML Markup in Property Values"); what holds no letter nor digit is no label.
    """
    values = _by_language(value)
    wanted = next(filter(None, (_of(values, code) for code in (language, "", "en"))), None) or next(iter(values.values()), [])
    found = (plain(one) for one in wanted)
    text = " ; ".join(dict.fromkeys(one for one in found if any(map(str.isalnum, one))))
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"


def _by_language(value: Any) -> dict[str, list[str]]:
    """Texts by the code of their language, "" for none."""
    found: dict[str, list[str]] = {}
    for one in listed(value):
        if isinstance(one, dict) and "@value" not in one:
            for code, texts in one.items():
                _keep(found, code, listed(texts))
        elif isinstance(one, dict):
            _keep(found, one.get("@language"), listed(one["@value"]))
        else:
            _keep(found, "", [one])
    return found


def _keep(found: dict[str, list[str]], code: Any, values: list[Any]) -> None:
    said = code.casefold() if isinstance(code, str) else ""
    texts = [str(one) for one in values if isinstance(one, str | int | float) and not isinstance(one, bool) and str(one).strip()]
    if texts:
        found.setdefault("" if said in _UNSAID else said, []).extend(texts)


def _of(values: dict[str, list[str]], code: str) -> list[str]:
    """The texts in a language, whatever its region and whether it is told in two letters or in three (BCP 47, ISO 639-2)."""
    same = (code, *_THREE_LETTERS.get(code, ()))
    return next((texts for said, texts in values.items() if said.partition("-")[0] in same), [])
