"""Style sheets and fonts that the set-up brought, and that pages stand without."""

from __future__ import annotations

from functools import lru_cache

from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

VENDOR_STYLESHEETS = ("vendor/fonts.css", "fonts.css")
# The faces of the first line of every page: asked for at once, they come before the text is drawn.
FIRST_FONTS = ("vendor/fonts/source-serif-4-latin-wght-normal.woff2", "vendor/fonts/atkinson-hyperlegible-latin-400-normal.woff2")


@lru_cache(maxsize=1)
def _present() -> tuple[str, ...]:
    return tuple(path for path in VENDOR_STYLESHEETS if finders.find(path))


@lru_cache(maxsize=1)
def _first_fonts() -> tuple[str, ...]:
    return tuple(path for path in FIRST_FONTS if finders.find(path))


def first_fonts() -> SafeString:
    """Fonts asked for before the style sheet names them; nothing where the set-up did not fetch them."""
    link = '<link rel="preload" href="{}" as="font" type="font/woff2" crossorigin>'
    return format_html_join("\n", link, ((static(path),) for path in _first_fonts() if _present()))


def vendor_stylesheets() -> SafeString:
    """Links to the style sheets that the set-up copied from npm; nothing where it did not: pages stand without them."""
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', ((static(path),) for path in _present()))
