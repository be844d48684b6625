"""Which articles an address asks for, of the list and of its feed alike."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.urls import reverse

from catalogue.core.isil import code_of, normalise_isil
from catalogue.models import Institution
from portal.pages.events import Sort


class Asked(NamedTuple):
    """What an address of the list or of its feed asks for."""

    sort: str
    institution: Institution | None

    def address(self, view: str = "articles", **more: str) -> str:
        """The address of the list, or of ``view``, for the same, with more or other parameters."""
        code = code_of(self.institution.isil) if self.institution else ""
        pairs = {"type": self.sort, "etablissement": code} | more
        written = urlencode({key: value for key, value in pairs.items() if value})
        return reverse(f"public:{view}") + (f"?{written}" if written else "")


def asked(request: HttpRequest) -> Asked:
    """Its sort, "" for a word that is none; its institution, by its code. Raises Http404 for a code that names none."""
    sort, code = request.GET.get("type", ""), request.GET.get("etablissement", "")
    number = normalise_isil(code)
    found = Institution.objects.live().filter(isil=number).first() if number else None
    if code and found is None:
        raise Http404
    return Asked(sort if sort in Sort.values else "", found)
