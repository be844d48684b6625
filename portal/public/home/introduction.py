"""What the editors say first on the first page, kept until they publish something else."""

from __future__ import annotations

from typing import Any

from django.core.cache import cache
from wagtail.signals import page_published, page_unpublished

from portal.pages.models import HomePage

KEY = "home-introduction"
SECONDS = 300


def shown() -> str:
    """The text; "" where they say nothing, or have not published it."""
    kept = cache.get(KEY)
    if kept is None:
        kept = HomePage.objects.live().values_list("introduction", flat=True).first() or ""
        cache.set(KEY, kept, SECONDS)
    return str(kept)


def forget(**_: Any) -> None:
    """Read it again for the next reader."""
    cache.delete(KEY)


for _signal in (page_published, page_unpublished):
    _signal.connect(forget, sender=HomePage, dispatch_uid="portal.public.home.introduction")
