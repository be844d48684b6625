"""The EAD of a fonds beside its form: the file as it will go, what the check says of it, and the same to be typed by hand elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

from csp.constants import SELF
from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from catalogue.formats.ead.checking import check_ead
from catalogue.formats.ead.copy_sheet import sheet
from catalogue.formats.ead.writing import write_fonds
from catalogue.formats.ead.writing.stream import PROLOG
from catalogue.formats.xml.showing import indented
from catalogue.models import Fonds
from catalogue.selectors.fonds import ShownFonds, below
from catalogue.selectors.fonds_description import described
from catalogue.selectors.fonds_files import whole
from portal.public import addresses
from portal.shown.ead_fields import LABELS
from portal.shown.ead_findings import by_level


def preview(request: HttpRequest, found: Fonds) -> HttpResponse:
    """The draft as a file, in a frame of the back office; nothing of it is stored, nothing of another draft is in it."""
    return _framed(request, lambda asked: _page(asked, found))


def copy_sheet(request: HttpRequest, found: Fonds) -> HttpResponse:
    """The draft field by field, for who types it into TAPIR: in the order of the file, each field with a button that copies it."""
    return _framed(request, lambda asked: _sheet(asked, found))


def _framed(request: HttpRequest, page: Callable[[HttpRequest], HttpResponse]) -> HttpResponse:
    framed: Any = csp_replace({"frame-ancestors": [SELF]})(page)
    answer: HttpResponse = framed(request)
    return answer


def _sheet(request: HttpRequest, found: Fonds) -> HttpResponse:
    parts = [
        (part, [(line, LABELS.get(line.element.partition("/")[0], "")) for line in part.lines]) for part in sheet(_written(request, found))
    ]
    return render(request, "public/fonds_copy_sheet.html", {"title": found.title, "parts": parts})


def _written(request: HttpRequest, found: Fonds) -> bytes:
    shown = ShownFonds(found.pk or 0, "", found.path or "", "", described(found))
    fonds = whole(shown, below(shown) if found.path else ())
    return b"".join(write_fonds(fonds, site=addresses.site_address(request)))


def _page(request: HttpRequest, found: Fonds) -> HttpResponse:
    text = PROLOG + indented(_written(request, found))
    return render(
        request, "public/fonds_ead.html", {"title": found.title, "text": text, "levels": by_level(check_ead(BytesIO(text.encode())))}
    )
