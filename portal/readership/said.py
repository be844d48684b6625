"""Figures of readership in words, on pages, in files and in mails."""

from __future__ import annotations

from django.utils.translation import gettext as _

from portal.readership.figures import FEW, Line
from portal.shown import words


def times(line: Line) -> str:
    """How often something was read: a number, or "less than 5"."""
    return _("less than %(few)d") % {"few": FEW} if line.n is None else words.number(line.n)
