"""The library that somebody once had, put together again from the institutions that keep its books: where they are, which they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext

from catalogue.core.description import Description, Note
from catalogue.core.rules.dates import principal_date
from catalogue.core.rules.imprint import imprint_of
from catalogue.search.result import FacetValue
from catalogue.selectors import institutions, notices, persons
from catalogue.selectors.institutions import KnownInstitution
from catalogue.selectors.notices import ShownNotice
from catalogue.selectors.persons import Owned, OwnedHere, Person
from portal.public import addresses
from portal.public.maps import drawing as maps
from portal.public.shared.shelves import Beside, Decades, decades, filtered
from portal.shown import dates, scripts

PAGE = 20
FEWEST_ON_A_MAP = 2  # communes
_OF_OWNERS = ("provenance", "acquisition")


@dataclass(frozen=True, slots=True)
class Book:
    """A copy: what it is of, where it is, what its record says of whose it was."""

    url: str
    title: scripts.Words
    authors: str
    imprint: str
    where: str
    where_url: str
    call_number: str
    said: tuple[scripts.Words, ...]


@dataclass(frozen=True, slots=True)
class Library:
    """A page of the books, their number in all, where they are, of which decades; ``table``: the address of all of them."""

    copies: int
    houses: tuple[Beside, ...]
    books: tuple[Book, ...]
    page: int
    pages: int
    decades: Decades | None
    map: maps.Map | None
    table: str

    @property
    def previous(self) -> int:
        """The page before, 0 on the first."""
        return self.page - 1

    @property
    def next(self) -> int:
        """The page after, 0 on the last."""
        return self.page + 1 if self.page < self.pages else 0


def library(person: Person, *, page: int) -> Library | None:
    """What somebody owned; None for who owned nothing that is shown. ``page`` is brought back among those there are. Five statements, one
    more where editions of several records are on the page.
    """
    held = persons.owned(person)
    copies = sum(one.copies for one in held)
    if not copies:
        return None
    pages = -(-copies // PAGE)
    page = min(max(page, 1), pages)
    known = institutions.by_code(one.institution for one in held)
    counted = tuple(FacetValue(str(decade), count) for decade, count in persons.decades(person).items())
    return Library(
        copies=copies,
        houses=tuple(_house(one, known) for one in held),
        books=books(person, known, first=(page - 1) * PAGE, size=PAGE),
        page=page,
        pages=pages,
        decades=decades(counted, filtered("owner", *person.headings)),
        map=_map(held, known),
        table=f"{addresses.of_ark(person.ark)}/exemplaires.csv" if person.ark else "",
    )


def books(person: Person, known: Mapping[str, KnownInstitution], *, first: int, size: int) -> tuple[Book, ...]:
    """Some of the books, the oldest first; two statements, one more where editions of several records are among them."""
    copies = persons.copies(person, first=first, size=size)
    found = notices.by_keys(one.key for one in copies)
    return tuple(_book(one, found[one.key], known) for one in copies if one.key in found)


def _house(one: OwnedHere, known: Mapping[str, KnownInstitution]) -> Beside:
    found = known.get(one.institution)
    label = found.placed if found else one.name or one.institution
    return Beside(label, one.copies, addresses.institution(found) if found else "")


def _book(copy: Owned, notice: ShownNotice, known: Mapping[str, KnownInstitution]) -> Book:
    own = next((one.description for one in notice.members if one.record == copy.key.id), notice.description)
    found = known.get(copy.institution)
    date = principal_date(own)
    return Book(
        url=addresses.of_ark(notice.edition) if notice.edition else addresses.notice(notice),
        title=scripts.words(own.title or gettext("Untitled document")),
        authors=" ; ".join(agent.name for agent in own.agents if not agent.copy and agent.rank in ("main", "joint")),
        imprint=dates.imprint_in_words(imprint_of(own)) or (dates.in_words(date) if date else ""),
        where=found.placed if found else copy.institution_name or copy.institution,
        where_url=addresses.institution(found) if found else "",
        call_number=copy.call_number,
        said=tuple(scripts.words(note.value) for note in _notes(own, copy.position) if note.kind in _OF_OWNERS),
    )


def _notes(description: Description, position: int) -> tuple[Note, ...]:
    return description.holdings[position - 1].notes if 0 < position <= len(description.holdings) else ()


def _map(held: tuple[OwnedHere, ...], known: Mapping[str, KnownInstitution]) -> maps.Map | None:
    """The communes where the books are now; None where they are all in one."""
    counts: dict[str, int] = {}
    for one in held:
        if (found := known.get(one.institution)) and found.insee:
            counts[found.insee] = counts.get(found.insee, 0) + one.copies
    if len(counts) < FEWEST_ON_A_MAP:
        return None
    return maps.dots_map(counts, links=_commune, name="library", title=gettext("Where these books are now"))


def _commune(code: str) -> str:
    return reverse("public:commune", args=[code])
