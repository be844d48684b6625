"""``/changements``: the stream of changes of IIIF Change Discovery 1.0, for those who keep a copy or an index of what the portal describes.

Replayed from its first page it gives the present state: each thing stands in it once, at its last change, oldest first. What was merged
is moved to what it is found under since.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from catalogue.core.keys import LARGEST_ID, Kind
from catalogue.selectors import changed, disseminated
from catalogue.selectors.changed import Change, Place
from portal.public import addresses
from portal.public.addresses import site_address
from portal.shown.answers import open_json

CONTEXT = "http://iiif.io/api/discovery/1/context.json"
TYPE = "application/json"
_json = partial(open_json, media_type=TYPE)
_PLACE = re.compile(r"([1-9][0-9]{0,16})-([1-9][0-9]?)-([1-9][0-9]{0,17})", re.ASCII)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_BEGINNING = Place(_EPOCH, 0, 0)
_FIRST = "0"
_TYPES = {Kind.NOTICE: "Document", Kind.FONDS: "Collection", Kind.COMPONENT: "Document"}


@require_safe
def collection(request: HttpRequest) -> JsonResponse:
    """The collection: how many things are told of, its first page and its last one; three statements."""
    site, horizon = site_address(request), disseminated.horizon()
    end = changed.last(horizon=horizon)
    return _json(
        {
            "@context": CONTEXT,
            "id": _collection(site),
            "type": "OrderedCollection",
            "totalItems": changed.total(horizon=horizon),
            "first": _link(site, _BEGINNING),
            "last": _link(site, end or _BEGINNING),
        }
    )


@require_safe
def page(request: HttpRequest, place: str) -> JsonResponse:
    """The changes after a place; three statements. 404 for what no page was ever called."""
    after = _read(place)
    site = site_address(request)
    found = changed.page(after, horizon=disseminated.horizon())
    told: dict[str, Any] = {
        "@context": CONTEXT,
        **_link(site, after),
        "partOf": {"id": _collection(site), "type": "OrderedCollection"},
        "orderedItems": [_activity(each, site) for each in found.changes],
    }
    if not found.is_first:
        told["prev"] = _link(site, found.before or _BEGINNING)
    if found.next:
        told["next"] = _link(site, found.next)
    return _json(told)


def _activity(change: Change, site: str) -> dict[str, Any]:
    kind = Kind(change.place.kind)
    thing: dict[str, Any] = {"id": f"{site}{addresses.permanent(change.ark)}", "type": _TYPES[kind]}
    told: dict[str, Any] = {"type": _sort(change), "object": thing, "endTime": _stamp(change.place.changed)}
    if change.successor:
        told["target"] = {"id": f"{site}{addresses.permanent(change.successor)}", "type": _TYPES[kind]}
    elif change.shown:
        thing["seeAlso"] = [_also(change.ark, kind, site)]
    return told


def _sort(change: Change) -> str:
    if change.shown:
        return "Create" if change.new else "Update"
    return "Move" if change.successor else "Delete"


def _also(ark: str, kind: Kind, site: str) -> dict[str, str]:
    """Where a machine reads what is described."""
    if kind is Kind.NOTICE:
        return {"id": f"{site}{addresses.in_form(ark, 'jsonld')}", "type": "Dataset", "format": "application/ld+json"}
    return {"id": f"{site}{addresses.ead(ark)}", "type": "Dataset", "format": "application/xml"}


def _collection(site: str) -> str:
    return f"{site}{reverse('changes')}"


def _link(site: str, place: Place) -> dict[str, str]:
    return {"id": f"{site}{reverse('changes_page', args=[_written(place)])}", "type": "OrderedCollectionPage"}


def _written(place: Place) -> str:
    return _FIRST if place == _BEGINNING else f"{(place.changed - _EPOCH) // timedelta(microseconds=1)}-{place.kind}-{place.number}"


def _read(text: str) -> Place:
    if text == _FIRST:
        return _BEGINNING
    match = _PLACE.fullmatch(text)
    if match is None:
        raise Http404
    moment, kind, number = map(int, match.groups())
    if kind not in _TYPES or number > LARGEST_ID:
        raise Http404
    return Place(_EPOCH + timedelta(microseconds=moment), kind, number)


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
