"""The end of a start: the collector of garbage, which the settings had stop, takes up its work."""

from __future__ import annotations

import gc

from django.apps import AppConfig


class StartedConfig(AppConfig):
    """Comes last among the applications.

    A start makes a million objects (two thousand modules), which live as long as the process: the collector went through them again
    and again, a fifth of the start. Now it goes through none of them, and processes that fork share the memory that holds them.
    """

    name = "portal.started"

    def ready(self) -> None:
        """Every application is ready."""
        gc.freeze()
        gc.enable()
