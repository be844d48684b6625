"""Rates, lengths of time and reasons, as a person says them."""

from __future__ import annotations

from datetime import timedelta

from django import template
from django.utils.formats import number_format

from catalogue.core.messages import Message
from harvest.models import Window
from harvest.models.run import translated
from portal.backoffice import progress
from portal.shown import words

register = template.Library()


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
