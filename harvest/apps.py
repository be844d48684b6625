"""Harvesting as a Django application."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HarvestConfig(AppConfig):
    """Holds endpoints, runs, raw records."""

    name = "harvest"
    verbose_name = _("Harvesting")

    def ready(self) -> None:
        """The sentences of runs and protocols must be known before a stored message is shown."""
        import_module("harvest.pipeline.messages")
        import_module("harvest.protocols.messages")
        import_module("harvest.services.endpoints")
