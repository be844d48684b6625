"""Why the rules find a document to be from here, in words for curators."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext_lazy, pgettext_lazy

from catalogue.geography.departments import department
from catalogue.local_interest import Reason

RULES: Final = {
    "ours": gettext_lazy("it is in the catalogue already"),
    "set": pgettext_lazy("reason of local interest", "documentary set"),
    "library": pgettext_lazy("reason of local interest", "kept by"),
    "subject": pgettext_lazy("reason of local interest", "about"),
    "published": pgettext_lazy("reason of local interest", "published at"),
    "title": pgettext_lazy("reason of local interest", "its title names"),
    "person": pgettext_lazy("reason of local interest", "by"),
}
MOST_NAMED: Final = 3  # departments; a province that lies in more says nothing by their list


def said(reason: Reason) -> dict[str, Any]:
    """A reason: the rule, the document's words, the departments that they name, whether it is sure."""
    named = [found.name for code in reason.departments if (found := department(code))]
    return {"rule": RULES[reason.rule], "words": reason.words, "where": named if len(named) <= MOST_NAMED else [], "sure": reason.sure}
