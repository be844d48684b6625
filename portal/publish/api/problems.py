"""What goes wrong, said to programs (RFC 9457, application/problem+json)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus

import msgspec
from django.http import HttpResponse
from django.utils.translation import gettext

from catalogue.core.ark import NotAnArk, parse
from portal.shown.answers import RETRY_AFTER

MEDIA_TYPE = "application/problem+json"


class Wrong(msgspec.Struct, frozen=True, omit_defaults=True):
    """One parameter that cannot be used, and why."""

    name: str
    detail: str


class ProblemDetails(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A problem: ``status`` is HTTP's, ``title`` its name, ``detail`` a sentence for the person who wrote the program."""

    status: int
    title: str
    detail: str
    errors: Sequence[Wrong] = ()


class Problem(Exception):
    """Raised by whoever cannot answer; answered as :class:`ProblemDetails`."""

    def __init__(self, status: int, detail: str, *, errors: Sequence[Wrong] = (), headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status, self.detail, self.errors, self.headers = status, detail, errors, dict(headers or {})


def refused(name: str, sentence: str) -> Problem:
    """400: the parameter ``name`` cannot be used, for the reason that the sentence says."""
    return Problem(400, sentence, errors=[Wrong(name, sentence)])


def search_is_down() -> Problem:
    """503, and when to ask again."""
    return Problem(503, gettext("Search does not answer for the moment"), headers={"Retry-After": RETRY_AFTER})


def answer(problem: Problem) -> HttpResponse:
    """The answer to a request that met a problem."""
    said = ProblemDetails(
        status=problem.status, title=HTTPStatus(problem.status).phrase, detail=problem.detail, errors=tuple(problem.errors)
    )
    return HttpResponse(msgspec.json.encode(said), status=problem.status, content_type=MEDIA_TYPE, headers=problem.headers)


def ark_named(typed: str) -> str:
    """The name ("NAAN/name") of an ark as somebody wrote it; raises Problem (404)."""
    try:
        return parse(typed).name
    except NotAnArk as error:
        raise Problem(404, gettext("“%(typed)s” is not written as an ark of this portal.") % {"typed": typed[:80]}) from error
