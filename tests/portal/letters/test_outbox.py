"""Does a mail leave once, wait for a server that is down, and end where nobody takes it?"""

from __future__ import annotations

import smtplib
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from portal.letters import outbox, service
from portal.models import Letter, ReaderMessage

pytestmark = pytest.mark.django_db


def put(**given: Any) -> Letter:
    return outbox.put(**{"to": "j@x.example", "subject": "Bonjour", "text": "…"} | given)


def failing(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def refuse(self: Any, *arguments: Any) -> int:
        raise error

    monkeypatch.setattr(EmailMultiAlternatives, "send", refuse)


def message(**given: Any) -> ReaderMessage:
    known = {"kind": "question", "ark": "a/b", "title": "Titre", "name": "J", "email": "j@x.example", "text": "?", "language": "fr"}
    return ReaderMessage.objects.create(**known | {"nonce": str(ReaderMessage.objects.count())} | given)


def test_a_letter_leaves_once() -> None:
    put(subject="Une\nligne\r\nBcc: x@x.example")
    assert (outbox.deliver(), outbox.deliver()) == (1, 0)
    assert [sent.subject for sent in mail.outbox] == ["Une ligne Bcc: x@x.example"] and not Letter.objects.exists()


def test_a_server_that_is_down_is_asked_again_later_and_nothing_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    put(), put()
    with monkeypatch.context() as down:
        failing(down, ConnectionRefusedError("no"))
        assert outbox.deliver() == 0
    assert sorted(Letter.objects.values_list("tries", flat=True)) == [0, 1], "the first says that nobody answers"
    assert outbox.deliver() == 1
    Letter.objects.update(next_at=timezone.now())
    assert outbox.deliver() == 1 and len(mail.outbox) == 2


@pytest.mark.parametrize("error", [smtplib.SMTPRecipientsRefused({}), ValueError("no header")])
def test_an_address_that_is_refused_is_given_up_and_said_only_of_a_message(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    failing(monkeypatch, error)
    put()
    kept = put(message=message())
    outbox.deliver()
    assert [letter.pk for letter in Letter.objects.exclude(given_up_at=None)] == [kept.pk] == [letter.pk for letter in Letter.objects.all()]
    assert outbox.deliver() == 0


def test_what_readers_wrote_is_forgotten_after_its_days(settings: Any) -> None:
    settings.READER_MESSAGE_DAYS = 30
    old, young = message(sent_at=timezone.now() - timedelta(days=31)), message(sent_at=timezone.now() - timedelta(days=29))
    put(message=old)
    assert service.let_go() == 1 and list(ReaderMessage.objects.all()) == [young] and not Letter.objects.exists()
