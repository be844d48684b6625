"""Electronic resource citations: who, what, when and where of an ark, in the plain text that ``?info`` answers.

"Kernel Metadata and Electronic Resource Citations" (https://www.dublincore.org/groups/kernel/spec/) says the labels and the codes.
"""

from __future__ import annotations

from typing import NamedTuple

from catalogue.core.rules.dates import principal_date
from catalogue.models import Ark
from catalogue.selectors.finding_aids import ShownComponent
from catalogue.selectors.fonds import ShownFonds
from catalogue.selectors.institutions import KnownInstitution
from catalogue.selectors.notices import ShownNotice
from catalogue.selectors.persons import Person
from portal.pages.selectors import Shown

UNAVAILABLE = "(:unav)"


class Kernel(NamedTuple):
    """The first three elements of a citation; "" where nobody says it."""

    who: str
    what: str
    when: str


def of_notice(notice: ShownNotice) -> Kernel:
    """Of a document: its first author, its title, its date as the page gives it."""
    description = notice.description
    date = principal_date(description)
    who = next((agent.name for agent in description.agents if not agent.copy), "")
    return Kernel(who, description.title, date.display if date else "")


def of_institution(institution: KnownInstitution) -> Kernel:
    """Of an institution: itself, and where it is."""
    return Kernel(institution.title, ", ".join(filter(None, (institution.title, institution.town))), "")


def of_person(person: Person) -> Kernel:
    """Of a former owner: the name as most often written in a list, and the forms of it."""
    who = next(iter(person.labels), person.headings[0])
    return Kernel(who, " ; ".join(person.labels) or who, "")


def of_fonds(fonds: ShownFonds) -> Kernel:
    """Of a fonds: who made or gathered it, else who keeps it, its title, its dates."""
    description = fonds.description
    who = next((agent.name for agent in description.producers), description.keeper.name)
    return Kernel(who, description.title, next((date.display for date in description.dates), ""))


def of_component(found: ShownComponent) -> Kernel:
    """Of a component of a finding aid: who made or gathered it, its title behind that of its finding aid, its dates as they are written."""
    who = next((agent.name for agent in found.unit.producers), found.unit.repository)
    what = found.line.title or found.line.call_number
    return Kernel(who, what if found.is_whole else f"{found.aid.title}. {what}", found.line.dates)


def of_page(shown: Shown) -> Kernel:
    """Of an exhibition or a path: who signs it, its title, the day when readers first saw it."""
    page = shown.page
    who = page.authors or (shown.keeper.placed if shown.keeper else "")
    return Kernel(who, page.title, page.first_published_at.date().isoformat() if page.first_published_at else "")


def of_tombstone(ark: Ark) -> Kernel:
    """Of what is gone: what is kept of it."""
    said = ark.said or {}
    return Kernel(*(str(said.get(element, "")) for element in Kernel._fields))


def written(told: Kernel, *, where: str) -> str:
    """The citation, one element on a line."""
    elements = {**told._asdict(), "where": where}
    return "erc:\n" + "".join(f"{label}: {' '.join(value.split()) or UNAVAILABLE}\n" for label, value in elements.items())
