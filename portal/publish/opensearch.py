"""How a browser can search here by itself."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def opensearch(request: HttpRequest) -> HttpResponse:
    """The OpenSearch 1.1 description of the search, in the language of the address."""
    return render(request, "public/opensearch.xml", content_type="application/opensearchdescription+xml; charset=utf-8")
