"""The domain as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CatalogueConfig(AppConfig):
    """Holds institutions, sources, records and marks."""

    name = "catalogue"
    verbose_name = _("Catalogue")
