"""The viewer of digital copies in templates."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from django import template
from django.contrib.staticfiles import finders
from django.templatetags.static import static

from portal.shown.notice import Digital

register = template.Library()
VIEWER = "vendor/openseadragon/openseadragon.min.js"


@register.filter
def first_shown(copies: Iterable[Digital]) -> Digital | None:
    """The first copy that a page of ours can show, None where only links are known."""
    return next((copy for copy in copies if copy.shown), None)


@lru_cache(maxsize=1)
def _fetched() -> bool:
    return bool(finders.find(VIEWER))


@register.simple_tag
def viewer_program() -> str:
    """The address of OpenSeadragon, "" where the set-up did not fetch it: then the picture and its link stand alone."""
    return static(VIEWER) if _fetched() else ""
