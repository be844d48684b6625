"""What readers wrote about the documents of one's institutions: the list, a message beside its notice, the answer, the state."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from catalogue.selectors import notices
from harvest import selectors
from portal.backoffice import side_by_side
from portal.backoffice.views.base import number_in
from portal.hygiene import whole
from portal.letters import fields, rights, service
from portal.models import ReaderMessage, User

PAGE = 50
LONGEST_ANSWER = 10_000


class LetterFilters(django_filters.FilterSet):
    """Messages by state and kind, by words of the document, of the reader or of what she wrote, by institution, since a day."""

    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"), choices=ReaderMessage.State.choices, empty_label=gettext_lazy("All states")
    )
    kind = django_filters.ChoiceFilter(
        label=gettext_lazy("Kind"), choices=ReaderMessage.Kind.choices, empty_label=gettext_lazy("All kinds")
    )
    q = django_filters.CharFilter(label=gettext_lazy("Document, reader or words"), method="about")
    institution = django_filters.CharFilter(label=gettext_lazy("Institution"), field_name="institution__title", lookup_expr="icontains")
    since = django_filters.DateFilter(
        label=gettext_lazy("Since"), field_name="sent_at", lookup_expr="date__gte", widget=forms.DateInput(attrs={"type": "date"})
    )

    class Meta:
        model = ReaderMessage
        fields = ("state", "kind", "q", "institution", "since")

    def about(self, found: QuerySet[ReaderMessage], name: str, words: str) -> QuerySet[ReaderMessage]:
        """Those that have these words anywhere."""
        return found.filter(Q(title__icontains=words) | Q(name__icontains=words) | Q(email__icontains=words) | Q(text__icontains=words))


class AnswerForm(forms.Form):
    """The answer; ``seen``: how much had been done with the message when its page was shown."""

    text = fields.Paragraphs(max_length=LONGEST_ANSWER, label=gettext_lazy("Your answer"))
    seen = forms.IntegerField(min_value=0, max_value=10**6, widget=forms.HiddenInput)


class LettersMixin:
    """Refuses whoever no reader may write to; Wagtail turns the refusal into a sentence on its home page."""

    request: HttpRequest
    kwargs: dict[str, Any]
    right = rights.READ

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Look at the rights before anything else."""
        if not rights.may_read(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    @cached_property
    def message(self) -> ReaderMessage:
        """The message; 404 where it is another institution's, or this person may not do that with it."""
        seen = rights.messages_for(self.request.user, right=self.right).select_related("institution")
        return get_object_or_404(seen, pk=self.kwargs["pk"])

    def back(self) -> HttpResponse:
        """To the page of the message."""
        return redirect("reader_message", pk=self.message.pk)


class Inbox(LettersMixin, WagtailAdminTemplateMixin, TemplateView):  # type: ignore[misc]
    """The messages of one's institutions, newest first."""

    template_name = "backoffice/letters.html"
    header_icon = "mail"
    page_title = gettext_lazy("Messages of readers")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Straight from the home page."""
        return [*self.breadcrumbs_items, {"url": "", "label": _("Messages of readers")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One keyset page, and how many wait."""
        seen = rights.messages_for(self.request.user).select_related("institution").defer("text")
        filters = LetterFilters(self.request.GET, queryset=seen, request=self.request)
        page = selectors.keyset_page(filters.qs, before=number_in(self.request, "before"), size=PAGE)
        return super().get_context_data(
            rows=page.rows,
            next_before=page.next_before,
            filters=filters,
            narrowed=any(self.request.GET.get(name) for name in LetterFilters.base_filters),
            waiting=seen.filter(state=ReaderMessage.State.NEW).count(),
            **kwargs,
        )


class MessageOfReader(LettersMixin, WagtailAdminTemplateMixin, TemplateView):  # type: ignore[misc]
    """A message, the notice it is about, what was done, the form of the answer."""

    template_name = "backoffice/letter.html"
    header_icon = "mail"
    form: AnswerForm | None = None

    def get_page_title(self) -> str:
        """Of the tab and of the browser."""
        return _("Message %(number)s") % {"number": self.message.pk}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """By way of the list."""
        first = {"url": reverse("reader_messages"), "label": _("Messages of readers")}
        return [*self.breadcrumbs_items, first, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whatever was done, in as many statements."""
        deeds = list(self.message.deeds.all())
        notice = notices.by_ark(self.message.ark)
        form = self.form or AnswerForm(initial={"seen": len(deeds)})
        return super().get_context_data(
            message=self.message,
            deeds=deeds,
            done=len(deeds),
            form=form,
            letters=list(self.message.letters.order_by("pk")),
            notice=side_by_side.side(notice) if notice else None,
            facts=side_by_side.facts(notice.description) if notice else (),
            withdrawn=bool(notice and notice.is_withdrawn),
            contact=service.contact_of(self.message),
            may_answer=rights.messages_for(self.request.user, right=rights.ANSWER).filter(pk=self.message.pk).exists(),
            **kwargs,
        )


class Answer(MessageOfReader):
    """Sends an answer; the page again, with what was typed, where there is something to be put right."""

    http_method_names = ["post"]
    right = rights.ANSWER

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """By mail, from the institution."""
        self.form = AnswerForm(request.POST)
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data(**kwargs), status=422)
        given = self.form.cleaned_data
        if not service.answer(self.message, by=_person(request), text=given["text"], seen=given["seen"]):
            messages.error(
                request, _("Something was done with this message in the meantime, and your answer was not sent: look, and send it again.")
            )
            self.form = AnswerForm(initial={"text": given["text"], "seen": self.message.deeds.count()})
            return self.render_to_response(self.get_context_data(**kwargs), status=409)
        messages.success(request, _("The answer leaves within a minute."))
        return self.back()


class Move(LettersMixin, View):
    """Closes a message, or opens it again."""

    http_method_names = ["post"]
    right = rights.ANSWER
    DEEDS = {"close": service.close, "reopen": service.reopen}

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Nothing is done where somebody did something in the meantime."""
        deed = self.DEEDS.get(request.POST.get("deed", ""))
        seen = whole(request.POST.get("seen", ""), digits=6)
        if deed is None or seen is None or not deed(self.message, by=_person(request), seen=seen):
            messages.error(request, _("Something was done with this message in the meantime, and nothing was changed."))
        else:
            messages.success(request, _("It is done."))
        return self.back()


def _person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
