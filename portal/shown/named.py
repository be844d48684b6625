"""What an ark leads to where it has no page to show: the one that stands for it now, what it was, or a sentence that says why."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render

from catalogue.core.ark import NotAnArk, parse
from catalogue.core.keys import Kind
from catalogue.models import Ark
from catalogue.selectors import arks, finding_aids, notices
from portal.public import addresses
from portal.shown.answers import GONE

NOT_FOUND = 404
_View = Callable[..., HttpResponseBase]


def of_target(by_ark: Callable[[str], Any]) -> Callable[[_View], _View]:
    """A view that is given what ``by_ark`` finds under the ark of its address; where that is nothing, the answer says what became of it."""

    def decorated(view: _View) -> _View:
        @wraps(view)
        def answered(request: HttpRequest, *, ark: str, **rest: Any) -> HttpResponseBase:
            try:
                name = parse(ark).name
            except NotAnArk:
                return mistyped(request, ark)
            if name != ark:
                return HttpResponsePermanentRedirect(addresses.instead(request, name))
            found = by_ark(name)
            return elsewhere(request, name) if found is None else view(request, found, **rest)

        return answered

    return decorated


def of_a_notice(view: _View) -> _View:
    """The same for the notice that the ark names."""
    return of_target(notices.by_ark)(view)


def mistyped(request: HttpRequest, typed: str) -> HttpResponse:
    """404: no ark is written so; its check character shows that a sign of it is another or missing."""
    return render(request, "public/ark_mistyped.html", {"typed": typed[:80]}, status=NOT_FOUND)


def elsewhere(request: HttpRequest, name: str) -> HttpResponse:
    """The answer for an ark whose target is not shown: 301 to the one that stands for it, 410 and what it was, 404 for the others."""
    return of(request, arks.standing(name), name)


def led_to(request: HttpRequest, name: str) -> HttpResponse:
    """301 to the same address under the ark that stands for this one. Asked for again each time: a person may take back what was put
    together, and a browser that kept both ways would go round in a circle.
    """
    answer = HttpResponsePermanentRedirect(addresses.instead(request, name))
    answer["Cache-Control"] = "public, max-age=0, must-revalidate"
    return answer


def of(request: HttpRequest, found: Ark | None, name: str) -> HttpResponse:
    """The same where the ark that stands for ``name`` is read already; None: no such ark was minted."""
    if found is None:
        return render(request, "public/ark_unknown.html", {"name": addresses.identifier_of(name)}, status=NOT_FOUND)
    if found.name != name:
        return led_to(request, found.name)
    gone = found.state == Ark.State.TOMBSTONE
    context: dict[str, Any] = {"name": addresses.identifier_of(name), "ark": found, "said": found.said or {}}
    if gone and found.kind == Kind.COMPONENT:
        whole, title = finding_aids.finding_aid_of(found)
        context |= {"component": True, "finding_aid": title, "finding_aid_url": addresses.of_ark(whole) if whole else ""}
    return render(request, "public/ark_gone.html" if gone else "public/ark_away.html", context, status=GONE if gone else NOT_FOUND)
