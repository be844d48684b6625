"""The visit sheet sent by the portal itself, to an address that the reader types: the form, the mail, in text and in HTML."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from portal.letters import fields, limits, outbox
from portal.letters.limits import Refusal
from portal.public.addresses import site_address
from portal.public.shared.origin import from_our_pages_only
from portal.public.visit import basket as baskets
from portal.public.visit import views
from portal.public.visit.basket import Basket
from portal.visitors import house_of

ABOUT = "sheet"


class SheetForm(fields.Sent):
    """To whom; ``documents``: the sheet as an address lists it."""

    courriel = fields.Address(max_length=fields.LONGEST_ADDRESS)
    documents = fields.Line(max_length=baskets.MOST * 40)

    def __init__(self, *arguments: object, **options: object) -> None:
        super().__init__(*arguments, about=ABOUT, **options)
        address = self.fields["courriel"].error_messages
        address["required"] = _("Give the e-mail address that the sheet is to go to.")
        address["invalid"] = _("This is not an e-mail address: it looks like name@example.org.")
        for problem in ("required", "max_length"):
            self.fields["documents"].error_messages[problem] = _("This sheet is empty: there is nothing to send.")


@from_our_pages_only
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest) -> HttpResponse:
    """The form, for the sheet of this reader or the one that ``documents`` lists; by POST, the mail and the way back to the sheet."""
    if request.method != "POST":
        listed = baskets.listed(request.GET.get("documents", "")) if "documents" in request.GET else views.basket_of(request)
        return _show(request, SheetForm(initial={"documents": listed.text}))
    form = SheetForm(request.POST)
    if not form.is_valid() or not _put(request, form):
        return _show(request, form)
    own = views.basket_of(request).text == form.cleaned_data["documents"]
    said = {"envoyee": "1"} | ({} if own else {"documents": form.cleaned_data["documents"]})
    return views.of_this_reader(HttpResponseRedirect(f"{reverse('public:basket')}?{urlencode(said)}", status=303))


def _put(request: HttpRequest, form: SheetForm) -> bool:
    """Have the mail leave; False, with a sentence on the form, for a sheet without a document or where a bound is reached."""
    basket = baskets.listed(form.cleaned_data["documents"])
    sheet = views.laid_out(request, basket)
    if not sheet.stops:
        form.add_error(None, _("This sheet is empty: there is nothing to send."))
        return False
    to = form.cleaned_data["courriel"]
    if refusal := limits.spend(ABOUT, house=house_of(request), to=to):
        form.add_error(None, _refused(refusal))
        return False
    site = site_address(request)
    count = sum(len(stop.asked) for stop in sheet.stops)
    subject = ngettext("Visit sheet: %(count)s document", "Visit sheet: %(count)s documents", count) % {"count": count}
    context = {"sheet": sheet, "site": site, "address": _address(site, basket), "today": timezone.localdate(), "subject": subject}
    text, html = (render_to_string(f"letters/sheet.{ending}", context) for ending in ("txt", "html"))
    outbox.put(to=to, subject=subject, text=text, html=html)
    return True


def _refused(refusal: Refusal) -> str:
    said = {
        Refusal.VISITOR: _("Many sheets have been sent from your network within the hour or the day, and this one was not."),
        Refusal.RECIPIENT: _("This address has received several mails of the portal today: no copy can go there before tomorrow."),
        Refusal.PORTAL: _("The portal sends no more sheets today."),
    }[refusal]
    return said + " " + _("Your sheet is still here: print it, or keep its address.")


def _address(site: str, basket: Basket) -> str:
    return f"{site}{reverse('public:basket')}?{urlencode({'documents': basket.text})}"


def _show(request: HttpRequest, form: SheetForm) -> HttpResponse:
    status = 422 if form.is_bound and form.errors else 200
    return views.of_this_reader(render(request, "public/sheet_mail.html", {"form": form}, status=status))
