"""The page that describes the API to who will write for it: made from its OpenAPI document, without a script."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from portal.publish.api import service
from portal.publish.api.giving import ROOT

# What may be followed to see an answer, by the path of an operation.
EXAMPLES = {
    f"{ROOT}/search": "?q=lyon&facettes=type,siecle",
    f"{ROOT}/notices": "?limit=2",
    f"{ROOT}/fonds": "?limit=2",
    f"{ROOT}/institutions": "?q=lyon",
    f"{ROOT}/persons": "?q=jean+de+tournes",
    f"{ROOT}/owners": "?q=coste",
    f"{ROOT}/places": "?q=lyon",
}


class Parameter(NamedTuple):
    """A parameter of an operation, and what it is for."""

    name: str
    told: str
    values: str


class Operation(NamedTuple):
    """An address of the API; ``example`` may be followed, "" where one would have to know an ark."""

    path: str
    summary: str
    parameters: list[Parameter]
    example: str


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The page; nothing is asked of the database."""
    context = {"operations": list(_operations()), "root": ROOT, "most": settings.API_REQUESTS_PER_MINUTE}
    return render(request, "public/pages/api.html", context)


@lru_cache(maxsize=1)
def _described() -> Any:
    return service.SERVICE.get_openapi_schema()


def _operations() -> Iterator[Operation]:
    for path, methods in _described()["paths"].items():
        told = methods["get"]
        example = f"{path}{EXAMPLES[path]}" if path in EXAMPLES else ""
        summary: str = told["summary"]
        yield Operation(path, gettext(summary), [_parameter(each) for each in told["parameters"]], example)


def _parameter(each: dict[str, Any]) -> Parameter:
    told = each.get("description", "")
    values = each["schema"].get("enum", ())
    return Parameter(each["name"], gettext(told) if told else "", ", ".join(values))
