"""A deposit is opened, or what is said of it as a whole is changed: its title, its rights, asked once, and what it shows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from catalogue.core.ark import NotAnArk, parse
from catalogue.core.keys import Kind
from catalogue.core.rights import RIGHTS
from catalogue.models import Ark, Deposit, Institution
from catalogue.selectors import arks, fonds, notices
from catalogue.services import changes
from catalogue.services.deposits.refusals import NotTaken

LONGEST: Final = 300
_ARK: Final = re.compile(r"ark:/?([^\s/]+/[^\s/?#.]+)|^\s*([^\s/:]+/[^\s/?#.]+)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a person says of a deposit. ``target``: an ark, or the address of a page that holds one."""

    title: str
    rights: str
    target: str
    credit: str = ""


def open_deposit(institution: Institution, said: Said, *, author: str) -> Deposit:
    """A new deposit without any picture, which readers do not see. Raises NotTaken."""
    return Deposit.objects.create(institution=institution, author=author[:254], **_checked(institution, said))


def change(deposit: Deposit, said: Said) -> None:
    """Say otherwise what a deposit is. Raises NotTaken."""
    if deposit.state == Deposit.State.REMOVED:
        raise NotTaken("deposit_removed")
    for name, value in _checked(deposit.institution, said).items():
        setattr(deposit, name, value)
    deposit.save(update_fields=["title", "rights", "credit", "target"])
    if deposit.state == Deposit.State.SHOWN:
        changes.tell()


def _checked(institution: Institution, said: Said) -> dict[str, object]:
    title, credit = " ".join(said.title.split())[:LONGEST], " ".join(said.credit.split())[:LONGEST]
    if not title:
        raise NotTaken("deposit_untitled")
    if said.rights not in RIGHTS:
        raise NotTaken("deposit_rights")
    if RIGHTS[said.rights].by_leave and not credit:
        raise NotTaken("deposit_leave")
    return {"title": title, "rights": said.rights, "credit": credit, "target": target_of(said.target, institution)}


def target_of(typed: str, institution: Institution) -> Ark:
    """The notice or fonds of an ark, where the institution keeps it. Raises NotTaken."""
    if not typed.strip():
        raise NotTaken("deposit_no_target")
    written = _ARK.search(typed)
    try:
        found = arks.standing(parse(written[1] or written[2]).name) if written else None
    except NotAnArk:
        found = None
    if found is None or found.state == Ark.State.TOMBSTONE:
        raise NotTaken("deposit_unknown_ark", typed=typed.strip()[:80])
    if found.kind not in (Kind.NOTICE, Kind.FONDS):
        raise NotTaken("deposit_wrong_kind")
    if not (_keeps_copy(institution, found.name) if found.kind == Kind.NOTICE else _keeps_fonds(institution, found.name)):
        raise NotTaken("deposit_of_others")
    return found


def _keeps_copy(institution: Institution, name: str) -> bool:
    """Whether a record of the notice is the institution's, or names a copy that it has."""
    notice = notices.by_ark(name)
    if notice is None or notice.is_withdrawn:
        return False
    return institution.code in notice.rcrs or any(one.source.institution_id == institution.pk for one in notice.members)


def _keeps_fonds(institution: Institution, name: str) -> bool:
    found = fonds.by_ark(name)
    return found is not None and found.keeper == institution.isil
