"""Mails about harvests: one that failed, that asks, that could take nothing, a partner that has gone silent; in each person's language.

Told once, to those who look after the institution's harvests, or to the superusers where nobody does. What ends each night in the same
way is told the first time, then once a week.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import structlog
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import send_mail
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.users.models import UserProfile

from harvest import policies
from harvest.models import Endpoint, HarvestRun
from harvest.selectors import waiting

MOST_AT_ONCE = 20
OLDEST = timedelta(days=2)  # what ended before is known, or of no use any more
SAME_AGAIN = timedelta(days=7)
State = HarvestRun.State
logger = structlog.get_logger(__name__)


def tell() -> int:
    """Send what has not been told yet; how many mails. A mail server that refuses is tried again at the next call."""
    sent = 0
    recent = HarvestRun.objects.filter(waiting.BAD, told_at=None, paused_at__gte=timezone.now() - OLDEST)
    for run in recent.select_related("endpoint__source__institution").order_by("pk")[:MOST_AT_ONCE]:
        sent += _once(HarvestRun.objects.filter(pk=run.pk, told_at=None), "told_at", partial(_of_run, run))
    for point in waiting.silent(Endpoint.objects.all()).select_related("source__institution")[:MOST_AT_ONCE]:
        told = point.silence_told_at
        if told is None or told < timezone.now() - timedelta(days=point.silent_days):
            own = Endpoint.objects.filter(pk=point.pk, silence_told_at=told)
            sent += _once(own, "silence_told_at", partial(_of_silence, point))
    return sent


def _once(rows: QuerySet[Any], column: str, send: Callable[[], int]) -> int:
    """Send by the process that writes first that it is told; written back where it could not be."""
    before = rows.values_list(column, flat=True).first()
    keys = list(rows.values_list("pk", flat=True))
    if not rows.update(**{column: timezone.now()}):
        return 0
    try:
        return send()
    except OSError as error:  # what smtplib and sockets raise
        logger.warning("mail_failed", error=str(error))
        rows.model._default_manager.filter(pk__in=keys).update(**{column: before})
        return 0


def _is_known(run: HarvestRun) -> bool:
    """Whether the run before ended in the same way and that was told lately."""
    last = HarvestRun.objects.filter(endpoint=run.endpoint_id, pk__lt=run.pk).exclude(state=State.ABORTED).order_by("-pk").first()
    same = last is not None and (last.outcome, last.reason_code) == (run.outcome, run.reason_code)
    told = HarvestRun.objects.filter(
        endpoint=run.endpoint_id, reason_code=run.reason_code, told_at__gte=timezone.now() - SAME_AGAIN, pk__lt=run.pk
    )
    return same and told.exists()


def _of_run(run: HarvestRun) -> int:
    if _is_known(run):
        return 0

    def words() -> tuple[str, str]:
        values = {"source": run.endpoint.source.name}
        if run.state == State.NEEDS_DECISION:
            subject = _("“%(source)s”: a harvest asks for your decision") % values
        elif run.state == State.FAILED:
            subject = _("“%(source)s”: a harvest has failed") % values
        else:
            subject = _("“%(source)s”: a harvest brought nothing that can be read") % values
        return subject, run.reason

    return _send(run.endpoint, words, reverse("harvesting:run", args=[run.pk]))


def _of_silence(point: Endpoint) -> int:
    def words() -> tuple[str, str]:
        values = {"source": point.source.name, "days": point.silent_days}
        said = _("“%(source)s” has brought no new or changed record for %(days)d days. Ask the partner whether its catalogue has moved.")
        return _("“%(source)s”: nothing received for %(days)d days") % values, said % values

    return _send(point, words, f"{reverse('harvesting:runs')}?source={point.source.slug}")


def _send(point: Endpoint, words: Callable[[], tuple[str, str]], path: str) -> int:
    people = policies.people_of(point.source.institution)
    people = people if people.exists() else get_user_model().objects.filter(is_active=True, is_superuser=True)
    languages = dict(UserProfile.objects.filter(user__in=people).values_list("user_id", "preferred_language"))
    for person in people:
        with translation.override(languages.get(person.pk) or settings.LANGUAGE_CODE):
            subject, said = words()
            body = _("%(said)s\n\nLook at it and act: %(address)s\n\nYou receive this mail because you look after these harvests.") % {
                "said": said,
                "address": f"{settings.WAGTAILADMIN_BASE_URL}{path}",
            }
            send_mail(" ".join(subject.split()), body, settings.DEFAULT_FROM_EMAIL, [person.email])
    return len(people)
