"""Editorial pages as a Django application."""

from importlib import import_module

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """Holds the page types that editors write."""

    name = "portal.pages"
    label = "pages"

    def ready(self) -> None:
        """What is published must be noticed."""
        import_module("portal.pages.publication").listen()
