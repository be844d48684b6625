"""Entries of the menu that several rooms of the back office share."""

from __future__ import annotations

from django.http import HttpRequest
from wagtail.admin.menu import MenuItem

from catalogue import policies

_ASKED = "_answers_for_an_institution"


class OfLibrarians(MenuItem):
    """Shown to those who publish the page of an institution. The menu asks it of each entry, and more than once: a request asks once."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person answers for any."""
        if not hasattr(request, _ASKED):
            setattr(request, _ASKED, policies.may_decide_some(request.user))
        return bool(getattr(request, _ASKED))
