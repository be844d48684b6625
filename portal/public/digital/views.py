"""Addresses of digital copies on our own site: readers' browsers ask nobody else, and a partner who is silent is named, never hidden."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from catalogue.core.ark import NotAnArk, parse
from catalogue.formats.iiif.collection import TYPE
from catalogue.formats.iiif.content_state import PARAMETER, encoded
from catalogue.formats.iiif.values import Json
from catalogue.selectors import notices
from harvest.pictures import DAY, HOUR, NotGiven
from portal.public import addresses
from portal.public.digital import copies as digital
from portal.public.digital import sentences, states
from portal.public.digital.copies import NotShown
from portal.shown import named
from portal.shown.answers import open_json
from portal.shown.cover import drawn
from portal.shown.notice import cover_of

BAD_GATEWAY, UNAVAILABLE = 502, 503
NEXT_TURN = 2  # seconds after which a reader's turn may have come
LETTERS_A_LINE = 56  # of a sentence in a picture of 600 by 300
FRONT = 400  # pixels: an arch is 21 rem wide at most
VIEWER = "#digital"  # the part of the page of a notice that shows its copy
_View = Callable[..., HttpResponse]


def _answering(view: _View, *, failed: _View) -> _View:
    @require_safe
    @wraps(view)
    def answered(request: HttpRequest, *, ark: str, **where: Any) -> HttpResponse:
        try:
            where["ark"] = parse(ark).name
            return view(request, **where)
        except digital.Unknown:
            return named.elsewhere(request, where["ark"])
        except (digital.Missing, NotAnArk) as error:
            raise Http404 from error
        except (NotGiven, NotShown) as error:
            response = failed(request, error, **where)
            response.status_code = BAD_GATEWAY
            if sentences.reason(error) == "crowded":
                response.status_code, response["Retry-After"] = UNAVAILABLE, str(NEXT_TURN)
            response["Cache-Control"] = "no-store"
            return response

    return answered


def _as_cover(request: HttpRequest, error: NotGiven | NotShown, *, ark: str, **where: Any) -> HttpResponse:
    """The typographic cover of the record: in a list, a small picture of words about a silent server would say nothing."""
    notice = notices.by_ark(ark)
    if notice is None:
        raise Http404
    found = cover_of(notice.description)
    context = {"cover": found, "lines": drawn(found), "host": error.host}
    return render(request, "public/_digital_cover.svg.html", context, content_type="image/svg+xml")


def _as_picture(request: HttpRequest, error: NotGiven | NotShown, **where: Any) -> HttpResponse:
    """A picture that says what happened: browsers show it whatever the status, with and without scripts."""
    lines = textwrap.wrap(sentences.sentence(error), LETTERS_A_LINE, max_lines=3, placeholder="…")
    context = {"lines": list(zip(range(160, 260, 28), lines, strict=False)), "rest": 176 + 28 * len(lines)}
    return render(request, "public/_digital_silent.svg.html", context, content_type="image/svg+xml")


def _as_json(request: HttpRequest, error: NotGiven | NotShown, **where: Any) -> HttpResponse:
    return JsonResponse({"reason": sentences.reason(error), "said": sentences.sentence(error)})


def _given(picture: digital.Picture) -> HttpResponse:
    response = HttpResponse(picture.data, content_type=picture.type)
    response["Cache-Control"] = f"public, max-age={DAY}"
    return response


def _preview(request: HttpRequest, *, ark: str, copy: str) -> HttpResponse:
    return _given(digital.preview(digital.find(ark, copy)))


def _front(request: HttpRequest, *, ark: str, copy: str, density: int) -> HttpResponse:
    """The work of the day in its arch, for a screen of this many points in a pixel."""
    return _given(digital.preview(digital.find(ark, copy), width=FRONT * density))


def _thumbnail(request: HttpRequest, *, ark: str, copy: str) -> HttpResponse:
    return _given(digital.thumbnail(digital.find(ark, copy)))


def _pages(request: HttpRequest, *, ark: str, copy: str) -> HttpResponse:
    """What the viewer needs of each page: its label and, on this site, the address of its tiles or picture, of a small one, and of one to
    keep; "blank" without any."""
    found = digital.manifest(digital.find(ark, copy))
    listed: list[dict[str, Any]] = []
    for number, page in enumerate(found.pages):
        if page.is_blank:
            listed.append({"label": page.label, "blank": True})
            continue
        kind, told = ("info", "tiles") if page.service else ("image", "image")
        one: dict[str, Any] = {"label": page.label, told: addresses.page_of_copy(kind, ark, copy, number)}
        if page.canvas:
            one["canvas"] = {"id": page.canvas, "width": page.canvas_size[0], "height": page.canvas_size[1]}
        one["taken_away"] = addresses.page_of_copy("taken-away", ark, copy, number)
        listed.append(one | ({"small": addresses.page_of_copy("small", ark, copy, number)} if page.service else {}))
    response = JsonResponse({"pages": listed, "statement": found.statement})
    response["Cache-Control"] = f"public, max-age={HOUR}"
    return response


def _info(request: HttpRequest, *, ark: str, copy: str, number: int) -> HttpResponse:
    """The info.json of a page under our own address; of an image without tiles, where it stands as one picture."""
    page = digital.page(digital.find(ark, copy), number)
    tiles = digital.grid(page)
    if tiles is None:
        told: dict[str, Any] = {"type": "image", "url": addresses.page_of_copy("image", ark, copy, number)}
    else:
        told = tiles.info(addresses.page_of_copy("info", ark, copy, number).removesuffix("/info.json"))
    response = JsonResponse(told)
    response["Cache-Control"] = f"public, max-age={HOUR}"
    return response


def _image(request: HttpRequest, *, ark: str, copy: str, number: int) -> HttpResponse:
    return _given(digital.whole(digital.page(digital.find(ark, copy), number)))


def _small(request: HttpRequest, *, ark: str, copy: str, number: int) -> HttpResponse:
    return _given(digital.small(digital.page(digital.find(ark, copy), number)))


def _taken_away(request: HttpRequest, *, ark: str, copy: str, number: int) -> HttpResponse:
    """A picture to keep, named after the notice and the page."""
    response = _given(digital.taken_away(digital.page(digital.find(ark, copy), number)))
    ending = response["Content-Type"].partition("/")[2].replace("jpeg", "jpg")
    name = f"{ark.partition('/')[2]}-{number + 1}.{ending}"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return response


def _tile(request: HttpRequest, *, ark: str, copy: str, number: int, region: str, size: str) -> HttpResponse:
    return _given(digital.tile(digital.page(digital.find(ark, copy), number), region=region, size=size))


def _detail(request: HttpRequest, *, ark: str, copy: str, number: int, region: str, seal: str) -> HttpResponse:
    """A picture among texts, of what a page of the portal asked for: cutting costs, so nobody else chooses what is cut."""
    if not addresses.is_sealed(ark, copy, number, region, seal):
        raise Http404
    return _given(digital.detail(digital.page(digital.find(ark, copy), number), addresses.part_of(region)))


def _state(request: HttpRequest, *, ark: str, copy: str, number: int, region: str) -> HttpResponse:
    """What any viewer opens, as the IIIF Content State API has it."""
    told = _state_of(request, ark=ark, copy=copy, number=number, region=region)
    if told is None:
        raise Http404
    return open_json(told, media_type=TYPE)


def _seen(request: HttpRequest, *, ark: str, copy: str, number: int, region: str) -> HttpResponse:
    """To the viewer, opened at a page of a copy; to the notice alone while the partner does not say what its pages are."""
    try:
        told = _state_of(request, ark=ark, copy=copy, number=number, region=region)
    except (NotGiven, NotShown):
        told = None
    return redirect(addresses.of_ark(ark) + (f"?{PARAMETER}={encoded(told)}" if told else "") + VIEWER)


def _state_of(request: HttpRequest, *, ark: str, copy: str, number: int, region: str) -> Json | None:
    part = states.part_of(region)
    name = f"{addresses.site_address(request)}{addresses.state(ark, copy, number, region)}"
    return states.state_of(digital.find(ark, copy), number, part, name=name)


preview = _answering(_preview, failed=_as_picture)
front = _answering(_front, failed=_as_cover)
thumbnail = _answering(_thumbnail, failed=_as_cover)
pages = _answering(_pages, failed=_as_json)
info = _answering(_info, failed=_as_json)
image = _answering(_image, failed=_as_picture)
small = _answering(_small, failed=_as_picture)
taken_away = _answering(_taken_away, failed=_as_picture)
detail = _answering(_detail, failed=_as_picture)
tile = _answering(_tile, failed=_as_picture)
state = _answering(_state, failed=_as_json)
seen = _answering(_seen, failed=_as_json)
