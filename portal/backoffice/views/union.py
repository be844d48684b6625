"""Figures of the union for whoever decides of matches; the regional team draws a sample and judges it, pair by pair."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import View
from wagtail.admin import messages

from catalogue.core.keys import LARGEST_ID
from catalogue.models import MatchDecision, MatchSample
from catalogue.selectors import notices, union_figures
from catalogue.selectors.pairs import Proposal
from catalogue.selectors.union_figures import Doubtful, Size
from catalogue.services import sampling
from portal.backoffice import side_by_side
from portal.backoffice.views.census import may_follow
from portal.backoffice.views.matching import MatchingMixin, MatchingView
from portal.shown import words

PAGE = 10


class Figures(MatchingView):
    """How large editions are, what waits and was decided, how often grouping is right, which groups look doubtful."""

    template_name = "backoffice/matching_figures.html"

    def get_page_title(self) -> str:
        """Of the tab and of the browser."""
        return _("Figures of the union")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """All of it: a number of statements that never grows."""
        decided = union_figures.decided()
        doubtful = union_figures.doubtful()
        titles = {key.id: found.title for key, found in notices.descriptions(notices.key_of(one.first) for one in doubtful).items()}
        context = {
            "sizes": [(_size(one), one.editions, one.records) for one in union_figures.sizes()],
            "waiting": union_figures.waiting_by_institution(),
            "decided": [(label, decided.get(verdict, 0)) for verdict, label in MatchDecision.Verdict.choices],
            "precision": _precision(),
            "doubtful": [(one.first, titles.get(one.first, ""), one.shape, _said(one)) for one in doubtful],
            "team": may_follow(self.request.user),
        }
        return super().get_context_data(**context, **kwargs)


def _size(size: Size) -> str:
    if size.most is None:
        return _("%(least)s records or more") % {"least": words.number(size.least)}
    if size.least == size.most:
        return ngettext("%(count)s record", "%(count)s records", size.least) % {"count": words.number(size.least)}
    return _("from %(least)s to %(most)s records") % {"least": size.least, "most": size.most}


def _precision() -> dict[str, Any]:
    found = union_figures.precision()
    low, high = found.interval
    shown = {"share": _percent(found.share), "low": _percent(low), "high": _percent(high)}
    return {"found": found, "words": _("%(share)s, between %(low)s and %(high)s") % shown if found.judged else ""}


def _percent(share: float) -> str:
    return _("%(number)s %%") % {"number": number_format(round(share * 100, 1), 1)}


def _said(one: Doubtful) -> list[str]:
    years = one.shape.years
    told = {
        "sparse": _("%(share)s of its pairs agree") % {"share": _percent(one.shape.density)},
        "joint": ngettext("one record holds it together", "%(count)s records hold it together", len(one.shape.joints))
        % {"count": words.number(len(one.shape.joints))},
        "years": _("%(count)s years, from %(first)s to %(last)s")
        % {"count": len(years), "first": min(years, default=""), "last": max(years, default="")},
    }
    return [told[code] for code in one.shape.doubts]


class TeamMixin(MatchingMixin):
    """For the regional team alone."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Look at the rights before anything else."""
        if not may_follow(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class Draw(TeamMixin, View):
    """Draws a sample; the one before stays."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """To the sample, or back with a sentence where nothing stands together unasked."""
        count = sampling.draw()
        if not count:
            messages.error(request, _("No two records stand together unasked: there is nothing to draw."))
            return redirect("matching:figures")
        told = ngettext("%(count)d pair is drawn.", "%(count)d pairs are drawn.", count)
        messages.success(request, told % {"count": count})
        return redirect("matching:sample")


class Sample(TeamMixin, MatchingView):
    """The pairs of the sample that wait for a word, side by side."""

    template_name = "backoffice/matching_sample.html"

    def get_page_title(self) -> str:
        """Of the tab and of the browser."""
        return _("Sample to judge")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The next ones, and how many are left."""
        asked = union_figures.to_judge(limit=PAGE)
        shown = {key.id: found for key, found in notices.by_keys(notices.key_of(n) for one in asked for n in (one.one, one.other)).items()}
        numbers = {f"{one.one}-{one.other}": one.number for one in asked}
        pairs = side_by_side.pairs([Proposal(one.one, one.other, one.judgement) for one in asked], shown)
        rows = [(pair, numbers[pair.value]) for pair in pairs]
        return super().get_context_data(rows=rows, precision=_precision(), verdicts=MatchSample.Verdict.choices, **kwargs)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Write what is said of one pair ("same:12"); 404 for a word or a pair that is none."""
        verdict, _colon, number = request.POST.get("judge", "").partition(":")
        known = verdict in MatchSample.Verdict.values and number.isascii() and number.isdigit() and int(number[:20]) <= LARGEST_ID
        if not known or not sampling.judge(int(number), verdict, author=str(request.user)):
            raise Http404
        if verdict == MatchSample.Verdict.NOT_SAME:
            messages.warning(request, _("These two are still one edition for readers: take one of them out of the group."))
        return redirect("matching:sample")
