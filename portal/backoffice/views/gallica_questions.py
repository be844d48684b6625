"""Gallica searched from the desk: one request for each act, asked by a worker in its turn; answers are kept and shown to all curators."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin import messages

from catalogue.formats.gallica_answers import Found, Hit, document_name
from catalogue.formats.messages import BadRecord
from catalogue.formats.xml.safety import parse_xml
from catalogue.local_interest import of_dublin_core
from catalogue.models import LocalDecision
from catalogue.models.local_decision import LONGEST_WHY
from catalogue.selectors import local_interest
from catalogue.services.local_decisions import Choice, decide
from harvest.models import GallicaQuestion
from harvest.models.gallica_question import LONGEST
from harvest.services import gallica, gallica_questions
from harvest.services.gallica_finds import Outcome, take
from portal.backoffice import local_desks as desks
from portal.backoffice.local_reasons import said
from portal.backoffice.views.base import number_in
from portal.backoffice.views.own import OwnMixin, TrailView
from portal.backoffice.views.press_state import Said, at_gallica, why
from portal.hygiene import whole, without_controls
from portal.shown import gallica as lines

MOST = 20
GALLICA = "https://gallica.bnf.fr/ark:/12148/"
TOLD = {
    Outcome.HERE: gettext_lazy("This document is here already: its list says what was decided of it."),
    Outcome.UNKNOWN: gettext_lazy("This answer does not hold the document any more: ask Gallica again."),
    Outcome.UNREADABLE: gettext_lazy("What Gallica says of this document cannot be read: it has no title."),
    Outcome.NO_SOURCE: gettext_lazy("The portal has no source of Gallica yet: an administrator adds its harvesting point first."),
}


class Inside(NamedTuple):
    """The kept document in which words are looked for: its record's number, its title, the name of its ark."""

    pk: int
    title: str
    ark: str


class Questions(OwnMixin, TrailView):
    """The form, the last questions, and one of them with its answer."""

    template_name = "backoffice/gallica_questions.html"
    header_icon = "search"
    page_title = gettext_lazy("Search in Gallica")

    def first(self) -> tuple[str, str]:
        """The desk."""
        return _("Gallica of the region"), reverse("local_interest:desk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Ten statements, whatever was answered."""
        chosen = GallicaQuestion.objects.filter(pk=number_in(self.request, "question") or 0).first()
        found = gallica_questions.found_by(chosen) if chosen else None
        return super().get_context_data(
            inside=_inside(number_in(self.request, "dans")),
            chosen=chosen,
            said=_said(chosen) if chosen else None,
            found=found,
            hits=_hits(found) if found else (),
            desk=desks.desk(self.own, state="", queue=None),
            longest_why=LONGEST_WHY,
            passages=[(one, _address(chosen.ark, one.page)) for one in found.passages] if chosen and found else (),
            questions=[(one, one == chosen, _said(one)) for one in gallica_questions.latest(most=MOST)],
            gallica=at_gallica(gallica.turn()),
            resume_url=reverse("local_interest:resume"),
            longest=LONGEST,
            **kwargs,
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        """One act: a question is written, which a worker asks."""
        inside = _inside(whole(request.POST.get("dans", ""), digits=17))
        words = without_controls(request.POST.get("words", ""))
        named = {"ark": inside.ark, "title": inside.title} if inside else {}
        question = gallica_questions.ask(words, by=self.person, **named)
        if question is None:
            messages.error(request, _("Type at least one word."))
            return redirect("local_interest:questions")
        return redirect(f"{reverse('local_interest:questions')}?question={question.pk}")


class Take(OwnMixin, View):
    """One document of an answer is taken among those that wait for a decision, or kept at once."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Take it in, decide of it where that is wished, and go back to the answer."""
        question = GallicaQuestion.objects.filter(pk=whole(request.POST.get("question", ""), digits=17) or 0).first()
        if question is None:
            messages.error(request, TOLD[Outcome.UNKNOWN])
            return redirect("local_interest:questions")
        outcome, record = take(question, without_controls(request.POST.get("ark", "")))
        if record is None:
            messages.error(request, TOLD[outcome])
        elif "keep" in request.POST:
            self._keep(request, record)
            messages.success(request, _("The document is kept: readers see it."))
        else:
            messages.success(request, _("The document waits for a decision, with its reasons."))
        return redirect(f"{reverse('local_interest:questions')}?question={question.pk}#answer")

    def _keep(self, request: HttpRequest, record: int) -> None:
        why = without_controls(request.POST.get("why", "")).strip()[:LONGEST_WHY]
        choice = Choice(LocalDecision.State.KEPT, why, without_controls(request.POST.get("fonds", "")))
        decide(desks.within_reach({record: choice}, self.own), author=self.person)


class Resume(OwnMixin, View):
    """A person has looked at what Gallica refuses: it may be asked again."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Say so, and go back to the questions."""
        gallica.resume()
        messages.success(request, _("Gallica will be asked again."))
        return redirect("local_interest:questions")


def _inside(record: int | None) -> Inside | None:
    found = local_interest.document(record) if record is not None else None
    if record is None or found is None:
        return None
    ark = next(filter(None, (document_name(copy.url) for copy in found.digital_copies)), "")
    return Inside(record, lines.line(found).title, ark) if ark else None


def _said(question: GallicaQuestion) -> Said:
    if question.wanted_at is not None:
        return Said("running", _("In its turn: load this page again in a moment."))
    if question.reason:
        return Said("failed", _("No answer: %(why)s. Ask again.") % {"why": why(question.reason)})
    return Said("done", "")


def _hits(found: Found) -> list[dict[str, Any]]:
    """Each document with its address, what the rules say of it, and how it stands here; two statements."""
    known = gallica_questions.identifiers(hit.ark for hit in found.hits)
    standing = {known[one]: told for one, told in local_interest.standing_of(known).items()}
    judged = local_interest.judged_candidates([of_dublin_core(_record(hit)) for hit in found.hits])
    return [
        {
            "hit": hit,
            "url": _address(hit.ark, 0),
            "standing": standing.get(hit.ark),
            "list": desks.LISTS[standing[hit.ark].state] if hit.ark in standing else "",
            "reasons": [said(reason) for reason in interest.reasons],
        }
        for hit, interest in zip(found.hits, judged, strict=True)
    ]


def _record(hit: Hit) -> Any:
    """The element of Dublin Core of a hit; an empty list, which says nothing, where its answer does not hold it or it cannot be read."""
    try:
        return parse_xml(hit.record.encode(), warnings=[]) if hit.record else ()
    except BadRecord:
        return ()


def _address(ark: str, page: int) -> str:
    rest = f"/f{page}.item" if page else "/date" if ark.startswith("cb") else ""  # a periodical has its calendar there
    return f"{GALLICA}{ark}{rest}"
