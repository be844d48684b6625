"""Jinja for the lists of hot pages (`templates/fast`), because Django's own templates take most of the time of a page of results."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from django.utils.translation import gettext, ngettext, pgettext
from jinja2 import Environment

from portal.public.addresses import url
from portal.shown import scripts, words


def environment(**options: Any) -> Environment:
    """The environment of ``templates/fast``: escaping always on, sentences through Django's gettext with named values."""
    options.pop("autoescape", None)
    made = Environment(autoescape=True, extensions=["jinja2.ext.i18n"], trim_blocks=True, lstrip_blocks=True, **options)
    made.install_gettext_callables(gettext, ngettext, newstyle=True, pgettext=pgettext)  # type: ignore[attr-defined]
    made.filters["number"] = words.number
    made.globals |= {"url": url, "static": static, "as_written": scripts.as_written_attribute}
    return made
