"""Harvesting as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HarvestConfig(AppConfig):
    """Holds endpoints, runs, raw records."""

    name = "harvest"
    verbose_name = _("Harvesting")
