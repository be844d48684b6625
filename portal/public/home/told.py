"""What editors tell, on the first page: the last exhibitions and paths, kept a few minutes or until another is published here."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from wagtail.signals import page_published, page_unpublished

from catalogue.selectors.memory import memory
from portal.pages.mediation import MEDIATIONS
from portal.pages.selectors import published
from portal.public.home.showcase import kept
from portal.public.mediation.views import Line, lines

SHOWN = 2  # of each type


def told() -> tuple[Line, ...]:
    """The newest of each type; () where nothing is published."""
    return kept("told", _choose, worth=lambda _: True)


def forget(**_: Any) -> None:
    """Read them again for the next reader."""
    memory.delete_many([f"home-told-{language}" for language, _name in settings.LANGUAGES])


def _choose() -> tuple[Line, ...]:
    return tuple(lines([one for model in MEDIATIONS for one in published(model, most=SHOWN)]))


for _signal in (page_published, page_unpublished):
    for _model in MEDIATIONS:
        _signal.connect(forget, sender=_model, dispatch_uid=f"portal.public.home.told.{_model.__name__}")
