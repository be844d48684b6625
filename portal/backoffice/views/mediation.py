"""One's exhibitions, paths and articles: their list, a page taken over, the changes of its parent, a manifest brought in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.permissions import policy_registry

from catalogue.formats.iiif.annotated import Annotated, read_annotated
from catalogue.formats.iiif.values import NotIiif
from catalogue.models import Institution
from portal.backoffice.views.own import OwnView
from portal.hygiene import whole
from portal.pages import lineage
from portal.pages.articles import of_region
from portal.pages.bringing import MOST, bring_in
from portal.pages.mediation import MEDIATIONS, Mediation
from portal.pages.models import HomePage
from portal.pages.selectors import Shown, ark_of, by_ark, under
from portal.public import addresses

LARGEST = 5_000_000  # bytes of a manifest
SHOWN = 100


class MediationView(OwnView):
    """A page of those who may write pages under an institution."""

    header_icon = "openquote"

    def first(self) -> tuple[str, str]:
        """The list."""
        return _("Exhibitions, paths and articles"), reverse("mediation:mine")

    def reach(self) -> QuerySet[Institution]:
        """The institutions under which this person may add pages."""
        pages = policy_registry.get_by_type(Institution).instances_user_has_permission_for(self.request.user, "add")
        return Institution.objects.filter(pk__in=pages.values("pk"))

    def chosen(self, request: HttpRequest) -> Institution:
        """The institution that a form names; raises Http404 for another's."""
        number = whole(request.POST.get("institution", ""), digits=12)
        if number is None:
            raise Http404
        return self.one(number)

    def choices(self) -> list[Institution]:
        """The institutions to choose among, by town."""
        return list(self.own.order_by("town", "title", "pk")[:2000])


class Mine(MediationView):
    """Every exhibition, path and article of one's institutions, the last written first."""

    template_name = "backoffice/mediation.html"
    page_title = gettext_lazy("Exhibitions, paths and articles")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Some statements, whatever is listed."""
        mine = [page for model in MEDIATIONS for page in under(model, self.own).order_by("-latest_revision_created_at")[:SHOWN]]
        region = region_of(self.request.user)
        mine += of_region().order_by("-latest_revision_created_at")[:SHOWN] if region else []
        mine.sort(key=lambda page: page.latest_revision_created_at.timestamp() if page.latest_revision_created_at else 0, reverse=True)
        changed = {page.pk for page in lineage.waiting(self.own)}
        context = {"pages": [{"page": page, "changed": page.pk in changed} for page in mine], "institutions": self.choices()}
        context["region"] = region
        return super().get_context_data(**context, **kwargs)


def region_of(user: Any) -> HomePage | None:
    """The page below which articles of the region stand, for who may write there."""
    home = HomePage.objects.first()
    return home if home and home.permissions_for_user(user).can_add_subpage() else None


class TakeOver(MediationView):
    """Into which institution a page that readers see is taken over; the copy is a draft."""

    template_name = "backoffice/mediation_take_over.html"
    page_title = gettext_lazy("Take over")

    def look_up(self, **named: Any) -> None:
        """Only what readers see; another institution's draft is a 404."""
        self.shown = _published(named["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The page, and one's institutions."""
        return super().get_context_data(shown=self.shown, url=addresses.of_ark(self.shown.ark), institutions=self.choices(), **kwargs)

    def post(self, request: HttpRequest, **named: Any) -> HttpResponse:
        """To the draft."""
        page = lineage.take_over(self.shown, self.chosen(request), user=request.user)
        messages.success(request, _("Here is your copy, a draft: say who adapts it, change what you want, then publish it."))
        return redirect("wagtailadmin_pages:edit", page.pk)


class Seen(MediationView):
    """Whoever keeps a copy has looked at what changed in its parent."""

    template_name = "backoffice/mediation_seen.html"
    page_title = gettext_lazy("What it was taken over from has changed")

    def look_up(self, **named: Any) -> None:
        """A copy in one of one's institutions."""
        self.page = _mine(named["pk"], self.own)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The copy and its parent."""
        parent = lineage.changed_since(self.page)
        return super().get_context_data(page=self.page, parent=parent, url=addresses.of_ark(self.page.taken_from), **kwargs)

    def post(self, request: HttpRequest, **named: Any) -> HttpResponse:
        """Not told again until the next change."""
        lineage.seen(self.page)
        messages.success(request, _("It is told again when it changes again."))
        return redirect("wagtailadmin_pages:edit", self.page.pk)


class BringIn(MediationView):
    """A IIIF manifest with annotations becomes the draft of a path."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The form is in the list."""
        return redirect("mediation:mine")

    def post(self, request: HttpRequest) -> HttpResponse:
        """To the draft, or back with what is wrong with the file."""
        institution, file = self.chosen(request), request.FILES.get("manifest")
        if file is None or not file.size or file.size > LARGEST:
            messages.error(request, _("Choose a manifest of at most 5 megabytes."))
            return redirect("mediation:mine")
        try:
            story = read_annotated(file.read(), language="fr")
        except NotIiif:
            messages.error(request, _("This file is no IIIF manifest with annotations."))
            return redirect("mediation:mine")
        page = bring_in(story, institution, user=request.user)
        messages.success(request, _("Here is the draft of a path: give its pictures the arks of their records, then publish it."))
        for sentence in _to_see(story):
            messages.warning(request, sentence)
        return redirect("wagtailadmin_pages:edit", page.pk)


def _to_see(story: Annotated) -> Iterator[str]:
    """What a draft does not show of its manifest, in sentences."""
    elsewhere = sum(bool(note.elsewhere) for note in story.notes[:MOST])
    if elsewhere:
        yield ngettext(
            "%(count)s annotation stands on a page of another manifest: its step has the text, and the address of the page at its end.",
            "%(count)s annotations stand on pages of other manifests: their steps have the text, and the address of the page at its end.",
            elsewhere,
        ) % {"count": elsewhere}
    if story.unread:
        yield ngettext(
            "%(count)s list of annotations is only an address in this file, and was not read.",
            "%(count)s lists of annotations are only addresses in this file, and were not read.",
            story.unread,
        ) % {"count": story.unread}
    if len(story.notes) > MOST:
        yield _("Only the first %(count)s annotations have become steps.") % {"count": MOST}


def _published(pk: int) -> Shown:
    for model in MEDIATIONS:
        page = model.objects.live().filter(pk=pk).first()
        found = by_ark(ark_of(page)) if page else None
        if found:
            return found
    raise Http404


def _mine(pk: int, own: QuerySet[Institution]) -> Mediation:
    """A copy in one of one's institutions; raises Http404."""
    for model in MEDIATIONS:
        page: Mediation | None = under(model, own).filter(pk=pk).exclude(taken_from="").first()
        if page is not None:
            return page
    raise Http404
