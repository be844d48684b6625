"""Rates, lengths of time and reasons, as a person says them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext, gettext_lazy

from catalogue.core.completeness import TARGETS
from catalogue.core.completeness import completeness as measured
from catalogue.core.messages import Message
from catalogue.models import Fonds
from catalogue.selectors.fonds_description import described
from harvest.models import Window
from harvest.models.run import translated
from portal.backoffice import progress
from portal.shown import words

register = template.Library()
TARGET_LABELS = {
    "public": gettext_lazy("For readers"),
    "directory": gettext_lazy("For the national directory"),
    "census": gettext_lazy("For the census"),
}


@register.filter
def duration(length: timedelta) -> str:
    """ "4 minutes"."""
    return progress.duration(length)


@register.filter
def rate(value: float) -> str:
    """Records a second: whole numbers from ten on, one decimal below."""
    return words.number(round(value)) if value >= 9.95 else number_format(round(value, 1), decimal_pos=1)


@register.filter
def reason(window: Window) -> str:
    """Why a slice is in its state, as a translated sentence."""
    return translated(Message(window.reason_code, window.reason_args)) if window.reason_code else ""


@register.simple_tag
def completeness(fonds: Fonds) -> list[dict[str, Any]]:
    """How complete the notice of a fonds is for each who is told of it, as it was saved last; what it still lacks, in words."""
    said = described(fonds)
    found = [measured(said, target) for target in TARGETS]
    return [
        {"label": TARGET_LABELS[one.target], "score": one.score, "lacking": [lack.sentence(gettext) for lack in one.lacking]}
        for one in found
    ]
