"""What an address of the portal looks like: the one place that knows; every room, and what is given to machines, asks here."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple, Protocol
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.urls import register_converter, reverse
from django.utils import translation
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.encoding import escape_uri_path
from django.utils.translation import get_language

from catalogue.core.keys import DocumentKey, Kind

LABEL = "ark:/"
WHOLE = "entier"  # where a picture is not cut
_SOME = "n/n"
_PARTS = {"preview": "apercu", "front": "couverture", "front-double": "couverture-double", "thumbnail": "vignette", "pages": "pages"}


class Named(Protocol):
    """Anything that has an address: a notice, a line of results, a hit. ``ark``: "NAAN/name", "" where none is known of it yet."""

    @property
    def key(self) -> DocumentKey: ...

    @property
    def ark(self) -> str: ...


class Institution(Protocol):
    """An institution as anybody knows it. ``ark``: "NAAN/name", "" where none is known of it yet."""

    @property
    def code(self) -> str: ...

    @property
    def ark(self) -> str: ...


class Of(NamedTuple):
    """What has an ark, where no more is known of it."""

    ark: str
    key: DocumentKey = DocumentKey(Kind.NOTICE, 0)


class ArkConverter:
    """Where "NAAN/name" stands in a route, in whatever form somebody typed it."""

    regex = "[^/]+/[^/]+"

    def to_python(self, value: str) -> str:
        """As typed: a view says what is wrong with it."""
        return value

    def to_url(self, value: str) -> str:
        """The name as it is."""
        return value


register_converter(ArkConverter, "ark")


def site_address(request: HttpRequest) -> str:
    """Scheme and host of the portal, without a final slash: the setting's, else the request's own."""
    return settings.SITE_URL or f"{request.scheme}://{request.get_host()}"


def of_ark(name: str) -> str:
    """The path of the page of an ark in the language of the page; made from a kept beginning, since a list asks for twenty."""
    return _beginning(get_language() or "") + name


def embedded(name: str) -> str:
    """The path of the block in which other sites show what an ark names, in the language of the page."""
    return reverse("public:embedded", args=[name])


def permanent(name: str) -> str:
    """The path of an ark outside languages: what names the thing itself, as feeds want it."""
    return f"/{identifier_of(name)}"


def in_form(name: str, form: str) -> str:
    """The path of what an ark names in a form for machines ("marcxml"), outside languages."""
    return f"{permanent(name)}.{form}"


def ead(name: str) -> str:
    """The path of what an ark names as a file of EAD."""
    return f"{of_ark(name)}/ead.xml"


def collection(name: str) -> str:
    """The path of the digital copies of what an ark names as a collection of IIIF, outside languages."""
    return f"{permanent(name)}/collection.json"


def notice(found: Named) -> str:
    """The path of a notice's page in the language of the page; of one whose ark is not known here, the path that leads to it."""
    return of_ark(found.ark) if found.ark else of_number(found.key.id)


def own_record(found: Named) -> str:
    """The path of the page that shows what one library wrote of an edition that several describe."""
    return f"{of_ark(found.ark)}/notice-d-origine" if found.ark else of_number(found.key.id)


def original(found: Named) -> str:
    """The path of the page that shows a notice as it was received."""
    return f"{notice(found)}/source"


def citation(found: Named, name: str) -> str:
    """The path of a notice's reference in the format ``name``."""
    return f"{notice(found)}/citer/{name}"


def identity(site: str, found: Named) -> str:
    """What feeds call a notice by: an address that no language, no harvest and no rebuilding changes."""
    return f"{site}{permanent(found.ark) if found.ark else notice(found)}"


def identifier(found: Named) -> str:
    """What unAPI calls a notice by: its ark; "notice:583" where it has none yet."""
    return identifier_of(found.ark) if found.ark else str(found.key)


def identifier_of(name: str) -> str:
    """The ark of a name, with its label."""
    return f"{LABEL}{name}"


def short(found: Named) -> str:
    """A notice in one word, for the names of files and the keys of references: the name of its ark without its authority."""
    return found.ark.partition("/")[2] or str(found.key.id)


def digital(part: str, found: Named, copy: str | int) -> str:
    """The path of a part of the digital copy of a key (``copy_key``): "preview", "front", "front-double", "thumbnail", "pages".

    Of a notice whose ark is not known here, or a copy of which an index says only its place: the path that leads to it.
    """
    if found.ark and isinstance(copy, str):
        return reverse(f"public:digital-{part}", args=[found.ark, copy])
    former = "former_place" if isinstance(copy, int) else "former_copy"
    return reverse(f"public:{former}", args=[found.key.id, copy, _PARTS[part]])


def page_of_copy(kind: str, ark: str, copy: str, number: int) -> str:
    """The path of what a page of a digital copy is made of: "info" (its tiles), "image" (one picture), "small", "taken-away"."""
    return reverse(f"public:digital-{kind}", kwargs={"ark": ark, "copy": copy, "number": number})


def of_copy(ark: str, copy: str, rest: str) -> str:
    """The path of anything that hangs on a digital copy."""
    return digital("pages", Of(ark), copy).removesuffix(_PARTS["pages"]) + escape_uri_path(rest)


def deposited(part: str, deposit: UUID) -> str:
    """The path of what tells the pictures of a deposit, outside languages: "manifest" for any viewer, "pages" for ours,
    "front" for lists.
    """
    return reverse(f"deposit_{part}", args=[deposit])


def of_deposited_view(deposit: UUID, view: UUID, rest: str) -> str:
    """The path of anything that hangs on one view of a deposit, outside languages: "info.json", the name of a tile."""
    return f"{reverse('deposit_image', args=[deposit, view])}/{rest}"


def detail(ark: str, copy: str, number: int, part: tuple[float, ...] | None) -> str:
    """The path of a page of a digital copy as a picture among texts; of a part of it, in hundredths of its width and height."""
    region = _region(part)
    named = {"ark": ark, "copy": copy, "number": number, "region": region}
    return reverse("public:digital-detail", kwargs={**named, "seal": _seal(ark, copy, number, region)})


def deposited_detail(deposit: UUID, view: UUID, part: tuple[float, ...]) -> str:
    """The path of a part of a deposited view as a picture among texts, outside languages."""
    region = _region(part)
    return of_deposited_view(deposit, view, f"detail/{region}/{_seal(str(deposit), str(view), 0, region)}")


def _region(part: tuple[float, ...] | None) -> str:
    return ",".join(f"{value:g}" for value in part) if part else WHOLE


def seen(ark: str, copy: str, number: int, part: tuple[float, ...] | None) -> str:
    """The path that leads to a page of a digital copy in the viewer of its notice, or to a part of it."""
    return reverse("public:digital-seen", kwargs={"ark": ark, "copy": copy, "number": number, "region": _close(part)})


def deposited_seen(deposit: UUID, view: UUID, part: tuple[float, ...] | None) -> str:
    """The same of a view of a deposit, outside languages."""
    return of_deposited_view(deposit, view, f"vue/{_close(part)}")


def _close(part: tuple[float, ...] | None) -> str:
    return ",".join(f"{value:.3f}".rstrip("0").rstrip(".") for value in part) if part else WHOLE


def state(ark: str, copy: str, number: int, region: str) -> str:
    """The path of the same view as other viewers open it."""
    return reverse("public:digital-state", kwargs={"ark": ark, "copy": copy, "number": number, "region": region})


def part_of(region: str) -> tuple[float, float, float, float] | None:
    """The part of a picture that an address asks for; None for the whole. Raises ValueError for what is no part of a picture."""
    if region == WHOLE:
        return None
    left, top, width, height = map(float, region.split(","))
    if not (min(left, top) >= 0 < min(width, height) and left + width <= 100 and top + height <= 100):
        raise ValueError(region)
    return left, top, width, height


def is_sealed(ark: str, copy: str, number: int, region: str, seal: str) -> bool:
    """Whether it was the portal that made the address of a picture among texts."""
    return constant_time_compare(seal, _seal(ark, copy, number, region))


def _seal(ark: str, copy: str, number: int, region: str) -> str:
    return salted_hmac("portal.public.detail", f"{ark} {copy} {number} {region}", algorithm="sha256").hexdigest()[:16]


def card(told: str, seal: str) -> str:
    """The path of a drawn card (``portal.shown.card``), outside languages."""
    return reverse("card", args=[told, seal])


def of_page(part: str, ark: str) -> str:
    """The path of what an exhibition or a path is given as: "teacher", "pupil", "alone", "manifest", "walk", "sources"."""
    return reverse(f"public:mediation_{part}", args=[ark])


def institution(found: Institution) -> str:
    """The path of an institution's page in the language of the page; without an ark, the path by its code, which leads to it."""
    return of_ark(found.ark) if found.ark else of_code(found.code)


def suggested(kind: str, value: str, *, ark: str = "") -> str:
    """The path that a suggestion leads to: of a title or an institution by its ark, else by what names it (``Suggestion.value``)."""
    if kind == "title":
        return of_ark(ark) if ark else of_number(DocumentKey.parse(value).id)
    if kind == "institution":
        return of_ark(ark) if ark else of_code(value)
    return reverse(f"public:{kind}", args=[value])


def of_number(number: int) -> str:
    """The path that leads to a notice by the number of its row."""
    return reverse("public:former_notice", args=[number])


def of_code(code: str) -> str:
    """The path that leads to an institution by its RCR or its ISIL."""
    return reverse("public:former_institution", args=[code])


def of_any_code(mark: str) -> str:
    """The same with ``mark`` where the code stands, for programs that fill it in."""
    return of_code("0").removesuffix("0") + mark


def instead(request: HttpRequest, name: str) -> str:
    """The address asked for, under another ark, or the same one written as it should be."""
    asked = request.resolver_match
    path = reverse(asked.view_name, kwargs={**asked.kwargs, "ark": name}) if asked else of_ark(name)
    return with_query(request, path)


def with_query(request: HttpRequest, path: str) -> str:
    """``path`` with what stands after the question mark of the address asked for."""
    query = request.META.get("QUERY_STRING", "")
    return f"{path}?{query}" if query else path


def in_each_language(name: str) -> dict[str, str]:
    """The path of the page of an ark, by language."""
    return {language: _beginning(language) + name for language, _name in settings.LANGUAGES}


@lru_cache(maxsize=64)
def _beginning(language: str) -> str:
    with translation.override(language or None):
        return reverse("public:ark", args=[_SOME]).removesuffix(_SOME)


def url(view: str, *arguments: object) -> str:
    """The path of a view in the language of the page, for templates that have no tag for it."""
    return reverse(view, args=arguments)
