"""What goes wrong, said to programs (RFC 9457, application/problem+json)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import wraps
from http import HTTPStatus
from inspect import signature
from typing import Any, TypeVar

import msgspec
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from catalogue.core.ark import NotAnArk, parse
from portal.shown.answers import RETRY_AFTER

MEDIA_TYPE = "application/problem+json"
Answered = TypeVar("Answered")


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


def refuse_others(request: HttpRequest, known: Collection[str]) -> None:
    """Raises Problem (400) for a parameter that is none of these: a filter that nobody applies is an answer to another question."""
    if unknown := [name for name in request.GET if name not in known]:
        raise refused(unknown[0][:60], gettext("There is no such parameter. Those there are: %(names)s.") % {"names": ", ".join(known)})


def its_own_parameters(operation: Callable[..., Answered]) -> Callable[..., Answered]:
    """An operation of the API that refuses the parameters that it has not."""
    known = [name for name in signature(operation).parameters if name != "request"]

    @wraps(operation)
    def asked(request: HttpRequest, **named: Any) -> Answered:
        refuse_others(request, known)
        return operation(request, **named)

    return asked


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
