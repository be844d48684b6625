"""Finding aids of one's institutions: handed in, looked at before readers see them, published, discarded, withdrawn."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from wagtail.admin import messages

from catalogue.core.messages import Message
from catalogue.models import EadUpload, FindingAid, Institution
from catalogue.selectors import ead_uploads as selectors
from catalogue.services import ead_uploads as services
from catalogue.services.ead_files import content_of
from catalogue.services.finding_aids import withdraw
from portal.backoffice.views.own import OwnMixin, OwnView
from portal.public import addresses
from portal.shown.ead_findings import by_level

HISTORY = 50
SORTS = (
    ("new", pgettext_lazy("descriptions of a file", "New")),
    ("changed", gettext_lazy("Changed")),
    ("gone", gettext_lazy("Withdrawn from readers’ sight")),
)


class FindingAidsView(OwnView):
    """A page of finding aids."""

    header_icon = "list-ul"

    def first(self) -> tuple[str, str]:
        """The list of institutions."""
        return _("Finding aids"), reverse("finding_aids:index")


class Institutions(FindingAidsView):
    """One's institutions; who has one alone is led to it."""

    template_name = "backoffice/ead_institutions.html"
    page_title = gettext_lazy("Finding aids")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The list, or the only page of it."""
        found = list(self.own.values_list("pk", flat=True)[:2])
        if len(found) == 1:
            return redirect("finding_aids:of_institution", institution=found[0])
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """By town."""
        return super().get_context_data(institutions=self.own.order_by("town", "title", "pk"), **kwargs)


class FindingAids(FindingAidsView):
    """The finding aids of one institution, what was handed in for it, and the form that hands one in."""

    template_name = "backoffice/ead_of_institution.html"
    institution: Institution

    def get_page_title(self) -> str:
        """Of the page and of the browser."""
        return _("Finding aids: %(institution)s") % {"institution": self.institution.title}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show them."""
        self.institution = self.one(kwargs["institution"])
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, institution: int) -> HttpResponseBase:
        """Hand a file in: the next page says what it would change."""
        found = self.one(institution)
        file = request.FILES.get("file")
        refusal = _refusal(file)
        if file is None or refusal:
            messages.error(request, refusal)
            return redirect("finding_aids:of_institution", institution=found.pk)
        upload = services.receive(file.read(), name=str(file.name), institution=found, author=self.person)
        return redirect("finding_aids:upload", upload=upload.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Five statements, however many there are."""
        aids = selectors.aids_of(self.institution.code)
        return super().get_context_data(
            found=self.institution,
            aids=[(aid, addresses.of_ark(aid.ark) if aid.ark and aid.shown else "") for aid in aids],
            uploads=selectors.uploads_of([self.institution.pk])[:HISTORY],
            largest=services.LARGEST // 1_000_000,
            **kwargs,
        )


def _refusal(file: Any) -> str:
    """Why a file cannot be looked at; "" where it can."""
    if file is None:
        return _("Choose a file.")
    if file.size > services.LARGEST:
        return _("This file is too long: give it to the portal’s team, who import it by manage.py import_ead.")
    return "" if file.size else _("This file is empty.")


class OfUpload(OwnMixin):
    """What concerns one file that was handed in for one of one's institutions."""

    def upload_of(self, pk: Any) -> EadUpload:
        """It; another institution's is a 404."""
        found: EadUpload = get_object_or_404(EadUpload.objects.select_related("institution", "file"), pk=pk, institution__in=self.own)
        return found


class Upload(OfUpload, FindingAidsView):
    """What the check says of a file, what it would change or has changed, and what may be done with it."""

    template_name = "backoffice/ead_upload.html"
    upload: EadUpload

    def get_page_title(self) -> str:
        """The name of the file."""
        return self.upload.name

    def trail(self) -> list[dict[str, Any]]:
        """The institution."""
        found = self.upload.institution
        return [{"url": reverse("finding_aids:of_institution", args=[found.pk]), "label": found.title}]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show it."""
        self.upload = self.upload_of(kwargs["upload"])
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Three statements."""
        return super().get_context_data(
            upload=self.upload,
            levels=by_level(services.findings_of(self.upload)),
            aids=[_laid_out(one) for one in services.seen_of(self.upload)],
            **kwargs,
        )


def _laid_out(one: services.Seen) -> dict[str, Any]:
    """One finding aid of a file, in words."""
    sorts = [(label, getattr(one, name), one.examples.get(name, ())) for name, label in SORTS]
    return {
        "aid": one,
        "reason": Message.of_json(one.reason).sentence(_) if one.reason else "",
        "warnings": [Message.of_json(warning).sentence(_) for warning in one.warnings],
        "sorts": [(label, count, examples, count - len(examples)) for label, count, examples in sorts if count],
    }


class UploadFile(OfUpload, OwnView):
    """The file as it was handed in."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Its bytes, never shown by a browser."""
        upload = self.upload_of(kwargs["upload"])
        answer = StreamingHttpResponse(content_of(upload.file) if upload.file else (), content_type="application/octet-stream")
        answer["Content-Disposition"] = f'attachment; filename="{upload.pk}.xml"'
        return answer


class Publish(OfUpload, OwnView):
    """The deed that lets readers see what was handed in."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, upload: Any) -> HttpResponse:
        """Import it, and say what came of it."""
        found = self.upload_of(upload)
        if services.publish(found, author=self.person):
            messages.success(request, _("Published: readers find it at its addresses, and the search within some minutes."))
        else:
            messages.error(request, _("Nothing was published: see what this page says."))
        return redirect("finding_aids:upload", upload=found.pk)


class Discard(OfUpload, OwnView):
    """The deed that puts a file aside."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, upload: Any) -> HttpResponse:
        """Say so; what is published stays."""
        found = self.upload_of(upload)
        if services.discard(found):
            messages.success(request, _("Discarded: nothing of it was published."))
        return redirect("finding_aids:of_institution", institution=found.institution_id)


class Withdraw(FindingAidsView):
    """A finding aid that readers are to find no more: asked once more, then done."""

    template_name = "backoffice/ead_withdraw.html"
    page_title = gettext_lazy("Withdraw a finding aid")

    def _found(self, institution: int, aid: int) -> tuple[Institution, FindingAid]:
        keeper = self.one(institution)
        return keeper, get_object_or_404(FindingAid, pk=aid, institution=keeper.code)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What it is."""
        keeper, aid = self._found(self.kwargs["institution"], self.kwargs["aid"])
        return super().get_context_data(found=keeper, aid=aid, **kwargs)

    def post(self, request: HttpRequest, institution: int, aid: int) -> HttpResponse:
        """Withdraw it."""
        keeper, found = self._found(institution, aid)
        count = withdraw(found)
        messages.success(
            request, ngettext("%(count)d description withdrawn.", "%(count)d descriptions withdrawn.", count) % {"count": count}
        )
        return redirect("finding_aids:of_institution", institution=keeper.pk)
