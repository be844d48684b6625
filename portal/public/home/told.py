"""What editors tell, on the first page: the last exhibitions, paths and articles, kept a few minutes or until another is published here."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone
from wagtail.signals import page_published, page_unpublished

from catalogue.selectors.memory import memory
from portal.pages import articles
from portal.pages.mediation import MEDIATIONS, Exhibition, LearningPath
from portal.pages.selectors import published
from portal.public.home.showcase import kept
from portal.public.mediation.views import Line, lines

SHOWN = 2  # of each type
ROW = 3  # events and articles
AHEAD, BEHIND = timedelta(days=60), timedelta(days=90)


def told() -> tuple[Line, ...]:
    """The newest of each type; () where nothing is published."""
    return kept("told", _choose, worth=lambda _: True)


def recent() -> tuple[Line, ...]:
    """The next events and the newest articles, a short row; () where nothing is to come and nothing is new."""
    return kept("recent", _choose_recent, worth=lambda _: True)


def forget(**_: Any) -> None:
    """Read them again for the next reader."""
    memory.delete_many([f"home-{name}-{language}" for name in ("told", "recent") for language, _name in settings.LANGUAGES])


def _choose() -> tuple[Line, ...]:
    return tuple(lines([one for model in (Exhibition, LearningPath) for one in published(model, most=SHOWN)]))


def _choose_recent() -> tuple[Line, ...]:
    today = timezone.localdate()
    events = articles.coming(today, until=today + AHEAD, most=ROW - 1)
    return tuple(lines([*events, *articles.recent(timezone.now() - BEHIND, most=ROW - len(events))]))


for _signal in (page_published, page_unpublished):
    for _model in MEDIATIONS:
        _signal.connect(forget, sender=_model, dispatch_uid=f"portal.public.home.told.{_model.__name__}")
