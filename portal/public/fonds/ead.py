"""The EAD of a fonds beside its form: the file as it will go, and what the check says of it."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from csp.constants import SELF
from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from catalogue.formats.ead.checking import check_ead
from catalogue.formats.ead.writing import write_fonds
from catalogue.formats.ead.writing.stream import PROLOG
from catalogue.formats.xml.showing import indented
from catalogue.models import Fonds
from catalogue.selectors.fonds import ShownFonds, below
from catalogue.selectors.fonds_description import described
from catalogue.selectors.fonds_files import whole
from portal.public import addresses
from portal.shown.ead_findings import by_level


def preview(request: HttpRequest, found: Fonds) -> HttpResponse:
    """The draft as a file, in a frame of the back office; nothing of it is stored, nothing of another draft is in it."""
    framed: Any = csp_replace({"frame-ancestors": [SELF]})(lambda asked: _page(asked, found))
    answer: HttpResponse = framed(request)
    return answer


def _page(request: HttpRequest, found: Fonds) -> HttpResponse:
    shown = ShownFonds(found.pk or 0, "", found.path or "", "", described(found))
    fonds = whole(shown, below(shown) if found.path else ())
    written = b"".join(write_fonds(fonds, site=addresses.site_address(request)))
    text = PROLOG + indented(written)
    return render(
        request, "public/fonds_ead.html", {"title": found.title, "text": text, "levels": by_level(check_ead(BytesIO(text.encode())))}
    )
