"""What every page of the portal's tree is: shown by views of the portal, each once, to everybody who reads."""

from __future__ import annotations

from typing import Any, ClassVar

from wagtail.admin.panels import TitleFieldPanel
from wagtail.models import Page, PagePermissionTester


class PortalPermissions(PagePermissionTester):
    """Wagtail's rights, but for what would be a promise that nobody keeps: a copy, readers kept out."""

    def can_copy(self) -> bool:
        """Never: an institution is its number, and there is one home page."""
        return False

    def can_set_view_restrictions(self) -> bool:
        """Never: who keeps what is told to everybody; a page that is not ready is not published."""
        return False


class TitlePanel(TitleFieldPanel):
    """Wagtail's title, which writes no slug: the form has none, and a script that looks for nothing stops with an error."""

    class BoundPanel(TitleFieldPanel.BoundPanel):
        """The title of one form."""

        def get_attrs(self) -> dict[str, Any]:
            """The placeholder alone."""
            return {name: value for name, value in super().get_attrs().items() if name == "placeholder"}


class PortalPage(Page):
    """A page with neither copy, privacy nor promotion: readers' addresses are made by the portal, from the institution's number."""

    content_panels: ClassVar[list[Any]] = [TitlePanel("title")]
    promote_panels: ClassVar[list[Any]] = []
    private_page_options: ClassVar[list[str]] = []

    class Meta:
        abstract = True

    def permissions_for_user(self, user: Any) -> PortalPermissions:
        """What ``user`` may do with this page."""
        return PortalPermissions(user, self)
