"""Fonds: those that were published, one by one and in a list."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext, gettext_noop
from msgspec.structs import asdict
from ninja import Query, Router

from catalogue.core.fonds import FONDS_TERMS, FondsDescription
from catalogue.core.isil import normalise_isil
from catalogue.core.keys import Kind
from catalogue.selectors import fonds, fonds_searched
from catalogue.selectors.fonds import ShownFonds, Wanted
from portal.public import addresses
from portal.public.addresses import site_address
from portal.publish.api.giving import Given, address, gives
from portal.publish.api.names import instead
from portal.publish.api.problems import ark_named, its_own_parameters, refused

USUAL, MOST = 20, 100
_PATH = re.compile(r"[0-9A-Z]{4,255}")
router = Router(tags=["fonds"])


class Fonds(Given, frozen=True, kw_only=True):
    """A published fonds. ``keeper``: the ISIL of the institution that keeps it."""

    ark: str
    page: str
    keeper: str
    description: FondsDescription


class InTree(Given, frozen=True, kw_only=True):
    """A fonds in the tree that another belongs to; ``depth`` 0 stands under no other."""

    ark: str
    title: str
    level: str
    depth: int


class FondsWithTree(Fonds, frozen=True, kw_only=True):
    """A published fonds with the whole tree that it belongs to, in its order."""

    tree: tuple[InTree, ...]


class SomeFonds(Given, frozen=True, kw_only=True):
    """Some fonds in the order of their tree, and the address of those that follow, "" at the end."""

    fonds: tuple[Fonds, ...]
    next: str = ""


@router.get("/fonds", summary=gettext_noop("Fonds, in the order of their tree"), openapi_extra=gives(SomeFonds))
@its_own_parameters
def listed(
    request: HttpRequest,
    *,
    q: str = Query("", max_length=500, description=gettext_noop("Words of the title, of the contents, of names.")),
    institution: str = Query("", max_length=20, description=gettext_noop("RCR or ISIL of the institution.")),
    category: str = Query("", max_length=30, description=gettext_noop("Category of the national plan.")),
    state: str = Query("", max_length=30, description=gettext_noop("State of the census.")),
    after: str = Query("", max_length=255, description=gettext_noop("Where to go on: as the address in “next” says it.")),
    limit: int = Query(USUAL, ge=1, le=MOST, description=gettext_noop("How many, 100 at most.")),
) -> SomeFonds:
    """Two statements at most."""
    for name, value, known in (("category", category, FONDS_TERMS["category"]), ("state", state, FONDS_TERMS["census_state"])):
        if value and value not in known:
            raise refused(name, gettext("One of these is expected: %(words)s.") % {"words": ", ".join(known)})
    if after and not _PATH.fullmatch(after):
        raise refused("after", gettext("This is no place in the list."))
    keeper = normalise_isil(institution)
    if institution and not keeper:
        raise refused("institution", gettext("This is neither an RCR nor an ISIL."))
    wanted = Wanted(words=q, category=category, state=state, keepers=(keeper,) if keeper else None, after=after)
    found = fonds_searched.found(wanted, most=limit + 1)
    asked = [("q", q), ("institution", institution), ("category", category), ("state", state), ("limit", limit)]
    following = address(request, "/fonds", pairs=[*asked, ("after", found[limit - 1].path)]) if len(found) > limit else ""
    return SomeFonds(fonds=tuple(_told(one, site_address(request)) for one in found[:limit]), next=following)


@router.get("/fonds/{path:ark}", summary=gettext_noop("A fonds by its ark"), openapi_extra=gives(FondsWithTree, refusals=(404, 410)))
def one(request: HttpRequest, ark: str) -> FondsWithTree | HttpResponse:
    """Two statements; never a draft."""
    name = ark_named(ark)
    found = fonds.by_ark(name)
    if found is None:
        return instead(request, name, kind=Kind.FONDS)
    tree = tuple(
        InTree(ark=addresses.identifier_of(each.ark), title=each.title, level=each.description.level, depth=each.depth)
        for each in fonds.tree_of(found)
    )
    return FondsWithTree(**asdict(_told(found, site_address(request))), tree=tree)


def _told(found: ShownFonds, site: str) -> Fonds:
    page = f"{site}{addresses.permanent(found.ark)}"
    return Fonds(ark=addresses.identifier_of(found.ark), page=page, keeper=found.keeper, description=found.description)
