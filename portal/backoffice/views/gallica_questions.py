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

from catalogue.formats.gallica_answers import Found, document_name
from catalogue.selectors import local_interest
from harvest.models import GallicaQuestion
from harvest.models.gallica_question import LONGEST
from harvest.services import gallica, gallica_questions
from portal.backoffice.local_desks import LISTS
from portal.backoffice.views.base import number_in
from portal.backoffice.views.own import OwnMixin, TrailView
from portal.backoffice.views.press_state import Said, at_gallica, why
from portal.hygiene import whole, without_controls
from portal.shown import gallica as lines

MOST = 20
GALLICA = "https://gallica.bnf.fr/ark:/12148/"


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
        """Five statements, whatever was answered."""
        chosen = GallicaQuestion.objects.filter(pk=number_in(self.request, "question") or 0).first()
        found = gallica_questions.found_by(chosen) if chosen else None
        return super().get_context_data(
            inside=_inside(number_in(self.request, "dans")),
            chosen=chosen,
            said=_said(chosen) if chosen else None,
            found=found,
            hits=_hits(found) if found else (),
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
    """Each document with its address and how it stands here; one statement."""
    known = gallica_questions.identifiers(hit.ark for hit in found.hits)
    standing = {known[one]: state for one, state in local_interest.standing_of(known).items()}
    return [{"hit": hit, "url": _address(hit.ark, 0), "here": LISTS.get(standing.get(hit.ark, ""), "")} for hit in found.hits]


def _address(ark: str, page: int) -> str:
    rest = f"/f{page}.item" if page else "/date" if ark.startswith("cb") else ""  # a periodical has its calendar there
    return f"{GALLICA}{ark}{rest}"
