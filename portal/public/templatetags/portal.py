"""Typography and parts that every public template uses."""

from __future__ import annotations

from functools import lru_cache

from django import template
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from portal.public.presenters import words

register = template.Library()

VENDOR_STYLESHEETS = ("vendor/fonts.css", "fonts.css")
# The faces of the first line of every page: asked for at once, they come before the text is drawn.
FIRST_FONTS = ("vendor/fonts/source-serif-4-latin-wght-normal.woff2", "vendor/fonts/atkinson-hyperlegible-latin-400-normal.woff2")


@register.filter
def number(value: int) -> str:
    """A whole number as the language of the page writes it: 12 345 in French, 12,345 in English."""
    return words.number(value)


@register.filter
def unbroken(name: str) -> str:
    """A compound name whose hyphens do not end a line: "Auvergne-Rhône-Alpes" stays whole in a title."""
    return name.replace("-", "\u2011")


@lru_cache(maxsize=1)
def _present() -> tuple[str, ...]:
    return tuple(path for path in VENDOR_STYLESHEETS if finders.find(path))


@lru_cache(maxsize=1)
def _first_fonts() -> tuple[str, ...]:
    return tuple(path for path in FIRST_FONTS if finders.find(path))


@register.simple_tag
def first_fonts() -> SafeString:
    """Fonts asked for before the style sheet names them; nothing where the set-up did not fetch them."""
    link = '<link rel="preload" href="{}" as="font" type="font/woff2" crossorigin>'
    return format_html_join("\n", link, ((static(path),) for path in _first_fonts() if _present()))


@register.simple_tag
def vendor_stylesheets() -> SafeString:
    """Links to the style sheets that the set-up copied from npm; nothing where it did not: pages stand without them."""
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', ((static(path),) for path in _present()))
