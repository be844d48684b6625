"""What the page of an exhibition, a path or an article says: its pieces with their maps and references, its credits, whose it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from wagtail.documents import get_document_model

from catalogue.citations.exporters import EXPORTERS
from catalogue.citations.styled import Citation
from catalogue.core.keys import Kind
from catalogue.selectors.institutions import KnownInstitution
from portal.pages.events import Sort
from portal.pages.mediation import Article, LearningPath, Mediation
from portal.pages.reading import arks, pieces, plain, reading_minutes
from portal.pages.selectors import Shown
from portal.public import addresses
from portal.public.maps.drawing import dots_map
from portal.shown import citing, words
from portal.shown.mediation.occasions import Occasion, occasion
from portal.shown.mediation.pieces import Laid, lay_out
from portal.shown.mediation.signed import authors_of, level_of
from portal.shown.mediation.works import Shelf, Work, known, shelf

STYLE = "iso-690"
_VIDEO = frozenset({"mp4", "webm"})
_SOUND = frozenset({"mp3", "ogg"})


@dataclass(frozen=True, slots=True)
class Page:
    """Everything that the page says. ``credits``: the works whose pictures it shows, each once; ``minutes`` of reading."""

    page: Mediation
    ark: str
    keeper: KnownInstitution | None
    pieces: tuple[Laid, ...]
    credits: tuple[Work, ...]
    works: tuple[Work, ...]
    minutes: int

    @property
    def is_path(self) -> bool:
        """Whether it is a path, which has steps and sheets."""
        return self.page.kind is Kind.PATH

    @property
    def article(self) -> Article | None:
        """The page, where it is an article of whatever sort."""
        return self.page if isinstance(self.page, Article) else None

    @property
    def occasion(self) -> Occasion | None:
        """When and where an event takes place; None for everything else."""
        return occasion(self.page, self.ark)

    @property
    def kind_name(self) -> str:
        """What it is, in a word."""
        if self.article:
            return str(Sort(self.article.sort).label)
        return gettext("Learning path") if self.is_path else gettext("Exhibition")

    @property
    def siblings(self) -> tuple[str, str]:
        """The list in which it stands: its address, its name."""
        if self.article and self.article.is_event:
            return reverse("public:agenda"), gettext("Agenda")
        if self.article:
            return reverse("public:articles"), gettext("Articles")
        if self.is_path:
            return reverse("public:paths"), gettext("Learning paths")
        return reverse("public:exhibitions"), gettext("Exhibitions")

    @property
    def feed_url(self) -> str:
        """The feed that tells of others like it."""
        return reverse("public:articles_feed" if self.article else "public:mediation_feed")

    @property
    def url(self) -> str:
        """The path of its page, "" for a draft without an ark."""
        return addresses.of_ark(self.ark) if self.ark else ""

    @property
    def authors(self) -> str:
        """Who signs it: its authors, else the institution, else the region."""
        return authors_of(self.page, self.keeper)

    @property
    def keeper_url(self) -> str:
        """The page of the institution that shows it."""
        return addresses.institution(self.keeper) if self.keeper else ""

    @property
    def level(self) -> str:
        """For whom a path or a teacher's resource is, "" where nobody says it."""
        return level_of(self.page)

    @property
    def duration(self) -> str:
        """How long a path takes, "" where nobody says it."""
        return minutes(self.page.duration) if isinstance(self.page, LearningPath) and self.page.duration else ""

    @property
    def has_contents(self) -> bool:
        """Whether its pieces are listed before they are read: more than two, with titles to list."""
        return len(self.pieces) > 2 and (self.is_path or sum(bool(piece.title) for piece in self.pieces) > 1)

    @property
    def has_places(self) -> bool:
        """Whether there is somewhere to walk to."""
        return any(True for _ in places(self.pieces))

    @property
    def cover(self) -> Work | None:
        """The work that stands for it in lists: the first with a picture, else the first."""
        return next((work for work in self.works if work.thumbnail), next(iter(self.works), None))

    @property
    def parent_url(self) -> str:
        """The page that it was taken over from."""
        return addresses.of_ark(self.page.taken_from) if self.page.taken_from else ""


def minutes(count: int) -> str:
    """A duration in words."""
    hours, rest = divmod(count, 60)
    if not hours:
        return gettext("%(count)s min") % {"count": words.number(rest)}
    return f"{hours}\u00a0h" + (f"\u00a0{rest:02d}" if rest else "")


def places(some: Iterable[Laid]) -> Iterable[tuple[str, float, float, str]]:
    """Where one goes, in the order of reading: name, latitude, longitude, what is told there."""
    for one in some:
        latitude, longitude = one.more.get("latitude"), one.more.get("longitude")
        if one.kind == "place" and latitude is not None and longitude is not None:
            yield one.title or str(one.more.get("name") or ""), float(latitude), float(longitude), one.plain
        for part in one.parts:
            if part.place and part.place.latitude is not None and part.place.longitude is not None:
                yield part.label, part.place.latitude, part.place.longitude, plain(str(part.text))


def present(shown: Shown, *, site: str) -> Page:
    """The page, in ten statements at most, however long it is."""
    raw = pieces(shown.page.stream)
    found = shelf(arks(raw))
    laid = tuple(_completed(one, found, site) for one in _mapped_once(lay_out(raw, found)))
    pictured = [picture.work for one in laid for picture in one.pictures if picture.url]
    laid = _with_documents(laid)
    return Page(
        page=shown.page,
        ark=shown.ark,
        keeper=shown.keeper,
        pieces=laid,
        credits=tuple({work.ark: work for work in pictured}.values()),
        works=tuple(found.works.values()),
        minutes=reading_minutes(raw),
    )


def _mapped_once(laid: Iterable[Laid]) -> Iterator[Laid]:
    """Of a walk through one town, the first step alone shows where the town is."""
    before = ""
    for one in laid:
        place = one.more.get("place")
        yield replace(one, more={**one.more, "mapped": place.code != before}) if place else one
        before = place.code if place else before


def _completed(one: Laid, found: Shelf, site: str) -> Laid:
    """With what is drawn or written for it: a map, references."""
    if one.kind == "bibliography":
        return replace(one, more={**one.more, "references": references(one.works, found, site=site)})
    spots = [part.place for part in one.parts if part.place] if one.kind == "map" else [one.more["place"]] if one.more.get("mapped") else []
    if not spots:
        return one
    counts = dict.fromkeys((spot.code for spot in spots), 1)
    around = sorted({spot.department for spot in spots})
    title = one.title or gettext("Places told of here")
    drawn = dots_map(counts, links=_commune, departments=around if len(around) < 3 else (), name=one.anchor, title=title)
    return replace(one, more={**one.more, "map": drawn})


def _commune(code: str) -> str:
    return reverse("public:commune", args=[code])


@dataclass(frozen=True, slots=True)
class Written:
    """A reference of a bibliography, and the record that it was written from."""

    pieces: Citation
    url: str
    gone: bool = False


def references(some: Iterable[Work], found: Shelf, *, site: str) -> list[Written]:
    """References in the style of ISO 690, in the order asked; one statement for the institutions of all."""
    institutions = known(found)
    cite = EXPORTERS[STYLE].cite
    made = []
    for work in some:
        if work.notice is None or cite is None:
            made.append(Written((), work.url, gone=True))
        else:
            made.append(Written(cite(citing.reference(work.notice, institutions, site=site)), work.url))
    return made


def _with_documents(laid: tuple[Laid, ...]) -> tuple[Laid, ...]:
    """Sounds and videos with the files that they name; one statement."""
    wanted = {one.more["document"] for one in laid if one.kind == "recording" and one.more.get("document")}
    if not wanted:
        return laid
    files = get_document_model().objects.in_bulk(wanted)
    return tuple(replace(one, more={**one.more, **_file(files, one)}) if one.kind == "recording" else one for one in laid)


def _file(files: Mapping[Any, Any], one: Laid) -> dict[str, Any]:
    file = files.get(one.more["document"])
    ending = file.file_extension.lower() if file else ""
    shown_as = "video" if ending in _VIDEO else "audio" if ending in _SOUND else ""
    return {"address": file.url if file and shown_as else "", "shown_as": shown_as}


def asked(request: HttpRequest, shown: Shown) -> Page:
    """The page for the site that was asked."""
    return present(shown, site=addresses.site_address(request))
