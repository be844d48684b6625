"""Fast templates: the lists of hot pages, in Jinja, because Django's own templates take most of the time of a page of results."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext, pgettext
from jinja2 import Environment

from portal.public.presenters import words


def environment(**options: Any) -> Environment:
    """The environment of ``templates/fast``: escaping always on, sentences through Django's gettext with named values."""
    options.pop("autoescape", None)
    made = Environment(autoescape=True, extensions=["jinja2.ext.i18n"], trim_blocks=True, lstrip_blocks=True, **options)
    made.install_gettext_callables(gettext, ngettext, newstyle=True, pgettext=pgettext)  # type: ignore[attr-defined]
    made.filters["number"] = words.number
    made.globals |= {"url": url, "static": static}
    return made


def url(view: str, *arguments: object) -> str:
    """The address of a view in the language of the page; that of a notice is made from a kept beginning, a list asks for twenty."""
    if view in _ENDS_IN_A_NUMBER:
        return _beginning(view, get_language() or "") + str(arguments[0])
    return reverse(view, args=arguments)


_ENDS_IN_A_NUMBER = frozenset({"public:notice"})


@lru_cache(maxsize=64)
def _beginning(view: str, _language: str) -> str:
    return reverse(view, args=(0,)).removesuffix("0")
