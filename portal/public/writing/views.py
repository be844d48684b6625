"""A mistake reported, a question asked: the form, and the page that says it has gone."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from catalogue.selectors.notices import ShownNotice
from portal.letters import limits, service
from portal.models import ReaderMessage
from portal.public import addresses
from portal.public.shared.origin import says_it_is_foreign
from portal.public.writing import presenters
from portal.public.writing.forms import MessageForm
from portal.public.writing.presenters import About
from portal.shown.links import mail_to
from portal.shown.named import of_a_notice
from portal.visitors import house_of

Kind = ReaderMessage.Kind
VIEWS = {Kind.REPORT: "public:report", Kind.QUESTION: "public:question"}


@csrf_exempt  # the form carries a signed token of its own: nobody is known here whom another site could have act
@require_http_methods(["GET", "HEAD", "POST"])
@of_a_notice
def report(request: HttpRequest, found: ShownNotice) -> HttpResponse:
    """A mistake in a record, told to who keeps the document. ``envoye``: it has gone."""
    return _page(request, found, Kind.REPORT)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@of_a_notice
def question(request: HttpRequest, found: ShownNotice) -> HttpResponse:
    """A question about a document, to who keeps it. ``ou``: the library whose copy is meant."""
    return _page(request, found, Kind.QUESTION)


def _page(request: HttpRequest, notice: ShownNotice, kind: Kind) -> HttpResponse:
    if request.method == "POST" and says_it_is_foreign(request):
        raise PermissionDenied
    about = presenters.about(notice)
    named = f"{kind} {about.ark}"
    if request.method != "POST":
        chosen = about.of_library(request.GET.get("ou", ""))
        return _show(request, notice, about, kind, MessageForm(initial={"exemplaire": chosen}, copies=about.choices, about=named))
    form = MessageForm(request.POST, copies=about.choices, about=named)
    if not form.is_valid() or not _send(request, notice, about, kind, form):
        return _show(request, notice, about, kind, form)
    said = urlencode({"envoye": form.cleaned_data["exemplaire"] or "1", **({"copie": "1"} if form.cleaned_data["copie"] else {})})
    return HttpResponseRedirect(f"{reverse(VIEWS[kind], args=[about.ark])}?{said}", status=303)


def _send(request: HttpRequest, notice: ShownNotice, about: About, kind: Kind, form: MessageForm) -> bool:
    """Keep the message; False, with a sentence on the form, where a bound is reached. A form sent twice is one message."""
    given, token = form.cleaned_data, form.token
    refusal = limits.spend("message", house=house_of(request), to=given["courriel"] if given["copie"] else "")
    if refusal is not None or token is None:
        form.add_error(None, presenters.refused(refusal) if refusal else "")
        return False
    copy = about.found(given["exemplaire"])
    card = about.card(given["exemplaire"])
    service.receive(
        service.Written(
            kind=kind, code=card.rcr, contact=card.email, ark=about.ark, title=about.title,
            address=addresses.site_address(request) + addresses.notice(notice), copy=copy.label if copy else "",
            name=given["nom"], email=given["courriel"], text=given["texte"], language=get_language() or "", nonce=token.nonce,
        ),
        with_copy=given["copie"],
    )  # fmt: skip
    return True


def _show(request: HttpRequest, notice: ShownNotice, about: About, kind: Kind, form: MessageForm) -> HttpResponse:
    gone = request.GET.get("envoye", "") if request.method != "POST" else ""
    name, address = presenters.receiver(about.card(gone if gone else str(form["exemplaire"].value() or "")))
    context = {
        "about": about,
        "form": form,
        "report": kind == Kind.REPORT,
        "action": reverse(VIEWS[kind], args=[about.ark]),
        "notice_url": addresses.notice(notice),
        "gone": gone,
        "with_copy": "copie" in request.GET,
        "receiver": name,
        "letter": _letter(request, notice, about, kind, address),
        "letter_address": address,
        "longest": form.fields["texte"].max_length,  # type: ignore[attr-defined]
    }
    wrong = form.is_bound and bool(form.errors)
    response = render(request, "public/writing.html", context, status=422 if wrong else 200)
    response["Cache-Control"] = "private, no-store"
    return response


def _letter(request: HttpRequest, notice: ShownNotice, about: About, kind: Kind, to: str) -> str:
    """The same by the reader's own mail program."""
    words = _("Mistake in record %(number)s: %(title)s") if kind == Kind.REPORT else _("Question about %(title)s (%(number)s)")
    lines = [_("Hello,"), "", about.title[:200], addresses.site_address(request) + addresses.notice(notice)]
    number = _("Number in your catalogue: %(identifier)s") % {"identifier": notice.members[0].identifier[:100]}
    return mail_to(to, subject=words % {"number": addresses.short(notice), "title": about.title[:80]}, lines=[*lines, number, "", ""])
