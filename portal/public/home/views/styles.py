"""The living page of the components: each one as it is, from the style sheet that readers are given; on a developer's machine only."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

COLOURS = ("paper", "sheet", "ink", "ink-2", "rule", "brick", "river", "moss", "amber", "mark", "focus")
SIZES = ("t-1", "t0", "t1", "t2", "t3", "t4", "t5")
COVERS = (
    ("early", "Les Croniques de France", "1493"),
    ("handpress", "Cronique de Savoye", "1561"),
    ("industrial", "Le Forez pittoresque", "1887"),
    ("modern", "Carte des vallées alpines", "1952"),
)
SPACES = ("s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8")


@require_safe
def styles(request: HttpRequest) -> HttpResponse:
    """Colours, type, space, and every component in its states; 404 where ``STYLES_PAGE`` is not set."""
    if not settings.STYLES_PAGE:
        raise Http404
    return render(request, "public/styles.html", {"colours": COLOURS, "sizes": SIZES, "spaces": SPACES, "covers": COVERS})
