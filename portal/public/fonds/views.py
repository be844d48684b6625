"""Fonds as readers see them: the list, and the page of each."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from csp.constants import SELF
from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalogue.core.fonds import FONDS_TERMS, FondsDescription
from catalogue.formats.digital import manifest_of
from catalogue.geography.departments import department, departments_of
from catalogue.models import Fonds
from catalogue.selectors import deposits, fonds_searched, institutions, local_interest
from catalogue.selectors import fonds as selectors
from catalogue.selectors.fonds import ShownFonds, Wanted
from catalogue.selectors.fonds_description import described
from catalogue.selectors.institutions import KnownInstitution
from portal.public import addresses
from portal.public.fonds import presenters
from portal.public.shared.opening import now_in_words
from portal.shown import gallica
from portal.shown.citing import as_data
from portal.shown.deposits import albums
from portal.shown.fonds import term
from portal.shown.linked import fonds as linked

LONGEST_TYPED = 80
OF_GALLICA = 6


@require_safe
def fonds_list(request: HttpRequest) -> HttpResponse:
    """Every published fonds by institution, those that hold some words, of a department, a category, a state; three statements at most."""
    typed = " ".join(request.GET.get("q", "").replace("\0", " ").split())[:LONGEST_TYPED]
    area = department(request.GET.get("departement", "").upper())
    category = _chosen(request, "categorie", "category")
    state = _chosen(request, "etat", "census_state")
    found = fonds_searched.found(Wanted(words=typed, category=category, state=state))
    known = {one.isil: one for one in institutions.by_code(one.keeper for one in found).values()}
    if area:
        found = [one for one in found if one.keeper in known and known[one.keeper].department == area.code]
    context = {
        "words": typed,
        "area": area,
        "category": category,
        "state": state,
        "narrowed": bool(typed or area or category or state),
        "groups": _groups(found, known),
        "count": len(found),
        "cut": len(found) >= selectors.MOST,
        "departments": departments_of(settings.REGION_CODE),
        "categories": _terms("category"),
        "states": _terms("census_state"),
    }
    return render(request, "public/fonds_list.html", context)


def _chosen(request: HttpRequest, parameter: str, vocabulary: str) -> str:
    value = request.GET.get(parameter, "")
    return value if value in FONDS_TERMS[vocabulary] else ""


def _terms(vocabulary: str) -> list[tuple[str, str]]:
    return [(code, term(vocabulary, code)) for code in FONDS_TERMS[vocabulary]]


def _groups(found: list[ShownFonds], known: dict[str, KnownInstitution]) -> list[dict[str, Any]]:
    """By institution, these by their names."""
    groups = []
    for isil, fonds in groupby(found, key=lambda one: one.keeper):
        keeper = known.get(isil)
        name = keeper.placed if keeper else isil
        groups.append({"name": name, "url": addresses.institution(keeper) if keeper else "", "nodes": presenters.nodes(fonds)})
    return sorted(groups, key=lambda group: str(group["name"]))


def fonds(request: HttpRequest, found: ShownFonds) -> HttpResponse:
    """What it is, how much there is, how far its description has come, how to see it, pictures of it, of Gallica: five statements."""
    return _page_of(request, found.description, found, selectors.tree_of(found), institutions.one(found.keeper))


def preview(request: HttpRequest, found: Fonds) -> HttpResponse:
    """The page of a fonds as its librarian is writing it, in a frame of the back office; nothing of it is stored."""
    description = described(found)
    shown = ShownFonds(found.pk or 0, description.keeper.isil, found.path or "", "", description)

    def page(asked: HttpRequest) -> HttpResponse:
        return _page_of(asked, description, shown, [shown], institutions.one(description.keeper.isil))

    framed: Any = csp_replace({"frame-ancestors": [SELF]})(page)
    answer: HttpResponse = framed(request)
    return answer


def _collection(shown: ShownFonds, below: list[ShownFonds], *, deposited: bool) -> str:
    """The address of its digital copies for viewers; "" where it has none that they open."""
    opened = deposited or any(manifest_of(copy) for one in (shown, *below) for copy in one.description.digital_copies)
    return addresses.collection(shown.ark) if opened and shown.ark else ""


def _page_of(
    request: HttpRequest, description: FondsDescription, shown: ShownFonds, tree: list[ShownFonds], keeper: KnownInstitution | None
) -> HttpResponse:
    nodes = presenters.nodes(tree, here=shown.pk)
    above = [node for one, node in zip(tree, nodes, strict=True) if shown.path.startswith(one.path) and one.pk != shown.pk]
    below = [one for one in tree if one.path.startswith(shown.path) and one.pk != shown.pk]
    site = addresses.site_address(request)
    address = f"{site}{addresses.permanent(description.ark)}" if description.ark else ""
    pictures = albums(deposits.of_arks([description.ark]))
    arks = [ark for one in (shown, *below) if (ark := one.ark)]
    context = {
        "fonds": description,
        "keeper": keeper,
        "keeper_url": addresses.institution(keeper) if keeper else "",
        "level": term("fonds_level", description.level),
        "facts": presenters.facts(description),
        "bars": presenters.bars(description),
        "shelves": presenters.shelves(description),
        "steps": presenters.steps(description.census),
        "census": presenters.census_facts(description.census),
        "texts": presenters.texts(description),
        "finding_aids": presenters.finding_aids(description),
        "categories": [term("category", code) for code in description.categories],
        "albums": pictures,
        "gallica": [gallica.kept_line(one) for one in local_interest.kept_of_fonds(arks, most=OF_GALLICA)] if arks else (),
        "tree": nodes if len(nodes) > 1 else (),
        "above": above,
        "today": now_in_words(keeper.weekly_hours, timezone.localtime(), keeper.periods) if keeper else "",
        "address": address,
        "path": addresses.of_ark(description.ark) if description.ark else "",
        "collection_url": _collection(shown, below, deposited=bool(pictures)),
        "ead_url": addresses.ead(description.ark) if description.ark else "",
        "json_ld": as_data(linked.said(shown, below, keeper, site=site)),
        **presenters.links(description),
    }
    return render(request, "public/fonds.html", context)
