"""Backoffice as a Django application."""

from django.apps import AppConfig


class BackofficeConfig(AppConfig):
    """No models of its own."""

    name = "portal.backoffice"
    label = "backoffice"
