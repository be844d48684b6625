"""The page of a record on which an editor chooses a part by eye: where its picture is, or why there is none."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.generic import View

from catalogue.core.rules.copies import copy_key
from catalogue.core.rules.reuse import Use
from portal.backoffice.views.own import OwnMixin
from portal.hygiene import whole, without_controls
from portal.pages import works
from portal.pages.blocks.fields import named
from portal.public import addresses

MOST_PAGES = 5000


class Picture(OwnMixin, View):
    """For whoever may write pages; the picture itself is the readers', by their own address."""

    http_method_names = ("get",)

    def get(self, request: HttpRequest) -> HttpResponse:
        """``picture``, its address, and ``alt``, what it is of; or ``said``, a sentence. Six statements at most."""
        page = whole(request.GET.get("page", "1"), digits=4) or 1
        try:
            ark = named(without_controls(request.GET.get("ark", ""))[:300])
        except ValidationError as error:
            return JsonResponse({"said": error.messages[0]})
        return JsonResponse(_told(ark, min(page, MOST_PAGES)))


def _told(ark: str, page: int) -> dict[str, str]:
    notice = works.found([ark])[ark].notice
    if notice is None:
        return {"said": _("%(ark)s names no record of the catalogue.") % {"ark": addresses.identifier_of(ark)}}
    copy, allowed = works.copy_of(notice), works.use(notice)
    if copy is None:
        return {"said": _("The record has no digital copy that can be shown.")}
    if allowed is Use.LINK:
        return {"said": _("The rights on this picture do not let it be shown here.")}
    if allowed is Use.WHOLE:
        return {"said": _("The rights on this picture do not let a part of it be cut out: show it whole.")}
    alt = _("Page %(number)d of “%(title)s”") % {"number": page, "title": notice.description.title}
    return {"picture": addresses.detail(notice.ark, copy_key(copy), page - 1, None), "alt": alt}
