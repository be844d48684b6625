"""Public as a Django application."""

from django.apps import AppConfig


class PublicConfig(AppConfig):
    """No models of its own."""

    name = "portal.public"
    label = "public"
