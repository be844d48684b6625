"""Names that may be one person's: the queue, what is decided of a pair (the same, not the same, later), what was decided, undone."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import View
from wagtail.admin import messages

from catalogue.models import NameDecision
from catalogue.selectors import name_proposals
from catalogue.services import name_decisions
from portal.backoffice import names_beside
from portal.backoffice.views.matching import LONGEST_REASON, MOST_AT_ONCE, MatchingMixin, MatchingView, pair_of

VERDICTS = (NameDecision.Verdict.SAME, NameDecision.Verdict.NOT_SAME, NameDecision.Verdict.LATER)


class NamesMixin(MatchingMixin):
    """Who decides of records decides of the names that they give."""

    home = "matching:names"

    def may_decide(self, pairs: Iterable[tuple[int, int]]) -> bool:
        """Whether a record of this person's institutions gives a form of each pair."""
        asked = list(pairs)
        mine = name_proposals.of_institutions({number for pair in asked for number in pair}, self.institutions)
        return all(not mine.isdisjoint(pair) for pair in asked)


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
        return super().get_context_data(**context, **kwargs)


class DecideNames(NamesMixin, View):
    """Writes a decision on the pairs that are ticked, or on the one whose button was pressed ("same:12-34")."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Nothing is written where one of the pairs is not this person's to decide."""
        verdict, _colon, only = request.POST.get("decide", "").partition(":")
        pairs = [pair for text in ([only] if only else request.POST.getlist("pair")[:MOST_AT_ONCE]) if (pair := pair_of(text))]
        if verdict not in VERDICTS or not pairs:
            messages.error(request, _("Choose at least one pair."))
            return self.back()
        if not self.may_decide(pairs):
            raise Http404
        reason = request.POST.get("reason", "").strip()[:LONGEST_REASON].replace("\0", "")
        if name_decisions.decide(pairs, verdict, author=str(request.user), reason=reason) is None:
            messages.error(request, _("These names are not there any more."))
            return self.back()
        told = ngettext(
            "%(count)d decision is written; readers will see it in a moment.",
            "%(count)d decisions are written; readers will see them in a moment.",
            len(pairs),
        )
        messages.success(
            request, told % {"count": len(pairs)}, buttons=[messages.button(reverse("matching:names_history"), _("Take back"))]
        )
        return self.back()


class NamesHistory(NamesMixin, MatchingView):
    """What was decided last of names that one's records give, by whom and when."""

    template_name = "backoffice/names_history.html"

    def get_page_title(self) -> str:
        """Of the tab and of the browser."""
        return _("Decisions on names")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Batches, newest first."""
        labels = dict(NameDecision.Verdict.choices)
        found = [(batch, labels.get(NameDecision.Verdict(batch.verdict), "")) for batch in name_proposals.history(self.institutions)]
        return super().get_context_data(batches=found, **kwargs)


class UndoNames(NamesMixin, View):
    """Takes back what was decided together."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, batch: uuid.UUID) -> HttpResponse:
        """404 for decisions that are not this person's."""
        pairs = name_decisions.pairs_of(batch)
        if not pairs or not self.may_decide(pairs):
            raise Http404
        if name_decisions.undo(batch, author=str(request.user)) is None:
            messages.error(request, _("Something else was decided since."))
        else:
            messages.success(request, _("The decision is taken back; readers will see it in a moment."))
        return redirect("matching:names_history")
