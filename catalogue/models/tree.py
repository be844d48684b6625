"""What every page of the portal's tree is: shown by views of the portal, each once, to everybody who reads."""

from __future__ import annotations

from typing import Any, ClassVar

from wagtail.models import Page, PagePermissionTester


class PortalPermissions(PagePermissionTester):
    """Wagtail's rights, but for what would be a promise that nobody keeps: a copy, readers kept out."""

    def can_copy(self) -> bool:
        """Never: an institution is its number, and there is one home page."""
        return False

    def can_set_view_restrictions(self) -> bool:
        """Never: who keeps what is told to everybody; a page that is not ready is not published."""
        return False


class PortalPage(Page):
    """A page with neither copy, privacy nor promotion: readers' addresses are made by the portal, from the institution's number."""

    promote_panels: ClassVar[list[Any]] = []
    private_page_options: ClassVar[list[str]] = []

    class Meta:
        abstract = True

    def permissions_for_user(self, user: Any) -> PortalPermissions:
        """What ``user`` may do with this page."""
        return PortalPermissions(user, self)
