"""The first page of the back office: the institution and the harvests that are one's own, and what waits there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from wagtail.admin.ui.components import Component

from catalogue.models import Institution
from harvest import policies, selectors
from portal.backoffice.views.institutions import editable_for
from portal.public import addresses

MOST = 5  # who answers for more has the lists of the menu
WANTED = ("presentation", "address", "opening_hours", "access")


@dataclass(frozen=True, slots=True)
class Own:
    """An institution with the names of what readers miss on its page; ``public_url`` is empty while it is not published. ``describes``:
    whether its fonds are one's own to describe.
    """

    institution: Institution
    missing: tuple[str, ...]
    public_url: str
    describes: bool


class Yours(Component):
    """What a librarian or a partner admin has come for; nothing for who has the whole catalogue in her charge."""

    name = "yours"
    order = 50
    template_name = "backoffice/home_yours.html"

    def __init__(self, request: HttpRequest) -> None:
        self._user: Any = request.user

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Institutions and harvesting points, at most five of each: a number of queries that never grows."""
        return {"institutions": self._institutions(), "rows": self._rows()}

    def _institutions(self) -> list[Own]:
        found = list(editable_for(self._user).order_by("title", "pk")[: MOST + 1])
        return [_own(institution, self._user) for institution in found] if len(found) <= MOST else []

    def _rows(self) -> list[dict[str, Any]]:
        points = selectors.with_last_run(policies.endpoints_for(self._user)).order_by("source__name", "pk")
        found = list(points[: MOST + 1])
        return selectors.states_of(found) if len(found) <= MOST else []


def _own(institution: Institution, user: Any) -> Own:
    fields = [Institution._meta.get_field(name) for name in WANTED if not getattr(institution, name).strip()]
    public = addresses.of_code(institution.code) if institution.live else ""
    describes = institution.permissions_for_user(user).can_add_subpage()
    return Own(institution, tuple(str(field.verbose_name) for field in fields), public, describes)
