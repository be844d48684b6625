"""Typography and parts that every public template uses."""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from portal.shown import card, days, scripts, sheets, words

register = template.Library()


@register.filter
def number(value: int) -> str:
    """A whole number as the language of the page writes it: 12 345 in French, 12,345 in English."""
    return words.number(value)


@register.filter
def day(when: date | None) -> str:
    """A day in words, "" where there is none."""
    return days.day(when) if when else ""


@register.filter
def moment(when: datetime | None) -> str:
    """A day and its hour in words: "1er décembre 2026 03:40"."""
    return days.day(when, "DATETIME_FORMAT") if when else ""


@register.filter
def weekday(when: date | None) -> str:
    """A day in words after its name in the week, "" where there is none."""
    return days.weekday(when) if when else ""


register.filter(days.hours)


@register.filter
def unbroken(name: str) -> str:
    """A compound name whose hyphens do not end a line: "Auvergne-Rhône-Alpes" stays whole in a title."""
    return name.replace("-", "\u2011")


@register.simple_tag
def as_written() -> SafeString:
    """The attribute of an element that holds what a library wrote, where the page is in another language."""
    return scripts.as_written_attribute()


@register.simple_tag
def drawn_card(title: str, kind: str = "", beside: str = "") -> str:
    """The path of the card drawn of a page in its language; "" where it has no title."""
    return card.path(card.Card(get_language() or "", str(kind), str(title), str(beside)))


register.simple_tag(sheets.first_fonts)
register.simple_tag(sheets.vendor_stylesheets)
