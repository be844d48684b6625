"""``/reconcile/…``: the manifest, batches of queries, entities suggested while one types, columns brought into a table."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext

from catalogue.core.isil import code_of, normalise_isil
from catalogue.search.engine import SearchUnavailable
from portal.public import addresses
from portal.public.addresses import of_any_code, site_address
from portal.publish.api.guard import paced
from portal.publish.api.problems import Problem, ark_named, search_is_down
from portal.publish.reconcile.sorts import SORTS, Candidate, Sort
from portal.shown.filters import BY_PARAMETER, FILTERS

MOST_QUERIES, MOST_IDS, MOST_CANDIDATES, USUAL = 20, 200, 25, 5
LONGEST = 300
PREVIEW_WIDTH, PREVIEW_HEIGHT = 400, 300  # pixels


def _of_a_sort(view: Callable[[HttpRequest, Sort], HttpResponse]) -> Callable[..., HttpResponse]:
    """A view of one sort of things, at the pace of a visitor, from any site; 404 for a sort that there is not."""

    @paced
    @wraps(view)
    def answered(request: HttpRequest, sort: str) -> HttpResponse:
        if sort not in SORTS:
            raise Problem(404, gettext("One of these is expected: %(words)s.") % {"words": ", ".join(SORTS)})
        try:
            return view(request, SORTS[sort])
        except SearchUnavailable as error:
            raise search_is_down() from error

    return answered


@_of_a_sort
def service(request: HttpRequest, sort: Sort) -> HttpResponse:
    """The manifest of a sort; its answer to a batch of queries (``queries``), or the columns that are asked for (``extend``)."""
    asked = request.POST if request.method == "POST" else request.GET
    if "queries" in asked:
        return JsonResponse(_answers(sort, _read(asked["queries"], dict)))
    if "extend" in asked:
        return JsonResponse(_extended(sort, _read(asked["extend"], dict)))
    return JsonResponse(_manifest(request, sort))


@_of_a_sort
def suggest(request: HttpRequest, sort: Sort) -> HttpResponse:
    """What a text may be the beginning of."""
    found = sort.find(request.GET.get("prefix", "")[:LONGEST])[:MOST_CANDIDATES]
    return JsonResponse({"result": [{"id": one.id, "name": one.name, "description": one.description} for one in found]})


@_of_a_sort
def properties(request: HttpRequest, sort: Sort) -> HttpResponse:
    """The columns that may be brought into a table."""
    told = {"properties": [{"id": name, "name": name} for name in sort.columns], "type": sort.name}
    return JsonResponse(told)


@_of_a_sort
def columns_called(request: HttpRequest, sort: Sort) -> HttpResponse:
    """The columns whose name holds what was typed."""
    typed = request.GET.get("prefix", "")[:LONGEST].lower()
    return JsonResponse({"result": [{"id": name, "name": name} for name in sort.columns if typed in name]})


@_of_a_sort
def types(request: HttpRequest, sort: Sort) -> HttpResponse:
    """The one type of a sort, whatever was typed."""
    return JsonResponse({"result": [_type(sort)]})


@_of_a_sort
def preview(request: HttpRequest, sort: Sort) -> HttpResponse:
    """303 to the block of a thing, which any site may frame; 404 for what is written as no identifier of the sort."""
    id_ = request.GET.get("id", "")
    if id_.startswith(addresses.LABEL):
        return _led_to(addresses.embedded(ark_named(id_)))
    code = code_of(normalise_isil(id_)) if sort.shown == FILTERS["institution"].parameter else id_
    if not sort.shown or not FILTERS[BY_PARAMETER[sort.shown]].shape.fullmatch(code):
        raise Problem(404, gettext("This is no identifier of this service."))
    return _led_to(f"{reverse('public:embedded_results')}?{urlencode({sort.shown: code})}")


def _led_to(path: str) -> HttpResponse:
    return HttpResponse(status=303, headers={"Location": path})


def _manifest(request: HttpRequest, sort: Sort) -> dict[str, Any]:
    site = site_address(request)
    here = f"{site}{reverse('reconcile', args=[sort.name])}"
    return {
        "versions": ["0.2"],
        "name": f"{settings.WAGTAIL_SITE_NAME} – {sort.label}",
        "identifierSpace": f"{site}/",
        "schemaSpace": f"{site}/",
        "documentation": f"{site}{reverse('public:api')}",
        "defaultTypes": [_type(sort)],
        "view": {"url": site + (sort.page or of_any_code("{{id}}"))},
        "suggest": {
            "entity": {"service_url": here, "service_path": "/suggest"},
            "property": {"service_url": here, "service_path": "/suggest/property"},
            "type": {"service_url": here, "service_path": "/suggest/type"},
        },
        "preview": {"url": f"{here}/preview?id={{{{id}}}}", "width": PREVIEW_WIDTH, "height": PREVIEW_HEIGHT},
        "extend": {"propose_properties": {"service_url": here, "service_path": "/properties"}, "property_settings": []},
    }


def _type(sort: Sort) -> dict[str, str]:
    return {"id": sort.name, "name": sort.label}


def _read(text: str, kind: type) -> Any:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Problem(400, gettext("This is no JSON.")) from error
    if not isinstance(found, kind):
        raise Problem(400, gettext("This is not what the reconciliation API asks for."))
    return found


def _answers(sort: Sort, queries: Mapping[str, Any]) -> dict[str, Any]:
    if len(queries) > MOST_QUERIES:
        raise Problem(400, gettext("More than %(most)s queries in a batch.") % {"most": MOST_QUERIES})
    return {key: {"result": [_result(one, sort) for one in _found(sort, query)]} for key, query in queries.items()}


def _found(sort: Sort, query: Any) -> Iterable[Candidate]:
    if not isinstance(query, dict):
        raise Problem(400, gettext("This is not what the reconciliation API asks for."))
    most = query.get("limit", USUAL)
    most = min(most, MOST_CANDIDATES) if isinstance(most, int) and most > 0 else USUAL
    return sort.find(str(query.get("query", "")).replace("\0", " ")[:LONGEST])[:most]


def _result(one: Candidate, sort: Sort) -> dict[str, Any]:
    return {
        "id": one.id, "name": one.name, "description": one.description, "score": one.score, "match": one.certain, "type": [_type(sort)],
    }  # fmt: skip


def _extended(sort: Sort, asked: Mapping[str, Any]) -> dict[str, Any]:
    """Each column of each thing; a column that there is not is empty."""
    ids, wanted = asked.get("ids"), asked.get("properties")
    if not isinstance(ids, list) or not isinstance(wanted, list) or len(ids) > MOST_IDS:
        raise Problem(400, gettext("This is not what the reconciliation API asks for."))
    named = [str(each.get("id", "")) if isinstance(each, dict) else str(each) for each in wanted]
    known = sort.by_ids([str(each) for each in ids if "\0" not in str(each)])
    rows = {str(each): {name: _cells(sort, name, known.get(str(each))) for name in named} for each in ids}
    return {"meta": [{"id": name, "name": name} for name in named], "rows": rows}


def _cells(sort: Sort, name: str, thing: Any) -> list[dict[str, Any]]:
    if thing is None or name not in sort.columns:
        return []
    value = sort.columns[name](thing)
    values = value if isinstance(value, list) else [value]
    return [_cell(each) for each in values if each not in (None, "")]


def _cell(value: Any) -> dict[str, Any]:
    if isinstance(value, float):
        return {"float": value}
    return {"int": value} if isinstance(value, int) else {"str": str(value)}
