"""Proposals of one's institutions, one group of records, what was decided: same, not the same, later, split, undo."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from types import ModuleType
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import TextChoices
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import View
from wagtail.admin import messages

from catalogue import policies
from catalogue.core.keys import LARGEST_ID
from catalogue.models import MatchDecision
from catalogue.selectors import notices, proposals
from catalogue.selectors.notices import ShownNotice
from catalogue.services import decisions
from portal.backoffice import side_by_side
from portal.backoffice.views.own import TrailView

VERDICTS = (MatchDecision.Verdict.SAME, MatchDecision.Verdict.NOT_SAME, MatchDecision.Verdict.LATER)
MOST_AT_ONCE = 200
LONGEST_REASON = 500
LONGEST_NAME = 1_000  # letters of an identifier in the history: all of it


class MatchingMixin:
    """Refuses whoever decides for no institution; Wagtail turns the refusal into a sentence on its home page."""

    request: HttpRequest
    home, history = "matching:queue", "matching:history"
    proposals: ModuleType = proposals
    decisions: ModuleType = decisions

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Look at the rights before anything else."""
        self.institutions = list(policies.institutions_of(request.user).values_list("pk", flat=True))
        if not self.institutions:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    def may_decide(self, pairs: Iterable[tuple[int, int]]) -> bool:
        """Whether one of each pair belongs to an institution of this person."""
        asked = list(pairs)
        mine = self.proposals.of_institutions({number for pair in asked for number in pair}, self.institutions)
        return all(not mine.isdisjoint(pair) for pair in asked)

    def back(self) -> HttpResponseRedirect:
        """To the page that the form stood on."""
        asked = self.request.POST.get("next", "")
        safe = url_has_allowed_host_and_scheme(asked, allowed_hosts={self.request.get_host()}, require_https=self.request.is_secure())
        return redirect(asked if safe else reverse(self.home))


class MatchingView(MatchingMixin, TrailView):
    """A page of matching."""

    header_icon = "copy"

    def first(self) -> tuple[str, str]:
        """The queue."""
        return _("Same editions"), reverse("matching:queue")


class Queue(MatchingView):
    """The proposals that touch one's institutions, side by side."""

    template_name = "backoffice/matching_queue.html"

    def get_page_title(self) -> str:
        """Of the tab and of the browser."""
        return _("Proposals")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A page of them, and how many wait."""
        found = proposals.waiting(self.institutions)
        shown = _own(number for proposal in found for number in (proposal.one, proposal.other))
        context = {"pairs": side_by_side.pairs(found, shown), "waiting": proposals.count(self.institutions), "same": _("The same edition")}
        return super().get_context_data(**context, **kwargs)


def _own(records: Iterable[int]) -> dict[int, ShownNotice]:
    """Some records by number, an edition under its first record."""
    return {key.id: notice for key, notice in notices.by_keys(map(notices.key_of, records)).items()}


class Decide(MatchingMixin, View):
    """Writes a decision on the pairs that are ticked, or on the one whose button was pressed ("same:12-34")."""

    http_method_names = ["post"]
    gone = gettext_lazy("These records are not there any more.")

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
        if self.decisions.decide(pairs, verdict, author=str(request.user), reason=reason) is None:
            messages.error(request, self.gone)
            return self.back()
        told = ngettext(
            "%(count)d decision is written; readers will see it in a moment.",
            "%(count)d decisions are written; readers will see them in a moment.",
            len(pairs),
        )
        messages.success(request, told % {"count": len(pairs)}, buttons=[messages.button(reverse(self.history), _("Take back"))])
        return self.back()


def pair_of(text: str) -> tuple[int, int] | None:
    """The two numbers of a form's "12-34"; None where it is nothing such."""
    one, _dash, other = text.partition("-")
    if not all(part.isascii() and part.isdigit() and int(part[:20]) <= LARGEST_ID for part in (one, other)):
        return None
    return int(one), int(other)


class Group(MatchingView):
    """The records that stand together with one, each of which may be taken out."""

    template_name = "backoffice/matching_group.html"

    def get_page_title(self) -> str:
        """Of the tab and of the browser."""
        return _("Records of one edition")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The group; 404 where nothing of it belongs to this person's institutions."""
        mates = _mates(self.kwargs["record"])
        if not proposals.of_institutions(mates, self.institutions):
            raise Http404
        shown = notices.by_keys(map(notices.key_of, mates))
        sides = [side_by_side.side(notice) for notice in shown.values() if not notice.is_withdrawn]
        titles = {key.id: notice.members[0].description.title for key, notice in shown.items()}
        rows = [(side, titles[side.record]) for side in sides]
        return super().get_context_data(rows=rows, **kwargs)


def _mates(record: int) -> list[int]:
    return proposals.mates(record) if record <= LARGEST_ID else []


class Split(MatchingMixin, View):
    """Takes a record out of its group."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, record: int) -> HttpResponse:
        """404 where the record stands with nothing, or is not this person's to decide."""
        others = [other for other in _mates(record) if other != record]
        if not others or not self.may_decide((record, other) for other in others):
            raise Http404
        reason = request.POST.get("reason", "").strip()[:LONGEST_REASON]
        decisions.split(record, others, author=str(request.user), reason=reason)
        messages.success(request, _("The record is taken out of its group; readers will see it in a moment."))
        return redirect("matching:history")


class History(MatchingView):
    """What was decided last of one's records, by whom and when."""

    template_name = "backoffice/matching_history.html"
    verdicts: type[TextChoices] = MatchDecision.Verdict
    undo, longest = "matching:undo", LONGEST_NAME

    def get_page_title(self) -> str:
        """Of the tab and of the browser."""
        return _("Decisions")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Batches, newest first."""
        found = [(batch, self.verdicts(batch.verdict).label) for batch in self.proposals.history(self.institutions)]
        return super().get_context_data(batches=found, undo=self.undo, longest=self.longest, **kwargs)


class Undo(MatchingMixin, View):
    """Takes back what was decided together."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, batch: uuid.UUID) -> HttpResponse:
        """404 for decisions that are not this person's."""
        pairs = self.decisions.pairs_of(batch)
        if not pairs or not self.may_decide(pairs):
            raise Http404
        if self.decisions.undo(batch, author=str(request.user)) is None:
            messages.error(request, _("Something else was decided since."))
        else:
            messages.success(request, _("The decision is taken back; readers will see it in a moment."))
        return redirect(self.history)
