"""The page of a record on which an editor chooses a part by eye: where its picture is, or why there is none."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from catalogue.core.rules.copies import copy_key
from catalogue.core.rules.reuse import Use
from catalogue.selectors.deposits import ShownDeposit
from catalogue.selectors.notices import ShownNotice
from portal.backoffice.views.own import OwnMixin
from portal.hygiene import whole, without_controls
from portal.pages import works
from portal.pages.blocks.fields import named
from portal.public import addresses
from portal.shown import deposits as deposited

MOST_PAGES = 5000
_REFUSED = {
    Use.LINK: gettext_lazy("The rights on this picture do not let it be shown here."),
    Use.WHOLE: gettext_lazy("The rights on this picture do not let a part of it be cut out: show it whole."),
}


class Picture(OwnMixin, View):
    """For whoever may write pages; the picture itself is the readers', by their own address."""

    http_method_names = ("get",)

    def get(self, request: HttpRequest) -> HttpResponse:
        """``picture``, its address, and ``alt``, what it is of; or ``said``, a sentence. Eight statements at most."""
        page = whole(request.GET.get("page", "1"), digits=4) or 1
        try:
            ark = named(without_controls(request.GET.get("ark", ""))[:300])
        except ValidationError as error:
            return JsonResponse({"said": error.messages[0]})
        return JsonResponse(_told(ark, min(page, MOST_PAGES)))


def _told(ark: str, page: int) -> dict[str, str]:
    one = works.found([ark])[ark]
    if one.notice is None:
        return {"said": _("%(ark)s names no record of the catalogue.") % {"ark": addresses.identifier_of(ark)}}
    if not one.has_pictures:
        return {"said": _("The record has no digital copy that can be shown.")}
    if one.use is not Use.FREE:
        return {"said": str(_REFUSED[one.use])}
    address = _address(one.notice, one.deposit, page)
    if not address:
        return {"said": _("The record has no page of this number.")}
    return {"picture": address, "alt": _("Page %(number)d of “%(title)s”") % {"number": page, "title": one.notice.description.title}}


def _address(notice: ShownNotice, deposit: ShownDeposit | None, page: int) -> str:
    """Where the page is, "" where a deposit has none of this number; of partners' copies their manifest will tell."""
    copy = works.copy_of(notice)
    if copy is not None:
        return addresses.detail(notice.ark, copy_key(copy), page - 1, None)
    if deposit is None or page > len(deposit.views):
        return ""
    return deposited.picture(deposit, deposit.views[page - 1], width=deposited.AMONG_TEXTS)
