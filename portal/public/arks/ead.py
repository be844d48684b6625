"""What an ark names, as a file of EAD: a fonds with its sous-fonds, a finding aid, or what lies in one of its components."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponsePermanentRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from catalogue.core.ark import NotAnArk, parse
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


@require_safe
def ead(request: HttpRequest, ark: str) -> HttpResponseBase:
    """The file, written as it is read; what has none is told as its page is. Two statements a thousand components, four for a fonds."""
    try:
        name = parse(ark).name
    except NotAnArk:
        return named.mistyped(request, ark)
    if name != ark:
        return HttpResponsePermanentRedirect(addresses.instead(request, name))
    file = _FILES.get(arks.kind_of(name))
    found = file.by_ark(name) if file else None
    if file is None or found is None:
        return named.elsewhere(request, name)
    pieces = () if request.method == "HEAD" else file.pieces(found, addresses.site_address(request))
    response = StreamingHttpResponse(pieces, content_type="application/xml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name.partition("/")[2]}.xml"'
    response["X-Robots-Tag"] = "noindex"
    return response
