"""What UNIMARC and MARC 21 say alike under other tags: publications, series, particular areas, coded dates, the title proper, 856."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from catalogue.core.dates import coded_range, coded_year, parse
from catalogue.core.description import Identifier, Link, Publication, Series, Text, Title
from catalogue.core.identifiers import normalise_issn
from catalogue.core.kinds import DateKind, Relation
from catalogue.formats.cleaning import clean, clean_title
from catalogue.formats.coded_dates import add_coded
from catalogue.formats.digital import add_copy, add_manifest, add_thumbnail, digital_copy, is_manifest, is_thumbnail
from catalogue.formats.draft import Draft
from catalogue.formats.marc.record import Field
from catalogue.formats.online import relation_of
from catalogue.formats.punctuation import sentence

Handler = Callable[[Field, Draft], None]
Reader = Callable[[str], str]

# Kind of publication → kind of its date; the other kinds date nothing that a reader looks for.
_DATE_KINDS: dict[str, DateKind] = {
    "publication": "publication",
    "production": "creation",
    "copyright": "copyright",
    "printing": "printing",
}
REPRODUCTION: tuple[DateKind, DateKind] = ("reproduction", "original")
_NOTHING: Mapping[str, str] = {}


def add_publication(draft: Draft, statement: Publication) -> None:
    """Keep a statement unless another field said the same, and read its date at once; a date repeated in another script is kept once."""
    if not draft.first_time("publication", statement.places, statement.names, statement.date):
        return
    draft.publications.append(statement)
    kind = _DATE_KINDS.get(statement.kind)
    if statement.date and kind:
        date = parse(statement.date, kind=kind, place=statement.place)
        if draft.first_time("date", date.display, date.kind):
            draft.dates.append(date)


def material_specific(codes: str, *, read: Reader) -> Handler:
    """A handler of an area particular to a material: the subfields ``codes``, each read by ``read``."""

    def handler(field: Field, draft: Draft) -> None:
        value = " ; ".join(text for code, raw in field.subfields if code in codes and (text := read(raw)))
        if value:
            draft.material_specific.append(Text(value=value, place=field.place))

    return handler


def add_series(field: Field, draft: Draft, *, heading: str, parts: str, read: Reader, joined: Mapping[str, str] = _NOTHING) -> None:
    """Keep the series of a field: its title in ``heading``, the title of its part in ``parts``, number in $v, ISSN in $x.

    ``joined``: further subfields of the title, with the sign of ISBD before each.
    """
    title = volume = issn = ""
    for code, raw in field.subfields:
        if code == heading and not title:
            title = read(clean_title(raw)[0])
        elif code in parts and title and (text := read(raw)):
            title = sentence(title, text)
        elif code in joined and title and (text := read(clean_title(raw)[0])):
            title = f"{title}{joined[code]}{text}"
        elif code == "v" and not volume:
            volume = read(raw)
        elif code == "x" and not issn:
            issn = normalise_issn(raw)
    if title and draft.first_time("series", title, volume):
        draft.series.append(Series(title=title, volume=volume, issn=issn, place=field.place))


def add_doubtful(draft: Draft, first: str, second: str, *, place: str) -> None:
    """The document was published at some time between two coded years."""
    years = coded_range(first, second)
    if years and years.end is None:
        years = coded_year(first)
    if years:
        add_coded(draft, years._replace(uncertain=True), kind="publication", place=place)


def add_two(draft: Draft, first: str, second: str, *, kinds: tuple[DateKind, DateKind], place: str) -> None:
    """Two coded years that say two things: of a reproduction and its original, of publication and copyright.

    A reproduction is later than its original, whichever the cataloguer put first.
    """
    if kinds == REPRODUCTION and first.isdecimal() and second.isdecimal() and first < second != "9999":
        first, second = second, first
    add_coded(draft, coded_year(first), kind=kinds[0], place=place)
    add_coded(draft, coded_year(second), kind=kinds[1], place=place)


def put_title_proper_first(draft: Draft, *, tag: str, substitutes: Sequence[str]) -> None:
    """Put the title proper first; where ``tag`` has none, its best substitute stands in, else any other title."""
    titles = draft.titles
    if not titles or titles[0].kind == "proper":
        return
    position = next((i for i, title in enumerate(titles) if title.kind == "proper"), None)
    if position is not None:
        titles.insert(0, titles.pop(position))
        return
    inside = [title for title in titles if title.place.startswith(tag)]
    best = next((title for kind in substitutes for title in inside if title.kind == kind), titles[0])
    titles.remove(best)
    titles.insert(0, Title(value=best.value, kind="proper", language=best.language, nonsorting=best.nonsorting, place=best.place))


def add_electronic_location(field: Field, draft: Draft, *, label_codes: str, related: bool = False) -> None:
    """856: each $u is a free copy, its IIIF manifest, its thumbnail, or a link to something else (``formats.online``).

    ``related``: the field says that it leads to another document. MARC 21's $7 says whether the access is restricted.
    """
    media_type = next((clean(raw) for code, raw in field.subfields if code == "q"), "")
    label = " ".join(text for code, raw in field.subfields if code in label_codes and (text := clean(raw)))
    closed = field.first("7")[:1] == "1"
    for code, raw in field.subfields:
        if code != "u" or not raw:
            continue
        copy = digital_copy(raw, label=label, place=field.place)
        if copy is None:
            continue
        if is_thumbnail(label):
            add_thumbnail(draft.digital_copies, copy.url)
        elif is_manifest(copy.url, media_type=media_type, label=label):
            add_manifest(draft.digital_copies, copy)
        elif relation := "reserved_access" if closed else relation_of(copy.url, words=label, related=related):
            draft.links.append(link_to(copy.url, relation=relation, title=label, place=field.place))
        elif draft.first_time("digital copy", copy.url):
            add_copy(draft.digital_copies, copy)


def link_to(address: str, *, relation: Relation, title: str, place: str) -> Link:
    """A link to what stands at an address and is no copy of the document."""
    return Link(relation=relation, title=title, identifiers=(Identifier(scheme="url", value=address, place=place),), place=place)
