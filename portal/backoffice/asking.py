"""Before many institutions leave readers' sight at once: how many, what readers will still find, and a second click."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail.models import Page

from catalogue.models import Institution

SURE = "all_of_them"


def unless_sure(request: HttpRequest, pages: Iterable[Page]) -> HttpResponse | None:
    """The page that asks, where a form would unpublish several institutions and nobody has said yes to their number."""
    if request.method != "POST":
        return None
    below = bool(request.POST.get("include_descendants"))
    leaving = {pk for page in pages for pk in (page.get_descendants(inclusive=True).values_list("pk", flat=True) if below else [page.pk])}
    count = Institution.objects.live().filter(pk__in=leaving).count()
    if count < 2 or request.POST.get(SURE) == str(count):
        return None
    told = [(name, value) for name, values in request.POST.lists() if name not in (SURE, "csrfmiddlewaretoken") for value in values]
    return render(request, "backoffice/unpublish_many.html", {"leaving": count, "count_as_sent": str(count), "told": told, "sure": SURE})
