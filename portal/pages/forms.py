"""The form of exhibitions, paths and articles: a draft is saved as it is, what goes to readers or to review is checked first."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminPageForm

from portal.pages.blocks.fields import CommuneBlock
from portal.pages.checking import problems
from portal.pages.reading import pieces

_TO_READERS = ("action-publish", "action-submit", "action-restart-workflow")


class MediationForm(WagtailAdminPageForm):
    """Says every problem at once, and keeps what was typed."""

    def clean(self) -> dict[str, Any]:
        """Problems stand above the form."""
        cleaned: dict[str, Any] = super().clean()
        self._resolve_commune(cleaned)
        if self._goes_to_readers():
            stream = cleaned.get("steps", cleaned.get("body"))
            if stream is not None:
                facts = {name: cleaned.get(name) for name in self.instance.checked}
                for problem in problems(cleaned.get("summary") or "", pieces(stream), facts):
                    self.add_error(None, str(problem))
        return cleaned

    def _resolve_commune(self, cleaned: dict[str, Any]) -> None:
        """The code of the commune in the place of its name."""
        if cleaned.get("commune"):
            try:
                cleaned["commune"] = CommuneBlock().clean(cleaned["commune"])
            except ValidationError as error:
                self.add_error("commune", error)

    def _goes_to_readers(self) -> bool:
        approved = self.data.get("action-workflow-action") and self.data.get("workflow-action-name") == "approve"
        return bool(approved) or any(self.data.get(name) for name in _TO_READERS)
