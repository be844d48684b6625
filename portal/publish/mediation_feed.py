"""The Atom feed of exhibitions and of paths, the last published first."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from portal.pages.mediation import Exhibition, LearningPath
from portal.pages.selectors import Shown, published
from portal.public import addresses
from portal.publish.atom import Entry
from portal.publish.feeds import answer, feed

SIZE = 50


@require_safe
def mediation_feed(request: HttpRequest) -> HttpResponse:
    """Six statements, whatever there is."""
    made = feed(request, gettext("Exhibitions and learning paths"), reverse("public:exhibitions"))
    found = [*published(Exhibition, most=SIZE), *published(LearningPath, most=SIZE)]
    found.sort(key=lambda one: one.page.first_published_at, reverse=True)
    for one in found[:SIZE]:
        made.keep(entry(one, addresses.site_address(request)))
    return answer(made)


def entry(one: Shown, site: str) -> Entry:
    """One page in a feed."""
    page = one.page
    keeper = one.keeper.placed if one.keeper else ""
    return Entry(
        title=page.title,
        link=f"{site}{addresses.of_ark(one.ark)}",
        identity=f"{site}{addresses.permanent(one.ark)}",
        summary=page.summary,
        keepers=[page.authors, keeper],
        received=page.first_published_at,
        changed=page.last_published_at,
        language="fr",
    )
