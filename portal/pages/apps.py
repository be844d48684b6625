"""Editorial pages as a Django application."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """Holds the page types that editors write."""

    name = "portal.pages"
    label = "pages"
