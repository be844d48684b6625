"""What answers are made of: the structs given, described once for OpenAPI, and the addresses in them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

import msgspec
from django.http import HttpRequest
from ninja.renderers import BaseRenderer

from portal.public.addresses import site_address
from portal.publish.api.problems import MEDIA_TYPE, ProblemDetails

ROOT = "/api/v1"
REFERENCE = "#/components/schemas/{name}"
_given: list[type] = [ProblemDetails]
_SAID = {
    400: "A parameter that cannot be used",
    404: "Nothing of this name",
    410: "Withdrawn",
    429: "Too many requests",
    503: "Ask again later",
}


class Given(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A part of an answer: what is empty is left out."""


class Json(BaseRenderer):
    """Structs as JSON."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        """The bytes of an answer."""
        return msgspec.json.encode(data)


def gives(kind: type, *, refusals: tuple[int, ...] = (400, 404), **extra: Any) -> dict[str, Any]:
    """How OpenAPI describes an operation that gives ``kind`` or refuses with a problem; ``extra``: more of its description."""
    if kind not in _given:
        _given.append(kind)
    problem = {"content": {MEDIA_TYPE: {"schema": {"$ref": REFERENCE.format(name=ProblemDetails.__name__)}}}}
    answers: dict[Any, Any] = {200: {"content": {"application/json": {"schema": {"$ref": REFERENCE.format(name=kind.__name__)}}}}}
    answers |= {status: {"description": _SAID[status], **problem} for status in sorted({*refusals, 429, 503})}
    return {"responses": answers, **extra}


def schemas() -> dict[str, Any]:
    """The JSON Schema of all that is given, by name."""
    _references, components = msgspec.json.schema_components(_given, ref_template=REFERENCE)
    return components


def address(request: HttpRequest, path: str, *, pairs: Iterable[tuple[str, object]] = (), **parameters: object) -> str:
    """The whole address of a path of the API, with those of the parameters that say something, or with ``pairs``."""
    said = [*pairs, *parameters.items()]
    query = urlencode([(name, str(value)) for name, value in said if value not in (None, "")])
    return f"{site_address(request)}{ROOT}{path}{'?' if query else ''}{query}"
