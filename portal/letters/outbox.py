"""The mails of readers and librarians: written in the transaction that makes them, handed to the mail server by a task, tried again.

A request never waits for a mail server; one that is down for a while loses nothing.
"""

from __future__ import annotations

import smtplib
import time
from datetime import timedelta

import structlog
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from portal.models import Letter, ReaderMessage

MOST_AT_ONCE = 50
SECONDS = 40.0  # of one call of the task
AGAIN = timedelta(minutes=5)  # after the first try; twice that after the second, and so on
MOST_TRIES = 20  # about seventeen hours
LONGEST_SUBJECT = 200
logger = structlog.get_logger(__name__)


def put(
    *, to: str, subject: str, text: str, html: str = "", reply_to: str = "", message: ReaderMessage | None = None, by_hand: bool = False
) -> Letter:
    """Have a mail leave soon. A subject is one line: a break in it would begin another header (RFC 5322, 2.2)."""
    line = " ".join(subject.splitlines())[:LONGEST_SUBJECT]
    return Letter.objects.create(to=to, reply_to=reply_to, subject=line, text=text, html=html, message=message, by_hand=by_hand)


def deliver() -> int:
    """Hand over what is due; how many the mail server took. It stops where no server answers."""
    sent, until = 0, time.monotonic() + SECONDS
    for letter in Letter.objects.filter(given_up_at=None, next_at__lte=timezone.now()).order_by("pk")[:MOST_AT_ONCE]:
        if time.monotonic() > until:
            break
        claimed = Letter.objects.filter(pk=letter.pk, next_at=letter.next_at)
        if not claimed.update(next_at=timezone.now() + AGAIN * (letter.tries + 1), tries=letter.tries + 1):
            continue  # another worker has it
        try:
            _send(letter)
        except (OSError, ValueError) as error:  # what smtplib and sockets raise; an address that no header takes
            logger.warning("letter_not_sent", letter=letter.pk, tries=letter.tries + 1, error=str(error)[:200])
            _give_up_if_in_vain(letter, error)
            if isinstance(error, OSError) and not isinstance(error, smtplib.SMTPException):
                break
            continue
        letter.delete()
        sent += 1
    return sent


def _send(letter: Letter) -> None:
    mail = EmailMultiAlternatives(
        letter.subject, letter.text, None, [letter.to], reply_to=[letter.reply_to] if letter.reply_to else None,
        headers={} if letter.by_hand else {"Auto-Submitted": "auto-generated"},  # RFC 3834
    )  # fmt: skip
    if letter.html:
        mail.attach_alternative(letter.html, "text/html")
    mail.send()


def _give_up_if_in_vain(letter: Letter, error: Exception) -> None:
    """A letter of a message says in the back office that it did not leave; any other one is let go: a sheet is personal data."""
    refused = isinstance(error, ValueError | smtplib.SMTPRecipientsRefused)
    if not refused and letter.tries + 1 < MOST_TRIES:
        return
    if letter.message_id is None:
        letter.delete()
    else:
        Letter.objects.filter(pk=letter.pk).update(given_up_at=timezone.now())
