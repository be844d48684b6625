"""The blocks there are: of a notice, of a fonds, of an institution, of a former owner, of a search."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext, ngettext

from catalogue.core.keys import Kind
from catalogue.selectors import arks, fonds, institutions, notices, persons
from catalogue.selectors.fonds import ShownFonds
from catalogue.selectors.institutions import KnownInstitution
from catalogue.selectors.notices import ShownNotice
from portal.pages import selectors as pages
from portal.public import addresses
from portal.public.embedding.blocks import DEFAULT, Block, Item, Part
from portal.public.embedding.local import in_gallica
from portal.public.embedding.mediation import block_of_page
from portal.public.embedding.newspapers import of_the_press
from portal.public.embedding.targets import Target
from portal.public.fonds import presenters as fonds_presenters
from portal.public.search.presenters import understood
from portal.public.search.views.results import answer, names
from portal.public.shared.browsing import ask
from portal.public.shared.shelves import filtered, records
from portal.shown import scripts, words
from portal.shown.fonds import amount, term, when
from portal.shown.lines import Line, lines
from portal.shown.notice import Notice, present_all
from portal.shown.query import Query

GONE, NOT_FOUND, TOO_LONG = 410, 404, 400
LICENCE = "Licence Ouverte 2.0"
LEAD, TITLE = 280, 180  # characters of a description and of a title told in a block
HOW_MANY = "combien"
_CARDS, _FORMS = 4, 20  # places where a document is, forms of an owner's name that are asked of the engine
_Found = ShownNotice | ShownFonds | KnownInstitution | pages.Shown
_BREAKS = re.compile(r"[ \t\r\n]+")  # spaces that do not break a line stay


class Absent(LookupError):
    """Nothing to show: ``status`` is what the web calls it, ``path`` where its page says more."""

    def __init__(self, status: int, path: str) -> None:
        self.status, self.path = status, path
        super().__init__(path)


class Wanted(NamedTuple):
    """How a block is made: for a portal at ``site``, with at most ``most`` documents."""

    site: str
    most: int = DEFAULT


def block_of(target: Target, wanted: Wanted) -> Block:
    """The block of what is at an address, in the language of the page. Raises Absent, SearchUnavailable.

    An ark that another replaces shows what stands for it now. As many statements however many documents there are.
    """
    if not target.ark:
        return _of_a_search(target.query, wanted)
    if target.press is not None:
        return _of_the_press(target.ark, target.press, wanted)
    if arks.kind_of(target.ark) is Kind.PERSON:
        return _of_an_owner(target.ark, wanted)
    name = target.ark
    found = _found(name)
    if found is None:
        standing = arks.standing(name)
        if standing is None:
            raise Absent(NOT_FOUND, addresses.of_ark(name))
        name = standing.name
        found = _found(name) if name != target.ark else None
    if isinstance(found, ShownNotice) and found.edition:
        found = notices.by_ark(found.edition)
    if found is None or (isinstance(found, ShownNotice) and found.is_withdrawn):
        raise Absent(GONE, addresses.of_ark(name))
    frame = f"{wanted.site}{addresses.embedded(found.ark)}"
    return replace(_laid_out(found, wanted), frame=frame if isinstance(found, ShownNotice) else f"{frame}{_many(wanted)}")


def _many(wanted: Wanted) -> str:
    return f"?{urlencode({HOW_MANY: wanted.most})}" if wanted.most != DEFAULT else ""


def _of_the_press(name: str, year: int, wanted: Wanted) -> Block:
    standing = arks.standing(name)
    found = notices.by_ark(standing.name) if standing else None
    if standing is None or found is None:
        raise Absent(NOT_FOUND if standing is None else GONE, addresses.of_ark(name))
    if found.is_withdrawn:
        raise Absent(GONE, addresses.of_ark(name))
    block = of_the_press(found, year, site=wanted.site)
    if block is None:
        raise Absent(NOT_FOUND, addresses.of_ark(name))
    return block


def _of_an_owner(name: str, wanted: Wanted) -> Block:
    """The documents in which somebody's copies are described: one search, eight statements."""
    found = persons.by_ark(name)
    if found is None:
        raise Absent(GONE, addresses.of_ark(name))
    block = _of_a_search(filtered("owner", *found.headings[:_FORMS]), wanted)
    frame = f"{wanted.site}{addresses.embedded(found.ark)}{_many(wanted)}"
    return replace(block, title=scripts.words(found.labels[0]), url=f"{wanted.site}{addresses.of_ark(found.ark)}", frame=frame)


def _found(name: str) -> _Found | None:
    kind = arks.kind_of(name)
    if kind is Kind.NOTICE:
        return notices.by_ark(name)
    if kind is Kind.FONDS:
        return fonds.by_ark(name)
    if kind in (Kind.EXHIBITION, Kind.PATH, Kind.ARTICLE):
        return pages.by_ark(name)
    return institutions.by_ark(name) if kind is Kind.INSTITUTION else None


def _laid_out(found: _Found, wanted: Wanted) -> Block:
    if isinstance(found, pages.Shown):
        return block_of_page(found, site=wanted.site, most=wanted.most)
    if isinstance(found, ShownNotice):
        return _of_a_notice(found, wanted)
    return _of_a_fonds(found, wanted) if isinstance(found, ShownFonds) else _of_an_institution(found, wanted)


def _of_a_notice(found: ShownNotice, wanted: Wanted) -> Block:
    (page,) = present_all([found])
    source = found.sources[0]
    people = " ; ".join(person.name.text for person in page.people)
    lead = ". ".join(filter(None, (people, *(line.text for line in page.imprints), page.date)))
    return Block(
        kind=" · ".join(filter(None, (page.type, page.century))),
        title=scripts.Words(_cut(page.title.text, TITLE), page.title.lang, page.title.dir),
        url=f"{wanted.site}{page.url}",
        frame="",
        way=gettext("See the whole record"),
        lead=scripts.words(_cut(lead)),
        parts=(Part(gettext("Where to consult it"), _cards(page, wanted)),),
        digital=any(copy.url for copy in page.digital),
        cover=page.cover,
        source=gettext("Record received from %(source)s") % {"source": source.name},
        licence=source.licence,
        licence_url=source.licence_url,
    )


def _cards(page: Notice, wanted: Wanted) -> tuple[Item, ...]:
    """Who keeps it and where it stands there; the rest of many in one line."""
    shown, rest = page.cards.all[:_CARDS], len(page.cards.all) - _CARDS
    found = [
        Item(
            title=scripts.words(card.placed),
            url=f"{wanted.site}{card.page}" if card.page else "",
            beside=", ".join(filter(None, (copy.call_number for copy in card.copies[:3]))),
        )
        for card in shown
    ]
    if rest > 0:
        said = ngettext("and %(count)s other institution", "and %(count)s other institutions", rest) % {"count": words.number(rest)}
        found.append(Item(scripts.Words(said), f"{wanted.site}{page.url}"))
    return tuple(found) or (Item(scripts.words(page.keeper.placed), f"{wanted.site}{addresses.institution(page.keeper)}"),)


def _of_a_fonds(found: ShownFonds, wanted: Wanted) -> Block:
    said = found.description
    keeper = institutions.one(found.keeper)
    below = [one for one in fonds.tree_of(found) if one.path.startswith(found.path) and one.pk != found.pk]
    where = keeper.placed if keeper else said.keeper.name
    facts = (
        (gettext("Dates"), when(said)),
        (gettext("How much there is"), " ; ".join(map(amount, said.extents[:3]))),
        (gettext("Kept by"), where),
        (gettext("Access"), _cut(said.access)),
    )
    return Block(
        kind=term("fonds_level", said.level),
        title=scripts.words(said.title),
        url=f"{wanted.site}{addresses.of_ark(found.ark)}",
        frame="",
        way=gettext("See the whole description"),
        lead=scripts.words(_cut(said.contents)),
        facts=_said(facts),
        parts=(Part(gettext("In this fonds"), _nodes(below[: wanted.most], wanted)),) if below else (),
        digital=bool(said.digital_copies),
        source=gettext("Described by %(institution)s") % {"institution": where},
        licence=LICENCE,
        licence_url=settings.METADATA_LICENCE,
    )


def _nodes(some: list[ShownFonds], wanted: Wanted) -> tuple[Item, ...]:
    return tuple(
        Item(scripts.words(node.title), f"{wanted.site}{node.url}", beside=" · ".join(filter(None, (node.dates, node.extent))))
        for node in fonds_presenters.nodes(some)
    )


def _of_an_institution(found: KnownInstitution, wanted: Wanted) -> Block:
    """Its fonds, then the records received last: one search, one statement."""
    result = ask(filters=(("institution", found.code),), size=wanted.most, sort="recent", facets=("digital",))
    digitised = sum(value.count for value in result.facets.get("digital", ()) if value.value == "1")
    whole = [one for one in fonds.of_institution(found.isil) if not one.depth][: wanted.most]
    facts = (
        (gettext("Keeps"), records(result.total) if result.total else ""),
        (gettext("Digitised"), records(digitised) if digitised else ""),
        (gettext("How to consult"), _cut(found.access)),
    )
    parts = (
        Part(gettext("Its fonds"), _nodes(whole, wanted)),
        Part(gettext("Latest records received"), _of_lines(lines(result.hits), wanted, keeper=found.placed)),
    )
    return Block(
        kind=" · ".join(filter(None, (gettext("Institution"), found.town))),
        title=scripts.words(found.title),
        url=f"{wanted.site}{addresses.institution(found)}",
        frame="",
        way=gettext("See all that it keeps"),
        lead=scripts.words(_cut(found.presentation)),
        facts=_said(facts),
        parts=tuple(part for part in parts if part.items),
        source=gettext("Records of %(institution)s") % {"institution": found.placed},
        licence=LICENCE,
        licence_url=settings.METADATA_LICENCE,
    )


def _of_a_search(query: Query, wanted: Wanted) -> Block:
    """Its first documents: one search, one statement for the names of its filters, one more where it is of a commune."""
    if query.too_long:
        raise Absent(TOO_LONG, reverse("public:results"))
    query = query.changed()
    result = answer(query, facets=(), size=wanted.most)
    plain = query.changed(digital=False)
    named = [part.label for part in understood.parts(plain, result.understood, names(query, result))]
    pairs = urlencode(query.pairs() + ([(HOW_MANY, str(wanted.most))] if wanted.most != DEFAULT else []))
    frame = f"{wanted.site}{reverse('public:embedded_results')}"
    gallica = in_gallica(query, most=wanted.most)
    heading = gettext("In the catalogue") if gallica else ""
    own = (Part(heading, _of_lines(lines(result.hits), wanted, keeper=_only_keeper(query))),) if result.hits else ()
    return Block(
        kind=gettext("Digitised documents") if query.digital else gettext("Documents"),
        title=scripts.Words(_cut(" · ".join(named)) or gettext("The whole catalogue")),
        url=f"{wanted.site}{query.url()}",
        frame=f"{frame}?{pairs}" if pairs else frame,
        way=_all_of_them(result.total),
        parts=(*own, *gallica),
        empty="" if own or gallica else gettext("Nothing answers to this search for now; what arrives will stand here."),
        source=gettext("Records of the libraries, archives and museums that keep these documents"),
        licence=LICENCE,
        licence_url=settings.METADATA_LICENCE,
    )


def _all_of_them(total: int) -> str:
    if not total:
        return gettext("See this search")
    return ngettext("See the %(count)s document", "See the %(count)s documents", total) % {"count": words.number(total)}


def _only_keeper(query: Query) -> str:
    """The one institution that a search stays in, which need not be named in each line; "" where there is none or several."""
    chosen = query.values("institution")
    return institutions.names(chosen).get(chosen[0], "") if len(chosen) == 1 else ""


def _of_lines(found: tuple[Line, ...], wanted: Wanted, *, keeper: str) -> tuple[Item, ...]:
    return tuple(
        Item(
            title=scripts.Words(_cut(line.title.text, 140), line.title.lang, line.title.dir),
            url=f"{wanted.site}{line.url}",
            kind=" · ".join(filter(None, (line.type, line.century))),
            beside=" – ".join(filter(None, (_cut(line.agents, 90), _cut(line.imprint, 90)))),
            where=", ".join(filter(None, (line.where if line.where != keeper else "", line.call_number))),
            digital=line.digital,
        )
        for line in found
    )


def _said(facts: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Those that have a value."""
    return tuple((label, value) for label, value in facts if value)


def _cut(text: str, length: int = LEAD) -> str:
    return Truncator(_BREAKS.sub(" ", text).strip()).chars(length)
