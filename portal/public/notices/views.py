"""A notice, and the record as its partner sent it."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from catalogue import policies
from catalogue.selectors import deposits, institutions, local_interest, notices, press, similar, works
from catalogue.selectors.notices import ShownNotice
from harvest import originals
from portal.public import addresses
from portal.public.addresses import site_address
from portal.public.notices.presenters import editions, neighbours, together
from portal.public.notices.presenters.around import around
from portal.public.notices.presenters.original import as_text
from portal.shown import citing, gallica
from portal.shown.answers import withdrawn
from portal.shown.copies import keeper_card
from portal.shown.deposits import albums
from portal.shown.links import mail_to
from portal.shown.named import of_a_notice
from portal.shown.notice import present


def notice(request: HttpRequest, found: ShownNotice) -> HttpResponse:
    """Everything a record says, where to consult first; 410 and what it was for one that its source withdrew.

    Four statements, one more for a serial, one where the BnF has numbered the edition, two more where its work has other editions, two
    where pictures of it were deposited; of an edition that several records describe and of one that others may be at most thirteen; one
    call of the engine for what is near, without which the page comes all the same.
    """
    if found.is_withdrawn:
        return withdrawn(request, found)
    near = similar.near(found)
    judged = together.look(found)
    work = works.other_editions(found)
    known = institutions.by_code(found.rcrs | neighbours.rcrs(near) | judged.rcrs | editions.rcrs(work))
    page = present(found, known)
    kept = local_interest.kept_of_edition(found.description, most=gallica.KEPT_OF_EDITION)
    deposited = albums(deposits.of_arks(member.ark for member in found.members) if found.deposited else ())
    opened = None if deposited or any(copy.shown for copy in page.digital) else gallica.kept_copy(addresses.Of(found.ark, found.key), kept)
    reference = citing.of_cards(found, page.cards, site=site_address(request))
    context = {
        "notice": page,
        "albums": deposited,
        "keeper_card": keeper_card(found.keeper),
        "around": around(found.description),
        "neighbours": neighbours.present(near.without(other.key for other in (*judged.others, *work.notices)), known),
        "together": together.present(found, judged, known),
        "editions": editions.present(work, known, perhaps={other.edition or other.ark for other in judged.others}),
        "desk": _desk(request, found),
        "edition": addresses.of_ark(found.edition) if found.edition else "",
        "calendar": _calendar(found),
        "gallica": gallica.beside(opened, kept),
        "kept_copy": opened,
        "citing": citing.citing(found, reference),
        "share": mail_to("", subject=page.title.text, lines=[page.summary, reference.address]),
    }
    return render(request, "public/notice.html", context)


def _calendar(found: ShownNotice) -> str:
    """The page of its calendar, for a serial that has one; nothing is asked of other documents."""
    if found.description.level != "serial":
        return ""
    told = press.of_notice([found.ark, *(member.ark for member in found.members)])
    return reverse("public:press_title", args=[found.ark]) if told else ""


def _desk(request: HttpRequest, found: ShownNotice) -> str:
    """Where the records of an edition are parted, for whoever decides of one of them; "" for readers, of whom nothing is asked."""
    several = len(found.members) > 1 or bool(found.edition)
    if not several or settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
        return ""
    houses = {member.source.institution_id for member in found.members}
    if not policies.institutions_of(request.user).filter(pk__in=houses).exists():
        return ""
    return reverse("matching:group", args=[found.key.id])


@require_safe
@of_a_notice
def own_record(request: HttpRequest, found: ShownNotice) -> HttpResponse:
    """What one library wrote of an edition that several describe; for the time being the notice, where its record is all there is."""
    if found.is_withdrawn or (not found.edition and len(found.members) < 2):
        return redirect(addresses.notice(found))
    return notice(request, notices.alone(found))


@require_safe
@of_a_notice
def source(request: HttpRequest, found: ShownNotice) -> HttpResponse:
    """The bytes received for this record, as text; 404 where they are not kept."""
    member = found.members[0]
    original = originals.of(member.source.pk, member.identifier)
    if original is None:
        raise Http404
    data = bytes(original.data)
    context = {
        "member": member,
        "notice_url": addresses.notice(found),
        "title": found.description.title,
        "received_at": original.received_at,
        "size": len(data),
        "text": as_text(data, unimarc=member.format == "unimarc"),
    }
    return render(request, "public/source.html", context)
