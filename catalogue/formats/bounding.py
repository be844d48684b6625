"""A record of fifty thousand fields is no notice: what a page would show and an engine read is bounded, and the rest said to be left out.

The bytes as they came are kept all the same; what is left out here is in them.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TypeVar

import msgspec

from catalogue.core.description import Description, Holding, Part
from catalogue.core.messages import Message

# The longest real lists: the libraries that keep a national periodical, the issues of a digitised newspaper.
MOST_COPIES = 5000
MOST = 1000  # of any other kind of field
MOST_IN_ALL = 5000  # beside copies; a record beyond that has each kind of field cut to FEW
FEW = 200
_LISTS = tuple(each.name for each in msgspec.structs.fields(Description) if each.default == ())
_COPIES = frozenset({"holdings", "digital_copies"})
_OTHERS = tuple(name for name in _LISTS if name not in _COPIES)
_of_all = attrgetter(*_LISTS)
_of_others = attrgetter(*_OTHERS)
_of_holding = tuple(each.name for each in msgspec.structs.fields(Holding) if each.default == ())
Bounded = TypeVar("Bounded", bound=Part)


def bounded(description: Description, *, warnings: list[Message]) -> Description:
    """The same description, or one with its first fields of each kind and a warning that counts the others."""
    if sum(map(len, _of_all(description))) <= FEW and not any(map(_is_long, description.holdings)):
        return description  # nearly every record
    most = FEW if sum(map(len, _of_others(description))) > MOST_IN_ALL else MOST
    left: list[int] = []
    found = _cut(description, {name: MOST_COPIES if name in _COPIES else most for name in _LISTS}, left)
    if any(map(_is_long, found.holdings)):
        found = msgspec.structs.replace(
            found, holdings=tuple(_cut(holding, dict.fromkeys(_of_holding, FEW), left) for holding in found.holdings)
        )
    if left:
        warnings.append(Message("too_many_fields", {"count": sum(left)}))
    return found


def _is_long(holding: Holding) -> bool:
    return any(len(getattr(holding, name)) > FEW for name in _of_holding)


def _cut(part: Bounded, most: dict[str, int], left: list[int]) -> Bounded:
    kept = {name: values[:limit] for name, limit in most.items() if len(values := getattr(part, name)) > limit}
    left += [len(getattr(part, name)) - len(values) for name, values in kept.items()]
    return msgspec.structs.replace(part, **kept) if kept else part
