"""An invitation is sent, sent again, withdrawn, found by its link, accepted."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.conf import settings
from django.core import signing
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.log_actions import LogContext
from wagtail.users.models import UserProfile

from portal import journal, roles
from portal.models import Deed, Invitation, User
from portal.place import Place, fields_of

logger = structlog.get_logger(__name__)
SALT = "portal.invitation"
DAYS = 7
NAMES = {  # as the person invited and the one who invites read them
    "librarian": translation.gettext_lazy("Librarian: describes the institution and its collections"),
    "partner admin": translation.gettext_lazy("Partner admin: looks after the harvests and the team"),
    "safeguard": translation.gettext_lazy("Keeper of the safeguarding plan: reads and writes what is carried out first"),
    "editor": translation.gettext_lazy("Editor: writes and publishes every page of the portal"),
}


class NotSent(Exception):
    """The mail could not be handed over; the invitation waits to be sent again."""


def role_name(code: str) -> str:
    """What a role is, in a few words."""
    return str(NAMES.get(code, code))


def waiting(place: Place | None) -> QuerySet[Invitation]:
    """Those of an institution or a network (of the whole portal for None) that nobody accepted or withdrew, the expired ones too; newest
    first.
    """
    found = Invitation.objects.filter(accepted_at=None, withdrawn_at=None, **fields_of(place))
    return found.select_related("invited_by").order_by("-sent_at", "-pk")


def expires(invitation: Invitation) -> datetime:
    """Until when its link opens."""
    return invitation.sent_at + timedelta(days=DAYS)


def is_of_team(email: str, role: str, place: Place | None) -> bool:
    """Whether somebody of that address has the role already."""
    groups = roles.groups_of_team(place).get(role, [])
    return User.objects.filter(email__iexact=email, is_active=True, groups__in=groups).exists()


def invite(by: User, *, email: str, role: str, place: Place | None, language: str) -> Invitation:
    """Send one; a second to the same person for the same role closes the link of the first. Raises NotSent."""
    email = User.objects.normalize_email(email).lower()
    with transaction.atomic():
        invitation = waiting(place).filter(email=email, role=role).first() or Invitation(email=email, role=role, **fields_of(place))
        invitation.language, invitation.invited_by = language, by
        _stamp(invitation)
        journal.note(by, Deed.Kind.INVITED, about=f"{email} · {role}", institution=place)
    _send(invitation)
    return invitation


def send_again(by: User, invitation: Invitation) -> None:
    """A new link for a week, in place of the old one. Raises NotSent."""
    invitation.invited_by = by
    _stamp(invitation)
    _send(invitation)


def withdraw(by: User, invitation: Invitation) -> None:
    """Close its link."""
    Invitation.objects.filter(pk=invitation.pk, accepted_at=None).update(withdrawn_at=timezone.now())
    about = f"{invitation.email} · {invitation.role}"
    journal.note(by, Deed.Kind.INVITATION_WITHDRAWN, about=about, institution=invitation.place)


def link(invitation: Invitation) -> str:
    """The address that opens it."""
    token = signing.dumps([invitation.pk, invitation.nonce], salt=SALT)
    return f"{settings.WAGTAILADMIN_BASE_URL}{reverse('invitation', args=[token])}"


def opened(token: str, *, locked: bool = False) -> Invitation | None:
    """The invitation of a link; None where it is not ours, too old, withdrawn, replaced or accepted. ``locked``: in a transaction."""
    try:
        pk, nonce = signing.loads(token, salt=SALT, max_age=timedelta(days=DAYS))
    except (signing.BadSignature, ValueError, TypeError):
        return None
    found = Invitation.objects.select_for_update(of=("self",)) if locked else Invitation.objects.all()
    invitation = (
        found.select_related("institution", "network", "invited_by").filter(pk=pk, nonce=nonce, accepted_at=None, withdrawn_at=None).first()
    )
    if invitation is None or not may_invite(invitation.invited_by, invitation.place):
        return None
    there = account(invitation)
    return None if there is not None and not there.is_active else invitation


def may_invite(by: User | None, place: Place | None) -> bool:
    """Whether ``by`` may, at this moment; an invitation ends with the rights of whoever sent it."""
    if by is None or not by.is_active:
        return False
    return by.is_superuser or (place is not None and roles.looks_after(by, place))


def account(invitation: Invitation) -> User | None:
    """The account that the person has already."""
    return User.objects.filter(email__iexact=invitation.email).first()


def accept(token: str, *, person: User | None) -> User | None:
    """Give the role to the person's account; ``person`` is the account to be made where there is none. None for a link that is closed."""
    with transaction.atomic():
        invitation = opened(token, locked=True)
        if invitation is None:
            return None
        user = account(invitation) or person
        if user is None:
            return None
        if user.pk is None:
            user.save()
            UserProfile.objects.create(user=user, preferred_language=invitation.language)
        invitation.accepted_at = timezone.now()
        invitation.save(update_fields=["accepted_at"])
        with LogContext(user=invitation.invited_by):
            roles.grant(user, invitation.role, institution=invitation.place)
        journal.note(user, Deed.Kind.JOINED, about=f"{invitation.email} · {invitation.role}", institution=invitation.place)
    return user


def _stamp(invitation: Invitation) -> None:
    invitation.nonce, invitation.sent_at = secrets.token_urlsafe(16), timezone.now()
    invitation.save()


def _send(invitation: Invitation) -> None:
    context: dict[str, Any] = {"invitation": invitation, "role": invitation.role, "link": link(invitation), "days": DAYS}
    with translation.override(invitation.language):
        context["role_name"] = role_name(invitation.role)
        subject = _("You are invited to %(portal)s") % {"portal": settings.WAGTAIL_SITE_NAME}
        try:
            send_mail(subject, render_to_string("entering/mails/invitation.txt", context), None, [invitation.email])
        except OSError as error:
            logger.error("mail_not_sent", error=str(error))
            raise NotSent from error
