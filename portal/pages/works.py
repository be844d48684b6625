"""The records that a page names by their arks, as they are today: what replaced them, or what they were."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from catalogue.core.description import DigitalCopy
from catalogue.core.rules.reuse import Use, use_of
from catalogue.models import Ark
from catalogue.selectors import arks, deposits, notices
from catalogue.selectors.deposits import ShownDeposit
from catalogue.selectors.notices import ShownNotice
from portal.shown.links import can_be_shown


class Found(NamedTuple):
    """A record under the ark that a page gives. ``notice``: as readers see it, None where they do not; ``said``: what it was, "" where no
    such record was ever shown; ``deposit``: the pictures that a library deposited of it, where it has no digital copy that can be shown.
    """

    notice: ShownNotice | None
    said: str = ""
    deposit: ShownDeposit | None = None

    @property
    def has_pictures(self) -> bool:
        """Whether there is something of it to show."""
        return self.deposit is not None or (self.notice is not None and copy_of(self.notice) is not None)

    @property
    def use(self) -> Use:
        """What may be done with pictures of it."""
        if self.deposit is not None:
            return use_of((self.deposit.right.address, self.deposit.right.label))
        return use_of(rights_of(self.notice, copy_of(self.notice))) if self.notice is not None else Use.LINK


def found(names: Sequence[str]) -> dict[str, Found]:
    """What stands under each of some arks; eight statements at most, however many they are."""
    read = notices.by_arks(names)
    elsewhere = {name: one.edition for name, one in read.items() if one.edition}
    elsewhere |= arks.standing_for([name for name in names if name not in read])
    if elsewhere:
        others = notices.by_arks(elsewhere.values())
        read |= {name: others[other] for name, other in elsewhere.items() if other in others}
    gone = [name for name in names if name not in read or read[name].is_withdrawn]
    said = {ark.name: ark.said or {} for ark in Ark.objects.filter(name__in=gone)} if gone else {}
    here = {name: _found(read.get(name), said.get(name, {})) for name in names}
    return _with_deposits(here)


def _with_deposits(here: dict[str, Found]) -> dict[str, Found]:
    """Two statements where pictures of some were deposited, none otherwise."""
    bare = {name: one.notice for name, one in here.items() if one.notice and one.notice.deposited and copy_of(one.notice) is None}
    shown = deposits.of_arks(member.ark for notice in bare.values() for member in notice.members)
    for name, notice in bare.items():
        arks_of_it = {member.ark for member in notice.members}
        here[name] = here[name]._replace(deposit=next((one for one in shown if one.target in arks_of_it), None))
    return here


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
