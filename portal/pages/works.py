"""The records that a page names by their arks, as they are today: what replaced them, or what they were."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from catalogue.core.description import DigitalCopy
from catalogue.core.rules.reuse import Use, use_of
from catalogue.models import Ark
from catalogue.selectors import arks, notices
from catalogue.selectors.notices import ShownNotice
from portal.shown.links import can_be_shown


class Found(NamedTuple):
    """A record under the ark that a page gives. ``notice``: as readers see it, None where they do not; ``said``: what it was, "" where no
    such record was ever shown.
    """

    notice: ShownNotice | None
    said: str = ""


def found(names: Sequence[str]) -> dict[str, Found]:
    """What stands under each of some arks; six statements at most, however many they are."""
    read = notices.by_arks(names)
    elsewhere = {name: one.edition for name, one in read.items() if one.edition}
    elsewhere |= arks.standing_for([name for name in names if name not in read])
    if elsewhere:
        others = notices.by_arks(elsewhere.values())
        read |= {name: others[other] for name, other in elsewhere.items() if other in others}
    gone = [name for name in names if name not in read or read[name].is_withdrawn]
    said = {ark.name: ark.said or {} for ark in Ark.objects.filter(name__in=gone)} if gone else {}
    return {name: _found(read.get(name), said.get(name, {})) for name in names}


def _found(notice: ShownNotice | None, said: dict[str, str]) -> Found:
    if notice is None:
        return Found(None, str(said.get("what", "")))
    if notice.is_withdrawn:
        return Found(None, notice.description.title or str(said.get("what", "")))
    return Found(notice)


def copy_of(notice: ShownNotice) -> DigitalCopy | None:
    """The digital copy that pictures are taken from: the first that can be shown."""
    return next((copy for copy in notice.description.digital_copies if can_be_shown(copy)), None)


def rights_of(notice: ShownNotice, copy: DigitalCopy | None) -> tuple[str, ...]:
    """What is said of the rights on a picture: of the copy, else of the document."""
    if copy is not None and copy.rights:
        return (copy.rights,)
    return tuple(text.value for text in notice.description.rights if text.value)


def use(notice: ShownNotice) -> Use:
    """What may be done with pictures of a record."""
    return use_of(rights_of(notice, copy_of(notice)))
