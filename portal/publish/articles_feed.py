"""The Atom feed of articles, of one sort or one institution where its address says so, the last published first."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from portal.pages.articles import listed
from portal.public import addresses
from portal.publish.feeds import answer, feed
from portal.publish.mediation_feed import SIZE, entry
from portal.shown.mediation.asked import asked


@require_safe
def articles_feed(request: HttpRequest) -> HttpResponse:
    """Four statements, whatever there is."""
    wanted = asked(request)
    made = feed(request, gettext("Articles"), wanted.address())
    for one in listed(sort=wanted.sort, institution=wanted.institution, most=SIZE):
        made.keep(entry(one, addresses.site_address(request)))
    return answer(made)
