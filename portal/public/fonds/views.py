"""Fonds as readers see them: the list, and the page of each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from csp.constants import SELF
from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalogue.core.fonds import FONDS_TERMS, FondsDescription
from catalogue.core.isil import normalise_isil
from catalogue.formats.digital import manifest_of
from catalogue.geography.departments import department, departments_of
from catalogue.models import Fonds
from catalogue.selectors import deposits, institutions, local_interest
from catalogue.selectors import fonds as selectors
from catalogue.selectors.fonds import ShownFonds
from catalogue.selectors.fonds_description import described
from catalogue.selectors.fonds_directory import Choice, Group, directory, place_in
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
MOST_KEEPERS = 20


@require_safe
def fonds_list(request: HttpRequest) -> HttpResponse:
    """Every published fonds by institution, those that hold some words, of some institutions (``?etablissement=``), a department, a
    category, a state; a page after ``?apres=`` (a place of the list); three statements, a call of the engine where there are words.
    """
    typed = " ".join(request.GET.get("q", "").replace("\0", " ").split())[:LONGEST_TYPED]
    area = department(request.GET.get("departement", "").upper())
    choice = Choice(
        words=typed,
        keepers=tuple(filter(None, map(normalise_isil, request.GET.getlist("etablissement")[:MOST_KEEPERS]))),
        department=area.code if area else "",
        category=_chosen(request, "categorie", "category"),
        state=_chosen(request, "etat", "census_state"),
        after=place_in(request.GET.get("apres", "")),
    )
    found = directory(choice)
    context = {
        "choice": choice,
        "area": area,
        "narrowed": choice != Choice(after=choice.after),
        "found": found,
        "groups": [_group(group) for group in found.groups],
        "departments": [(one, found.departments.get(one.code, 0)) for one in departments_of(settings.REGION_CODE)],
        "categories": _terms("category", found.categories),
        "states": _terms("census_state", found.states),
    }
    return render(request, "public/fonds_list.html", context)


def _chosen(request: HttpRequest, parameter: str, vocabulary: str) -> str:
    value = request.GET.get(parameter, "")
    return value if value in FONDS_TERMS[vocabulary] else ""


def _terms(vocabulary: str, counts: Mapping[str, int]) -> list[tuple[str, str, int]]:
    """(code, term, how many fonds it leaves) of every term of a closed list."""
    return [(code, term(vocabulary, code), counts.get(code, 0)) for code in FONDS_TERMS[vocabulary]]


def _group(group: Group) -> dict[str, Any]:
    """The fonds of an institution: those that go on from the page before apart."""
    keeper, nodes = group.keeper, presenters.nodes(group.fonds)
    return {
        "name": keeper.placed if keeper else group.isil,
        "url": addresses.institution(keeper) if keeper else "",
        "repeated": nodes[: group.repeated],
        "nodes": nodes[group.repeated :],
    }


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
