"""What becomes of an ark under which nothing of the sort is shown: the one that stands for it, or a problem that says why."""

from __future__ import annotations

from typing import NoReturn

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.translation import gettext

from catalogue.core.keys import Kind
from catalogue.models import Ark
from catalogue.selectors import arks
from portal.public import addresses
from portal.publish.api.giving import address
from portal.publish.api.problems import Problem

PATHS = {Kind.NOTICE: "/notices", Kind.FONDS: "/fonds", Kind.COMPONENT: "/components", Kind.INSTITUTION: "/institutions"}


def path_of(name: str, kind: Kind) -> str:
    """The path of what an ark names, in the API."""
    return f"{PATHS[kind]}/{addresses.identifier_of(name)}"


def instead(request: HttpRequest, name: str, *, kind: Kind) -> HttpResponse:
    """301 to the ark that stands for this one now, or to where its sort of things is given; raises Problem (404, 410). One statement."""
    found = arks.standing(name)
    if found is None:
        _unknown()
    named = Kind(found.kind)
    if found.state == Ark.State.TOMBSTONE:
        raise Problem(410, gettext("What this ark names was withdrawn."))
    if (found.name, named) == (name, kind) or named not in PATHS:
        _unknown()
    return HttpResponsePermanentRedirect(address(request, path_of(found.name, named)))


def _unknown() -> NoReturn:
    raise Problem(404, gettext("Nothing that is shown has this ark."))
