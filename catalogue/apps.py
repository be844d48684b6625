"""The domain as a Django application."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CatalogueConfig(AppConfig):
    """Holds institutions, sources, records and marks."""

    name = "catalogue"
    verbose_name = _("Catalogue")

    def ready(self) -> None:
        """Sentences must be known before a stored message is shown, checks before they are run; what is published must be noticed."""
        import_module("catalogue.formats.messages")
        import_module("catalogue.checks")
        import_module("catalogue.services.publication").listen()
        import_module("catalogue.services.fonds").listen()
