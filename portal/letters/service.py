"""A reader's message is kept and carried to the library, answered, closed, opened again, and let go after its time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog
from django.conf import settings
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from catalogue.core.isil import isil
from catalogue.models import Institution
from portal.letters import outbox
from portal.models import MessageDeed, ReaderMessage, User

logger = structlog.get_logger(__name__)
State = ReaderMessage.State
LONGEST_TITLE = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a reader has written. ``code``: the RCR or ISIL of the institution it is for, "" for the regional team; ``contact``: where
    that one reads its mail, "" where it has told nobody; ``address``: the whole address of the notice.
    """

    kind: str
    code: str
    contact: str
    ark: str
    title: str
    address: str
    copy: str
    name: str
    email: str
    text: str
    language: str
    nonce: str


def receive(written: Written, *, with_copy: bool) -> ReaderMessage | None:
    """Keep a message and have it carried; None where the same form was sent before."""
    institution = Institution.objects.filter(isil=isil(written.code)).first() if written.code else None
    try:
        with transaction.atomic():
            message = ReaderMessage.objects.create(
                kind=written.kind, institution=institution, ark=written.ark, title=written.title[:LONGEST_TITLE],
                copy=written.copy[:LONGEST_TITLE], name=written.name, email=written.email, text=written.text,
                language=written.language, nonce=written.nonce,
            )  # fmt: skip
            _tell_the_library(message, written)
            if with_copy:
                _copy_to_the_reader(message, written)
    except IntegrityError:
        return None
    logger.info("reader_message", kind=message.kind, institution=institution.code if institution else "")
    return message


def answer(message: ReaderMessage, *, by: User, text: str, seen: int) -> bool:
    """Write to the reader; False, and nothing written, where something was done since the page was shown (``seen``: deeds then)."""
    with transaction.atomic():
        locked = _locked(message, seen)
        if locked is None:
            return False
        _note(locked, MessageDeed.Kind.ANSWERED, by, text=text)
        _set(locked, State.ANSWERED)
        with translation.override(locked.language):
            context = {"message": locked, "text": text, "institution": locked.institution}
            outbox.put(
                to=locked.email,
                subject=_("Answer to your message: %(title)s") % {"title": locked.title},
                text=render_to_string("letters/answer.txt", context),
                reply_to=contact_of(locked),
                message=locked,
                by_hand=True,
            )
    return True


def close(message: ReaderMessage, *, by: User, seen: int) -> bool:
    """Nothing more is to be done; False as in :func:`answer`."""
    return _move(message, MessageDeed.Kind.CLOSED, State.CLOSED, by=by, seen=seen)


def reopen(message: ReaderMessage, *, by: User, seen: int) -> bool:
    """It waits again; False as in :func:`answer`."""
    return _move(message, MessageDeed.Kind.REOPENED, State.NEW, by=by, seen=seen)


def let_go() -> int:
    """Forget what is older than ``READER_MESSAGE_DAYS``, with its answers; how many messages."""
    oldest = timezone.now() - timedelta(days=max(1, settings.READER_MESSAGE_DAYS))
    found = ReaderMessage.objects.filter(sent_at__lt=oldest)
    count = found.count()
    found.delete()
    return count


def contact_of(message: ReaderMessage) -> str:
    """The public address that answers for a message: the institution's, else the portal's; never the one of a person's account."""
    institution = message.institution
    return (institution.email if institution and institution.live else "") or str(settings.CONTACT_EMAIL)


def _locked(message: ReaderMessage, seen: int) -> ReaderMessage | None:
    locked = ReaderMessage.objects.select_for_update(of=("self",)).select_related("institution").filter(pk=message.pk).first()
    return locked if locked is not None and locked.deeds.count() == seen else None


def _move(message: ReaderMessage, kind: MessageDeed.Kind, state: ReaderMessage.State, *, by: User, seen: int) -> bool:
    with transaction.atomic():
        locked = _locked(message, seen)
        if locked is None or locked.state == state:
            return False
        _note(locked, kind, by)
        _set(locked, state)
    return True


def _note(message: ReaderMessage, kind: MessageDeed.Kind, by: User, *, text: str = "") -> None:
    MessageDeed.objects.create(message=message, kind=kind, person=by, name=str(by)[:300], text=text)


def _set(message: ReaderMessage, state: ReaderMessage.State) -> None:
    message.state = state
    message.save(update_fields=["state"])


def _tell_the_library(message: ReaderMessage, written: Written) -> None:
    """In the portal's first language; an answer by the mail program goes to the reader, who knows that her address is given."""
    with translation.override(settings.LANGUAGE_CODE):
        report = message.kind == ReaderMessage.Kind.REPORT
        subject = _("Mistake in a record: %(title)s") if report else _("A reader’s question: %(title)s")
        page = f"{settings.WAGTAILADMIN_BASE_URL}{reverse('reader_message', args=[message.pk])}"
        outbox.put(
            to=written.contact or str(settings.CONTACT_EMAIL),
            subject=subject % {"title": message.title},
            text=render_to_string("letters/to_library.txt", _context(message, written) | {"page": page}),
            reply_to=message.email,
            message=message,
        )


def _copy_to_the_reader(message: ReaderMessage, written: Written) -> None:
    with translation.override(message.language):
        outbox.put(
            to=message.email,
            subject=_("Copy of your message: %(title)s") % {"title": message.title},
            text=render_to_string("letters/copy.txt", _context(message, written)),
            reply_to=written.contact or str(settings.CONTACT_EMAIL),
            message=message,
        )


def _context(message: ReaderMessage, written: Written) -> dict[str, Any]:
    return {
        "message": message,
        "institution": message.institution,
        "address": written.address,
        "report": message.kind == ReaderMessage.Kind.REPORT,
        "days": settings.READER_MESSAGE_DAYS,
    }
