"""The other editions of a work, as the page of one of them lists them: when, under which title, where and by whom, kept where."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from catalogue.core.description import Description
from catalogue.core.rules.dates import principal_date
from catalogue.core.rules.imprint import principal_publication
from catalogue.selectors.institutions import KnownInstitution
from catalogue.selectors.notices import ShownNotice
from catalogue.selectors.works import Editions
from portal.public import addresses
from portal.shown import dates, scripts, words

SHOWN = 8


@dataclass(frozen=True, slots=True)
class Edition:
    """One of them: ``when`` in words, ``imprint`` without the date, ``where`` the library that keeps it or how many do; ``perhaps``: it may
    be the same edition, as the page says beside.
    """

    url: str
    when: str
    title: scripts.Words
    imprint: str
    where: str
    digital: bool
    perhaps: bool


@dataclass(frozen=True, slots=True)
class OtherEditions:
    """In order of time: those shown at once, those that open with a click, how many are left for a search."""

    first: tuple[Edition, ...] = ()
    rest: tuple[Edition, ...] = ()
    more: int = 0


def present(found: Editions, known: Mapping[str, KnownInstitution], *, perhaps: Container[str]) -> OtherEditions:
    """The list; ``known``: the institutions of their copies; ``perhaps``: the arks of what may be the same edition."""
    told = [_edition(other, known, perhaps=other.ark in perhaps) for other in found.notices]
    return OtherEditions(tuple(told[:SHOWN]), tuple(told[SHOWN:]), found.more)


def rcrs(found: Editions) -> set[str]:
    """The institutions that hold them."""
    return {rcr for other in found.notices for rcr in other.rcrs}


def _edition(other: ShownNotice, known: Mapping[str, KnownInstitution], *, perhaps: bool) -> Edition:
    description = other.description
    date = principal_date(description)
    return Edition(
        url=addresses.notice(other),
        when=dates.in_words(date) if date else "",
        title=scripts.words(description.title or gettext("Untitled document")),
        imprint=_imprint(description),
        where=_where(other, known),
        digital=bool(description.digital_copies),
        perhaps=perhaps,
    )


def _imprint(description: Description) -> str:
    published = principal_publication(description)
    if published is None:
        return ""
    where, who = " ; ".join(dates.known(published.places)), " ; ".join(dates.known(published.names))
    return "\u00a0: ".join(filter(None, (where, who)))


def _where(other: ShownNotice, known: Mapping[str, KnownInstitution]) -> str:
    held = dict.fromkeys(holding.institution or holding.institution_name for holding in other.copies)
    held.pop("", None)
    if len(held) > 1:
        return ngettext("%(count)s institution", "%(count)s institutions", len(held)) % {"count": words.number(len(held))}
    only = next(iter(held), other.keeper.code)
    found = known.get(only) or (other.keeper if only == other.keeper.code else None)
    return found.placed if found else next((holding.institution_name for holding in other.copies if holding.institution_name), "")
