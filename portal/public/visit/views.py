"""The visit sheet: what a reader put aside, library by library; put in, taken out, printed, mailed, exported."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from catalogue.citations.exporters import EXPORTERS
from catalogue.selectors import institutions, notices
from catalogue.selectors.notices import ShownNotice
from portal.public import addresses
from portal.public.addresses import site_address
from portal.public.visit import basket as baskets
from portal.public.visit import presenters as visit
from portal.public.visit.basket import Basket, Entry
from portal.public.visit.origin import from_our_pages_only
from portal.shown import citing
from portal.shown.answers import download

Kept = dict[int, ShownNotice]
JSON = "application/json"


@from_our_pages_only
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest) -> HttpResponse:
    """The sheet; or, by POST, a change to it: ``ajouter`` (a notice, ``ou``: at which library), ``retirer`` (an entry), ``vider``."""
    if request.method == "POST":
        return _of_this_reader(_changed(request))
    basket = baskets.read(request)
    kept = _kept(basket)
    known = institutions.by_code(rcr for notice in kept.values() for rcr in notice.rcrs)
    added = kept.get(_number(request.GET.get("ajoute", "")))
    context = {
        "sheet": visit.sheet(basket, kept, known, site=site_address(request)),
        "added": added,
        "added_url": addresses.notice(added.key) if added else "",
        "refused": basket.is_full and "pleine" in request.GET,
        "most": baskets.MOST,
        "days": baskets.DAYS,
        "exporters": EXPORTERS.values(),
    }
    return _of_this_reader(render(request, "public/basket.html", context))


@require_safe
def cite(request: HttpRequest, name: str) -> HttpResponse:
    """Everything put aside, as a file of references; 404 for an unknown format."""
    if name not in EXPORTERS:
        raise Http404
    basket = baskets.read(request)
    kept = _kept(basket)
    known = institutions.by_code(rcr for notice in kept.values() for rcr in notice.rcrs)
    once = dict.fromkeys(entry.record_id for entry in basket.entries if entry.record_id in kept)
    references = [citing.reference(kept[number], known, site=site_address(request)) for number in once]
    return _of_this_reader(download(EXPORTERS[name], references, stem=baskets.COOKIE))


def _changed(request: HttpRequest) -> HttpResponse:
    change = next((CHANGES[word] for word in CHANGES if word in request.POST), None)
    if change is None:
        return render(request, "errors/400.html", status=400)
    before = baskets.read(request)
    after, suffix = change(request, before)
    if JSON in request.headers.get("Accept", ""):
        response: HttpResponse = JsonResponse({"count": len(after.entries), "said": _said(before, after)})
    else:
        response = HttpResponse(status=303, headers={"Location": f"{reverse('public:basket')}{suffix}"})
    baskets.write(response, after)
    return response


def _add(request: HttpRequest, basket: Basket) -> tuple[Basket, str]:
    number = _number(request.POST["ajouter"])
    entry = baskets.entry_of(Entry(number, request.POST.get("ou", "")).token) if number else None
    if entry is None or notices.by_key(notices.key_of(number)) is None:
        raise Http404
    after = basket.adding(entry)
    return after, f"?ajoute={number}" if entry in after.entries else "?pleine"


def _remove(request: HttpRequest, basket: Basket) -> tuple[Basket, str]:
    entry = baskets.entry_of(request.POST["retirer"])
    return (basket.without(entry) if entry else basket), ""


def _empty(request: HttpRequest, basket: Basket) -> tuple[Basket, str]:
    return Basket(), ""


CHANGES: dict[str, Callable[[HttpRequest, Basket], tuple[Basket, str]]] = {"ajouter": _add, "retirer": _remove, "vider": _empty}


def _said(before: Basket, after: Basket) -> str:
    """What became of the change, for a page that stays where it is."""
    if after == before and before.is_full:
        return gettext("Your visit sheet is full: it holds %(most)s documents at most.") % {"most": baskets.MOST}
    count = len(after.entries)
    return ngettext("On your visit sheet: %(count)s document.", "On your visit sheet: %(count)s documents.", count) % {"count": count}


def _kept(basket: Basket) -> Kept:
    """What was put aside and is still in the catalogue, by number."""
    found = notices.by_keys(notices.key_of(entry.record_id) for entry in basket.entries)
    return {key.id: notice for key, notice in found.items()}


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 19 and int(text) <= baskets.LARGEST_ID else 0


def _of_this_reader(response: HttpResponse) -> HttpResponse:
    """Kept by nobody: the page is this reader's alone, and the next one may say something else."""
    response["Cache-Control"] = "private, no-store"
    patch_vary_headers(response, ["Cookie"])
    return response
