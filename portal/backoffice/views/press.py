"""Titles of the press: added by their notice, given a calendar by Gallica or by a library's list, and words by its files."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from catalogue.core.ark import NotAnArk, parse
from catalogue.formats import page_text, press_list
from catalogue.formats.gallica_issues import collection_of
from catalogue.models import Institution, PressTitle
from catalogue.selectors import notices
from catalogue.selectors import press as selectors
from catalogue.services import press as services
from catalogue.services import press_text
from harvest.services import gallica
from harvest.services import press as calendars
from portal.backoffice.views.own import OwnView
from portal.backoffice.views.press_state import at_gallica, said_of
from portal.hygiene import whole
from portal.public import addresses

PAGE = 50
MOST_OWN = 5_000
MOST_FILES = 100
MOST_TOLD = 20
PATIENCE = 45.0  # seconds, for all the PDF of a form


class PressView(OwnView):
    """A page of the press."""

    header_icon = "calendar-alt"

    def first(self) -> tuple[str, str]:
        """The list."""
        return _("The press"), reverse("press:titles")

    def keeper(self) -> Institution:
        """The institution of a form: the one chosen among one's own, or the only one; another's is a 404."""
        chosen = self.request.POST.get("institution", "")
        if chosen:
            return self.one(whole(chosen, digits=9) or 0)
        found = list(self.own[:2])
        if len(found) != 1:
            raise Http404
        return found[0]

    def answered_for(self) -> QuerySet[PressTitle]:
        """The titles that this person may ask Gallica about and remove: those of her institutions, and those of none."""
        return PressTitle.objects.filter(Q(institution__in=self.own) | Q(institution=None))


class Titles(PressView):
    """Every title, and the form that adds one."""

    template_name = "backoffice/press.html"
    page_title = gettext_lazy("The press")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A page of titles; as many statements, however many they are."""
        found = PressTitle.objects.select_related("institution", "asking").order_by("sorting", "pk")
        page = Paginator(found, PAGE).get_page(self.request.GET.get("p"))
        turn = gallica.turn()
        return super().get_context_data(
            page=page,
            rows=[{"title": title, "said": said_of(title, turn)} for title in page.object_list],
            gallica=at_gallica(turn),
            institutions=list(self.own.order_by("town", "title")[:MOST_OWN]),
            **kwargs,
        )

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """Add a title by the ark or the address of its notice."""
        title = self._added()
        if title is None:
            return redirect("press:titles")
        messages.success(request, _("“%(title)s” has a page of the press.") % {"title": title.title})
        return redirect("press:title", title=title.pk)

    def _added(self) -> PressTitle | None:
        typed, cb = self.request.POST.get("ark", "").strip(), self.request.POST.get("gallica", "").strip()
        keeper = self.keeper()
        try:
            name = parse(typed[typed.find("ark:") :] if "ark:" in typed else typed).name
        except NotAnArk:
            messages.error(self.request, _("This is no ark: paste the address of the notice of the title."))
            return None
        found = notices.by_ark(name)
        if found is None or found.is_withdrawn:
            messages.error(self.request, _("This ark names no notice that readers see."))
            return None
        if keeper.rcr not in found.rcrs and keeper.rcr != found.keeper.code and not self.request.user.is_superuser:
            messages.error(self.request, _("This institution does not keep that title: its notice names none of its copies."))
            return None
        if cb and not collection_of(cb):
            messages.error(self.request, _("Give the ark of the title in Gallica, which begins with cb, not that of an issue."))
            return None
        return services.add_title(name, found.description, institution=keeper, gallica=collection_of(cb))


class Title(PressView):
    """One title: how its calendar stands, who gives issues of it, the forms that give more."""

    template_name = "backoffice/press_title.html"
    found: PressTitle

    def look_up(self, **named: Any) -> None:
        """The title of the address."""
        self.found = get_object_or_404(PressTitle.objects.select_related("institution", "asking"), pk=named["title"])

    def get_page_title(self) -> str:
        """Its name."""
        return self.found.title[:120]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """As many statements, however many issues."""
        turn = gallica.turn()
        return super().get_context_data(
            title=self.found,
            public_url=reverse("public:press_title", args=[self.found.notice]),
            notice_url=addresses.of_ark(self.found.notice),
            said=said_of(self.found, turn),
            gallica=at_gallica(turn),
            givers=selectors.givers(self.found),
            has_words=selectors.has_words(self.found),
            may=self.answered_for().filter(pk=self.found.pk).exists(),
            institutions=list(self.own.order_by("town", "title")[:MOST_OWN]),
            megabytes=press_list.LARGEST // 1_000_000,
            most_files=MOST_FILES,
            **kwargs,
        )


class Deed(PressView):
    """What is done with a title; a form sends it. ``theirs``: only who answers for the title may."""

    http_method_names = ["post"]
    found: PressTitle
    theirs = False

    def look_up(self, **named: Any) -> None:
        """The title of the address; another institution's is a 404 for what only its own may do."""
        self.found = get_object_or_404(self.answered_for() if self.theirs else PressTitle.objects.all(), pk=named["title"])

    def post(self, request: HttpRequest, title: int) -> HttpResponse:
        """Do it, and show the title again."""
        self.do()
        return redirect("press:title", title=self.found.pk)

    @abstractmethod
    def do(self) -> None:
        """The deed itself."""


class Ask(Deed):
    """Ask Gallica for the calendar, under the name that the form gives."""

    theirs = True

    def do(self) -> None:
        """Note that it is wanted: a worker asks, a question at a time."""
        typed = self.request.POST.get("gallica", "").strip()
        collection = collection_of(typed) if typed else self.found.gallica
        if not collection:
            messages.error(self.request, _("Give the ark of the title in Gallica, which begins with cb, not that of an issue."))
            return
        services.name_in_gallica(self.found, collection)
        calendars.want(self.found, by=self.person)
        messages.success(self.request, _("Asked for: its years come first, then the issues of each, one question every few seconds."))


class TakeList(Deed):
    """A library's own list of issues."""

    def do(self) -> None:
        """All of the list is taken, or nothing."""
        keeper, file = self.keeper(), self.request.FILES.get("file")
        if file is None or (file.size or 0) > press_list.LARGEST:
            messages.error(self.request, _("Choose a file.") if file is None else _("The list is too large: cut it."))
            return
        try:
            done = services.replace_issues(self.found, press_list.read_list(file.read()), keeper=keeper)
        except press_list.BadList as bad:
            for message in bad.messages:
                messages.error(self.request, message.sentence(_))
            return
        messages.success(self.request, _("Issues: %(added)d new, %(changed)d changed, %(removed)d removed.") % done._asdict())


class TakeText(Deed):
    """The words of a library's own issues, in files."""

    def do(self) -> None:
        """Each file is taken or refused alone."""
        keeper, files = self.keeper(), self.request.FILES.getlist("files")[:MOST_FILES]
        if not files:
            messages.error(self.request, _("Choose a file."))
            return
        given = ((str(file.name), file.read(page_text.largest(str(file.name)) + 1)) for file in files)
        done = press_text.deliver(self.found, given, keeper=keeper, seconds=PATIENCE)
        for message in done.refused[:MOST_TOLD]:
            messages.error(self.request, message.sentence(_))
        if done.pages:
            said = _("Words stored: %(pages)d pages of %(issues)d issues.") % {"pages": done.pages, "issues": done.issues}
            messages.success(self.request, said)


class Remove(Deed):
    """A title that is to have no calendar any more."""

    theirs = True

    def post(self, request: HttpRequest, title: int) -> HttpResponse:
        """Remove it, where the form says that it is meant."""
        if request.POST.get("sure") != "yes":
            messages.error(request, _("Tick the box first: its issues and their words are forgotten."))
            return redirect("press:title", title=self.found.pk)
        self.do()
        return redirect("press:titles")

    def do(self) -> None:
        """Forget it."""
        services.remove_title(self.found)
        messages.success(self.request, _("“%(title)s” has no page of the press any more.") % {"title": self.found.title})


class Resume(PressView):
    """Somebody has looked why Gallica refuses: it may be asked again."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Let workers go on."""
        gallica.resume()
        messages.success(request, _("Gallica is asked again from now on."))
        return redirect("press:titles")
