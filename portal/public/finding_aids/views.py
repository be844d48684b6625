"""A component of a finding aid, or the whole of one."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from catalogue.selectors import finding_aids as selectors
from catalogue.selectors import institutions
from catalogue.selectors.finding_aids import LARGEST_PLACE, ShownComponent
from catalogue.selectors.institutions import KnownInstitution
from portal.hygiene import whole
from portal.public import addresses
from portal.public.finding_aids import presenters
from portal.public.shared.opening import now_in_words
from portal.shown import units
from portal.shown.citing import as_data
from portal.shown.linked import components as linked
from portal.shown.links import host, web_address

AFTER, BEFORE = "apres", "avant"


def component(request: HttpRequest, found: ShownComponent) -> HttpResponse:
    """What a component says, its way down, what lies in it, where to consult it.

    Three statements and one more where its texts point to other components, whatever the finding aid holds.
    """
    around = selectors.around(found)
    after, before = (_place(request, name) for name in (AFTER, BEFORE))
    page = presenters.listed(selectors.children(found, after=after, before=before))
    code = found.aid.institution
    keeper = institutions.by_code([code]).get(code)
    unit = found.unit
    targets = selectors.targets(found.aid, units.targets_of(unit))
    context = {
        "component": found,
        "address": addresses.of_ark(found.line.ark),
        "ead_url": addresses.ead(found.line.ark),
        "within": (around.path[0] if around.path else found.line).ark.partition("/")[2],
        "title": presenters.row(found.line, here=True),
        "level": units.level_name(found.line.level),
        "way": presenters.way_down(found, around),
        "crumbs": presenters.crumbs(around),
        "before": presenters.row(around.before[-1]) if around.before else None,
        "after": presenters.row(around.after[0]) if around.after else None,
        "facts": units.facts(unit),
        "authorities": units.authorities(unit),
        "passages": units.passages(presenters.own_notes(unit), targets),
        "rules": units.passages(presenters.rules(unit, around), targets),
        "terms": units.terms(unit),
        "objects": units.objects(unit.digital),
        "children": page,
        "paged": after is not None or before is not None,
        "json_ld": as_data(linked.said(found, keeper, around, site=addresses.site_address(request))),
        **_consulting(keeper),
    }
    return render(request, "public/component.html", context)


def _place(request: HttpRequest, name: str) -> int | None:
    """The place that an address says the list goes on from; None where it says none that there could be."""
    said = whole(request.GET.get(name, ""), digits=10)
    return said if said is not None and said <= LARGEST_PLACE else None


def _consulting(keeper: KnownInstitution | None) -> dict[str, Any]:
    if keeper is None:
        return {"keeper": None}
    website = web_address(keeper.website)
    today = now_in_words(keeper.weekly_hours, timezone.localtime(), keeper.periods)
    return {"keeper": keeper, "keeper_url": addresses.institution(keeper), "today": today, "website": website, "host": host(website)}
