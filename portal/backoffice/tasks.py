"""Tasks of the back office."""

from __future__ import annotations

from celery import shared_task

from portal.backoffice import news


@shared_task(name="portal.tell_news")
def tell_news() -> int:
    """Write to those who look after harvests about what went wrong."""
    return news.tell()
