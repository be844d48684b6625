"""The portal's Celery application, except that every task is sent twice: what a broker may do on a bad day."""

from __future__ import annotations

from typing import Any

import celery

from portal.celery import app

_send_once = celery.Celery.send_task


def _send_twice(self: celery.Celery, *args: Any, **options: Any) -> Any:
    options.pop("task_id", None)
    _send_once(self, *args, **options)
    return _send_once(self, *args, **options)


celery.Celery.send_task = _send_twice

__all__ = ["app"]
