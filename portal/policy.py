"""Content-Security-Policy: one for readers' pages, one for the back office, which Wagtail's scripts can live with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings

from portal.beginnings import BACK_OFFICE

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase


class Policy(CSPMiddleware):
    """django-csp with a second policy (``BACK_OFFICE_POLICY``) for the addresses of the back office."""

    def get_policy_parts(self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False) -> PolicyParts:
        """What the header is built of: a page's own changes (``csp_replace``) hold in both policies."""
        parts = super().get_policy_parts(request, response, report_only)
        if request.path_info.startswith(BACK_OFFICE) and not report_only and parts.config is None:
            parts.config = settings.BACK_OFFICE_POLICY
        return parts
