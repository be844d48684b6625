"""``/iiif/…``: pictures that libraries deposited, for our own viewer and anybody's: manifest, info.json, tiles; 410 once removed."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.translation import gettext
from django.utils.translation import override as in_language
from django.views.decorators.http import require_safe

from catalogue.core.messages import N_
from catalogue.formats.iiif.collection import TYPE, Page
from catalogue.formats.iiif.content_state import PARAMETER, content_state, encoded, in_pixels
from catalogue.formats.iiif.image import SMALL
from catalogue.formats.iiif.values import Json
from catalogue.formats.iiif.writing import View, Whole, Words, manifest
from catalogue.pictures.excerpt import cut
from catalogue.pictures.layout import CONTEXT, FULL, MAX
from catalogue.selectors import deposits as selectors
from catalogue.selectors.deposits import Gone, ShownDeposit, ShownView
from portal.public import addresses
from portal.public.addresses import site_address
from portal.shown.answers import GONE, RETRY_AFTER, open_json, opened
from portal.shown.deposits import AMONG_TEXTS, anchor, required_statement, right_in_words

INFO_TYPE = f'application/ld+json;profile="{CONTEXT}"'
OK, SEE_OTHER, UNAVAILABLE = 200, 303, 503
IN_A_LIST = 300  # pixels, for a place of 150 on a fine screen
RIGHTS = N_("Rights")
HERE, STATE = "ici.json", "etat.json"
DAY, HOUR = "public, max-age=86400", "public, max-age=3600"
_View = Callable[..., HttpResponse]


def _of_a_deposit(view: _View) -> _View:
    """A view that is given a deposit that readers see; 404 for one that they never saw, 410 and what it was for one that is gone."""

    @require_safe
    @wraps(view)
    def answered(request: HttpRequest, *, deposit: UUID, **where: Any) -> HttpResponse:
        found = selectors.by_id(deposit)
        if found is None:
            raise Http404
        return _gone(found) if found.removed_at else view(request, found, **where)

    return answered


def _gone(found: ShownDeposit) -> JsonResponse:
    """What was there, and since when it is not (RFC 9110 §15.5.11)."""
    told = {
        "error": gettext("These pictures were removed by the library that had deposited them."),
        "title": found.title,
        "provider": found.keeper,
        "shown": found.shown_at,
        "removed": found.removed_at,
        "about": addresses.identifier_of(found.target),
    }
    answer = open_json(told, media_type="application/json")
    answer.status_code = GONE
    return answer


def _of_a_view(view: _View) -> _View:
    """A view that is given one picture that readers see, in one statement; 404 or 410 like the deposit."""

    @require_safe
    @wraps(view)
    def answered(request: HttpRequest, *, deposit: UUID, image: UUID, **where: Any) -> HttpResponse:
        try:
            found = selectors.view_of(deposit, image)
        except Gone:
            whole = selectors.by_id(deposit)
            if whole is None:
                raise Http404 from None
            return _gone(whole)
        if found is None:
            raise Http404
        return view(request, found, deposit=deposit, **where)

    return answered


@_of_a_deposit
def manifest_of(request: HttpRequest, found: ShownDeposit) -> HttpResponse:
    """The manifest of a deposit; two statements."""
    site = site_address(request)
    home = Page(f"{site}{addresses.permanent(found.target)}", found.title)
    keeper = addresses.permanent(found.keeper_ark) if found.keeper_ark else addresses.of_code(found.keeper_code)
    whole = Whole(
        id=f"{site}{addresses.deposited('manifest', found.id).removesuffix('/manifest.json')}",
        label=found.title,
        homepage=home,
        provider=Page(f"{site}{keeper}", found.keeper),
        statement=(_each(RIGHTS), {language: [required_statement(found, language=language)] for language in _languages()}),
        rights=found.right.address,
        facts=_facts(found),
    )
    return open_json(manifest(whole, [_page(site, found, view, number) for number, view in enumerate(found.views, 1)]), media_type=TYPE)


def _languages() -> tuple[str, ...]:
    return tuple(code for code, _ in settings.LANGUAGES)


def _each(msgid: str) -> Words:
    """Words of ours in every language of the portal."""
    made = {}
    for language in _languages():
        with in_language(language):
            made[language] = [gettext(msgid)]
    return made


def _facts(found: ShownDeposit) -> list[tuple[Words, Words]]:
    facts: list[tuple[Words, Words]] = [
        (_each(N_("Institution")), {"none": [found.keeper]}),
        (_each(N_("Identifier")), {"none": [addresses.identifier_of(found.target)]}),
        (_each(RIGHTS), {language: [right_in_words(found, language=language)] for language in _languages()}),
    ]
    return [*facts, (_each(N_("Credit")), {"none": [found.credit]})] if found.credit else facts


def _page(site: str, found: ShownDeposit, view: ShownView, number: int) -> View:
    address = f"{site}{addresses.of_deposited_view(found.id, view.id, '')}".removesuffix("/")
    small = view.layout.preview(SMALL)
    return View(
        id=_canvas(site, found, view),
        label={"none": [view.label or str(number)]},
        width=view.width,
        height=view.height,
        image=address,
        picture=(f"{address}/{view.layout.named(FULL, MAX)}", *view.layout.size(view.layout.wholes[0])),
        small=(f"{address}/{small}", *_size(small)),
        part=view.part,
    )


def _canvas(site: str, found: ShownDeposit, view: ShownView) -> str:
    return f"{site}{addresses.of_deposited_view(found.id, view.id, 'canvas')}"


def _size(name: str) -> tuple[int, int]:
    width, height = name.split("/")[1].split(",")
    return int(width), int(height)


@_of_a_deposit
def pages(request: HttpRequest, found: ShownDeposit) -> HttpResponse:
    """What our own viewer needs of each page: see ``portal.public.digital.views``."""
    listed = []
    for view in found.views:
        name = view.layout.named(FULL, MAX)
        listed.append(
            {
                "label": view.label,
                "canvas": {"id": _canvas(site_address(request), found, view), "width": view.width, "height": view.height},
                "tiles": addresses.of_deposited_view(found.id, view.id, HERE),
                "small": addresses.of_deposited_view(found.id, view.id, view.layout.preview(SMALL)),
                "taken_away": addresses.of_deposited_view(found.id, view.id, name),
            }
        )
    return JsonResponse({"pages": listed, "statement": required_statement(found)})


@_of_a_deposit
def state(request: HttpRequest, found: ShownDeposit, *, image: UUID, region: str) -> HttpResponse:
    """A view, or a part of it, as any viewer opens it (IIIF Content State API 1.0)."""
    return open_json(_state(request, found, image, region), media_type=TYPE)


@_of_a_deposit
def seen(request: HttpRequest, found: ShownDeposit, *, image: UUID, region: str) -> HttpResponse:
    """To our viewer, on the page of what the pictures show, opened at a view or at a part of it."""
    told = _state(request, found, image, region)
    return HttpResponseRedirect(f"{addresses.of_ark(found.target)}?{PARAMETER}={encoded(told)}#{anchor(found)}")


def _state(request: HttpRequest, found: ShownDeposit, image: UUID, region: str) -> Json:
    view = next((one for one in found.views if one.id == image), None)
    try:
        part = addresses.part_of(region)
    except ValueError as error:
        raise Http404 from error
    if view is None:
        raise Http404
    site = site_address(request)
    return content_state(
        f"{site}{addresses.of_deposited_view(found.id, image, f'vue/{region}/{STATE}')}",
        manifest=f"{site}{addresses.deposited('manifest', found.id)}",
        canvas=_canvas(site, found, view),
        region=in_pixels(part, view.width, view.height) if part else None,
    )


@_of_a_view
def image(request: HttpRequest, found: ShownView, *, deposit: UUID) -> HttpResponse:
    """The address of an image leads to its info.json (IIIF Image API 3.0, §2)."""
    answer = HttpResponseRedirect(addresses.of_deposited_view(deposit, found.id, "info.json"))
    answer.status_code = SEE_OTHER
    return opened(answer)


@_of_a_view
def info(request: HttpRequest, found: ShownView, *, deposit: UUID) -> HttpResponse:
    """The info.json of a view."""
    address = f"{site_address(request)}{addresses.of_deposited_view(deposit, found.id, '')}".removesuffix("/")
    answer = open_json(found.layout.info(address), media_type=INFO_TYPE)
    answer["Cache-Control"] = HOUR
    return answer


@_of_a_view
def here(request: HttpRequest, found: ShownView, *, deposit: UUID) -> HttpResponse:
    """The same for our own viewer, under whatever name of the site its page was asked for: nothing else may be loaded by it."""
    address = addresses.of_deposited_view(deposit, found.id, "").removesuffix("/")
    return JsonResponse(found.layout.info(address), headers={"Cache-Control": HOUR})


@require_safe
def front(request: HttpRequest, deposit: UUID) -> HttpResponse:
    """The first view of a deposit, small, for lists of notices; two statements at most. 404 or 410 like the deposit."""
    found = selectors.front(deposit)
    if found is None:
        whole = selectors.by_id(deposit)
        if whole is None or not whole.removed_at:
            raise Http404
        return _gone(whole)
    return _given(deposit, found.id, found.layout.preview(IN_A_LIST), fresh=HOUR)


@_of_a_view
def tile(request: HttpRequest, found: ShownView, *, deposit: UUID, region: str, size: str) -> HttpResponse:
    """A tile, or the whole in one of its sizes; 404 for what is none of them."""
    part = found.layout.named(region, size)
    if not part:
        raise Http404
    return _given(deposit, found.id, part, fresh=DAY)


@_of_a_view
def detail(request: HttpRequest, found: ShownView, *, deposit: UUID, region: str, seal: str) -> HttpResponse:
    """A part of a view as a picture among texts, of what a page of the portal asked for: cutting costs, so nobody else chooses."""
    if not addresses.is_sealed(str(deposit), str(found.id), 0, region, seal):
        raise Http404
    part = addresses.part_of(region)
    answer = _given(deposit, found.id, found.layout.named(FULL, MAX), fresh=DAY)
    if part and answer.status_code == OK:
        answer.content = cut(answer.content, part, width=AMONG_TEXTS)
    return answer


def _given(deposit: UUID, view: UUID, part: str, *, fresh: str) -> HttpResponse:
    """A file of a view; 503 where the storage does not give it."""
    try:
        content = selectors.tile(deposit, view, part)
    except OSError:
        return HttpResponse(status=UNAVAILABLE, headers={"Retry-After": RETRY_AFTER, "Cache-Control": "no-store"})
    answer = opened(HttpResponse(content, content_type="image/jpeg"))
    answer["Cache-Control"] = fresh
    return answer
