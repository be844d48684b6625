"""Names that may be one person's: the queue, what is decided of a pair (the same, not the same, later), what was decided, undone."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.models import NameDecision
from catalogue.selectors import name_proposals
from catalogue.services import name_decisions
from portal.backoffice import names_beside
from portal.backoffice.views.matching import Decide, History, MatchingMixin, MatchingView, Undo

LONGEST_LABEL = 80  # letters of a name in the history


class NamesMixin(MatchingMixin):
    """Who decides of records decides of the names that they give."""

    home, history = "matching:names", "matching:names_history"
    proposals = name_proposals
    decisions = name_decisions


class Names(NamesMixin, MatchingView):
    """The proposals that touch whom one's records name, side by side."""

    template_name = "backoffice/names_queue.html"

    def get_page_title(self) -> str:
        """Of the tab and of the browser."""
        return _("Persons and bodies")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A page of them, and how many wait."""
        found = name_proposals.waiting(self.institutions)
        forms = name_proposals.forms({number for proposal in found for number in (proposal.one, proposal.other)})
        context = {"pairs": names_beside.pairs(found, forms), "waiting": name_proposals.count(self.institutions)}
        return super().get_context_data(**context, same=_("The same person or body"), **kwargs)


class DecideNames(NamesMixin, Decide):
    """Writes a decision on pairs of names."""

    gone = gettext_lazy("These names are not there any more.")


class NamesHistory(NamesMixin, History):
    """What was decided last of names that one's records give, by whom and when."""

    verdicts = NameDecision.Verdict
    undo, longest = "matching:undo_names", LONGEST_LABEL

    def get_page_title(self) -> str:
        """Of the tab and of the browser."""
        return _("Decisions on names")


class UndoNames(NamesMixin, Undo):
    """Takes back what was decided of names together."""
