"""What an ark names, as a file of EAD: a fonds with its sous-fonds, a finding aid, or what lies in one of its components."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NamedTuple

from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from catalogue.core.keys import Kind
from catalogue.selectors import arks, finding_aid_files, fonds, fonds_files
from portal.public import addresses
from portal.shown import named


class _Written(NamedTuple):
    """How a target is found by its ark, and its file made (``site``: scheme and host of the portal)."""

    by_ark: Callable[[str], Any]
    pieces: Callable[[Any, str], Iterator[bytes]]


_FILES: dict[Kind | None, _Written] = {
    Kind.FONDS: _Written(fonds.by_ark, lambda found, site: fonds_files.written(found, site=site)),
    Kind.COMPONENT: _Written(finding_aid_files.by_ark, lambda found, site: finding_aid_files.written(found)),
}


class _Target(NamedTuple):
    """What there is to write under an ark ("NAAN/name"), and how, for a site."""

    name: str
    pieces: Callable[[str], Iterator[bytes]]


def _target(name: str) -> _Target | None:
    file = _FILES.get(arks.kind_of(name))
    found = file.by_ark(name) if file else None
    return None if file is None or found is None else _Target(name, partial(file.pieces, found))


@require_safe
@named.of_target(_target)
def ead(request: HttpRequest, found: _Target) -> HttpResponseBase:
    """The file, written as it is read; what has none is told as its page is. Two statements a thousand components, four for a fonds."""
    pieces = () if request.method == "HEAD" else found.pieces(addresses.site_address(request))
    response = StreamingHttpResponse(pieces, content_type="application/xml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{found.name.partition("/")[2]}.xml"'
    response["X-Robots-Tag"] = "noindex"
    return response
