"""What curators ask of Gallica: one request for each act, in its turn, answers kept a month; a refusal is a state."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Final
from urllib.parse import quote, urlencode

import msgspec
import structlog
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from catalogue.core.text import fold
from catalogue.formats.gallica_answers import Found, read_hits, read_passages
from harvest.models import GallicaQuestion
from harvest.models.gallica_question import LONGEST
from harvest.protocols.gallica import ask as ask_gallica
from harvest.services import gallica

logger = structlog.get_logger(__name__)

SEARCH: Final = gallica.Service("search", timedelta(seconds=10))
CONTENTS: Final = gallica.Service("contents", timedelta(seconds=10))
KEPT: Final = timedelta(days=30)
SHOWN: Final = 20  # documents of one answer
_OAI: Final = "oai:bnf.fr:gallica/ark:/12148/"
_OF_A_PHRASE: Final = str.maketrans({'"': " ", "\\": " "})
_Kind = GallicaQuestion.Kind


def ask(words: str, *, by: str, ark: str = "", title: str = "") -> GallicaQuestion | None:
    """A curator asks which documents have these words, or which pages of one (``ark``: "bpt6k…", ``title``); what was answered within a
    month is not asked again, unless no document can be taken in from that answer. None where nothing was typed.
    """
    typed = " ".join(words.translate(_OF_A_PHRASE).split())[:LONGEST].strip()
    if not fold(typed):
        return None
    kind = _Kind.PASSAGES if ark else _Kind.DOCUMENTS
    with transaction.atomic():
        found, _made = GallicaQuestion.objects.select_for_update().get_or_create(
            kind=kind, ark=ark, words=typed, defaults={"asked_by": by[:254], "title": title[:LONGEST]}
        )
        fresh = found.answered_at is not None and found.answered_at > timezone.now() - KEPT and not _has_no_records(found)
        if not fresh and found.wanted_at is None:
            found.wanted_at, found.asked_by, found.reason = timezone.now(), by[:254], ""
            found.save()
    return found


def latest(*, most: int) -> list[GallicaQuestion]:
    """The last questions of all curators, so that nobody asks what another did."""
    return list(GallicaQuestion.objects.order_by("-pk").defer("answer")[:most])


def found_by(question: GallicaQuestion) -> Found | None:
    """What was answered; None before that."""
    return msgspec.convert(question.answer, Found) if question.answer is not None else None


def identifiers(arks: Iterable[str]) -> dict[str, str]:
    """The identifiers that OAI-NUM gives to documents → the names of their arks. A periodical is named with its calendar or without."""
    return {f"{_OAI}{ark}{end}": ark for ark in arks for end in (("/date", "") if ark.startswith("cb") else ("",))}


def step() -> bool:
    """Ask the question that waits longest, where it is its service's turn; whether one was asked."""
    question = GallicaQuestion.objects.filter(wanted_at__isnull=False).order_by("wanted_at", "pk").first()
    if question is None:
        return False
    service = CONTENTS if question.kind == _Kind.PASSAGES else SEARCH
    if not gallica.take_turn(service):
        return False
    answered = ask_gallica(address_of(question), asker=gallica.asker())
    told = gallica.judged(service, answered, read_passages if question.kind == _Kind.PASSAGES else read_hits)
    if isinstance(told, gallica.Failure):
        _failed(question, told.reason)
    elif told is not None:
        question.answer, question.answered_at, question.wanted_at = msgspec.to_builtins(told), timezone.now(), None
        question.save(update_fields=["answer", "answered_at", "wanted_at"])
    return True


def address_of(question: GallicaQuestion) -> str:
    """Where a question is asked (Gallica's SRU 1.2, its ContentSearch)."""
    if question.kind == _Kind.PASSAGES:
        asked = {"ark": question.ark, "query": question.words}
        return f"{settings.GALLICA}/services/ContentSearch?{urlencode(asked, quote_via=quote)}"
    cql = f'(gallica all "{question.words}")'
    asked = {"operation": "searchRetrieve", "version": "1.2", "query": cql, "maximumRecords": str(SHOWN), "startRecord": "1"}
    return f"{settings.GALLICA}/SRU?{urlencode(asked, quote_via=quote)}"


def _has_no_records(question: GallicaQuestion) -> bool:
    """Whether the answer was kept before records were."""
    found = found_by(question)
    return found is not None and bool(found.hits) and not any(hit.record for hit in found.hits)


def _failed(question: GallicaQuestion, reason: str) -> None:
    """It waits no more: to ask again is another act."""
    question.wanted_at, question.reason = None, reason[:60]
    question.save(update_fields=["wanted_at", "reason"])
    logger.warning("gallica_question_failed", question=question.pk, reason=reason)
