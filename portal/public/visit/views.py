"""The visit sheet: what a reader put aside, library by library; put in, taken out, printed, mailed, exported."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from catalogue.citations.exporters import EXPORTERS
from catalogue.selectors import arks, institutions, notices
from catalogue.selectors.notices import ShownNotice
from portal.letters import tokens
from portal.public import addresses
from portal.public.addresses import site_address
from portal.public.shared.origin import from_our_pages_only
from portal.public.visit import basket as baskets
from portal.public.visit import presenters as visit
from portal.public.visit.basket import Basket, Entry
from portal.shown import citing
from portal.shown.answers import download

Kept = dict[str, ShownNotice]
JSON = "application/json"


@from_our_pages_only
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest) -> HttpResponse:
    """The sheet; or, by POST, a change to it: ``ajouter`` (a notice, ``ou``: at which library), ``retirer`` (an entry), ``vider``,
    ``reprendre`` (a whole sheet). ``documents``: the sheet that an address lists, somebody else's or from another browser.
    """
    if request.method == "POST":
        return of_this_reader(_changed(request))
    shared, basket = _meant(request)
    kept = _kept(basket)
    known = institutions.by_code(rcr for notice in kept.values() for rcr in notice.rcrs)
    said = baskets.entry_of(request.GET.get("ajoute", ""))
    added = kept.get(said.ark) if said else None
    site = site_address(request)
    context = {
        "sheet": visit.sheet(basket, kept, known, site=site),
        "site": site,
        "today": timezone.localdate(),
        "shared": shared,
        "mailed": "envoyee" in request.GET,
        "token": tokens.fresh("sheet") if basket.entries else "",
        "taking": basket.text,
        "listed": urlencode({"documents": basket.text}),
        "share_url": f"{site}{reverse('public:basket')}?{urlencode({'documents': basket.text})}",
        "added": added,
        "added_url": addresses.notice(added) if added else "",
        "taken_out": _taken_out(request),
        "refused": basket.is_full and "pleine" in request.GET,
        "most": baskets.MOST,
        "days": baskets.DAYS,
        "exporters": EXPORTERS.values(),
    }
    return of_this_reader(render(request, "public/basket.html", context))


@require_safe
def cite(request: HttpRequest, name: str) -> HttpResponse:
    """Everything put aside, or what ``documents`` lists, as a file of references; 404 for an unknown format."""
    if name not in EXPORTERS:
        raise Http404
    _shared, basket = _meant(request)
    kept = _kept(basket)
    known = institutions.by_code(rcr for notice in kept.values() for rcr in notice.rcrs)
    once = {kept[entry.ark].key: kept[entry.ark] for entry in basket.entries if entry.ark in kept}
    references = [citing.reference(notice, known, site=site_address(request)) for notice in once.values()]
    return of_this_reader(download(EXPORTERS[name], references, stem=baskets.COOKIE))


def _changed(request: HttpRequest) -> HttpResponse:
    change = next((CHANGES[word] for word in CHANGES if word in request.POST), None)
    if change is None:
        return render(request, "errors/400.html", status=400)
    before = basket_of(request)
    after, suffix = change(request, before)
    if JSON in request.headers.get("Accept", ""):
        response: HttpResponse = JsonResponse({"count": len(after.entries), "said": _said(before, after)})
    else:
        response = HttpResponse(status=303, headers={"Location": f"{reverse('public:basket')}{suffix}"})
    baskets.write(response, after)
    return response


def _add(request: HttpRequest, basket: Basket) -> tuple[Basket, str]:
    asked = baskets.put_aside(request.POST["ajouter"], request.POST.get("ou", ""))
    (entry,) = _named(Basket((asked,))).entries if asked else (None,)
    if entry is None or notices.by_ark(entry.ark) is None:
        raise Http404
    after = basket.adding(entry)
    return after, f"?ajoute={Entry(entry.ark).token}" if entry in after.entries else "?pleine"


def _remove(request: HttpRequest, basket: Basket) -> tuple[Basket, str]:
    asked = baskets.entry_of(request.POST["retirer"])
    gone = _named(Basket((asked,))).entries if asked else ()
    return (basket.without(gone[0]), f"?retire={gone[0].token}") if gone else (basket, "")


def _take_over(request: HttpRequest, basket: Basket) -> tuple[Basket, str]:
    """A sheet that an address listed, put behind what is on this one; what no notice answers for is left out."""
    asked = _named(baskets.listed(request.POST["reprendre"]))
    kept = _kept(asked)
    for entry in asked.entries:
        basket = basket.adding(entry) if entry.ark in kept else basket
    return basket, "?pleine" if basket.is_full else ""


def _taken_out(request: HttpRequest) -> visit.TakenOut | None:
    """What was just taken out, so that it can be put back; one statement where something was."""
    entry = baskets.entry_of(request.GET.get("retire", ""))
    notice = notices.by_ark(entry.ark) if entry and entry.ark else None
    return visit.TakenOut(f"ark:/{entry.ark}", entry.library, notice.description.title) if entry and notice else None


def _empty(request: HttpRequest, basket: Basket) -> tuple[Basket, str]:
    return Basket(), ""


CHANGES: dict[str, Callable[[HttpRequest, Basket], tuple[Basket, str]]] = {
    "ajouter": _add, "retirer": _remove, "vider": _empty, "reprendre": _take_over,
}  # fmt: skip


def _said(before: Basket, after: Basket) -> str:
    """What became of the change, for a page that stays where it is."""
    if after == before and before.is_full:
        return gettext("Your visit sheet is full: it holds %(most)s documents at most.") % {"most": baskets.MOST}
    count = len(after.entries)
    return ngettext("On your visit sheet: %(count)s document.", "On your visit sheet: %(count)s documents.", count) % {"count": count}


def basket_of(request: HttpRequest) -> Basket:
    """The reader's basket, each entry by its ark."""
    return _named(baskets.read(request))


def _meant(request: HttpRequest) -> tuple[bool, Basket]:
    """Whether an address lists the sheet (somebody else's, or made in another browser), and the sheet: that one, else the reader's."""
    shared = request.GET.get("documents", "")
    return bool(shared), _named(baskets.listed(shared)) if shared else basket_of(request)


def laid_out(request: HttpRequest, basket: Basket) -> visit.Sheet:
    """The sheet of a basket as its page shows it."""
    kept = _kept(_named(basket))
    known = institutions.by_code(rcr for notice in kept.values() for rcr in notice.rcrs)
    return visit.sheet(_named(basket), kept, known, site=site_address(request))


def _named(basket: Basket) -> Basket:
    """A basket with the arks of what was put in by its number, before there were arks: two statements then, none otherwise."""
    return baskets.renamed(basket, arks.of_old_numbers({entry.number for entry in basket.entries if entry.number}))


def _kept(basket: Basket) -> Kept:
    """What was put aside and is still in the catalogue, by the ark in the basket; what another ark replaces, under the old one.

    One statement, two more where something is not under its own ark.
    """
    wanted = [entry.ark for entry in basket.entries if entry.ark]
    found = notices.by_arks(wanted)
    leads = arks.standing_for([ark for ark in wanted if ark not in found])
    instead = notices.by_arks(leads.values())
    return {**found, **{ark: instead[name] for ark, name in leads.items() if name in instead}}


def of_this_reader(response: HttpResponse) -> HttpResponse:
    """Kept by nobody: the page is this reader's alone, and the next one may say something else."""
    response["Cache-Control"] = "private, no-store"
    patch_vary_headers(response, ["Cookie"])
    return response
