"""What the form of an exhibition, a path or an article says of the draft: what is to be mended, how long one reads."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import HelpPanel

from catalogue.selectors.publication import refusal_of
from portal.pages.checking import problems
from portal.pages.lineage import changed_since
from portal.pages.reading import pieces, reading_minutes
from portal.public import addresses


class CheckPanel(HelpPanel):
    """The check of what is saved."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"template": "backoffice/mediation_check.html", "heading": _("Before it is published")} | kwargs)

    class BoundPanel(HelpPanel.BoundPanel):
        """Shown once there is something to check."""

        def is_shown(self) -> bool:
            """Not on the form of a new page."""
            return bool(self.instance.pk)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """What is wrong, the minutes, and what became of the page that this one was taken from, whether its time has passed in vain."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            found = pieces(self.instance.stream)
            faults = problems(self.instance.summary, found, self.instance.facts)
            told = {"problems": [str(one) for one in faults], "minutes": reading_minutes(found)}
            parent, refusal = changed_since(self.instance), refusal_of(self.instance)
            return context | told | {"refusal": refusal, "parent": parent, "parent_url": addresses.of_ark(parent.ark) if parent else ""}
