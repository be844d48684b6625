"""Backoffice as a Django application."""

from typing import Any

from django.apps import AppConfig, apps
from django.contrib.admin import apps as admin_apps
from django.db.models.signals import post_migrate


def _ensure_roles(**kwargs: Any) -> None:
    from portal.roles import ensure_roles

    ensure_roles()


class BackofficeConfig(AppConfig):
    """No models of its own; gives the groups their rights after each migration."""

    name = "portal.backoffice"
    label = "backoffice"

    def ready(self) -> None:
        """A permission that a migration adds is in the hands of its role when the migration ends.

        Django tells only applications with models: the portal's own, which has the accounts, stands for this one.
        """
        post_migrate.connect(_ensure_roles, sender=apps.get_app_config("portal"), dispatch_uid="portal.roles")


class AdministrationConfig(admin_apps.AdminConfig):
    """Django's own admin, behind a door for superusers."""

    default = False
    default_site = "portal.backoffice.site.SuperuserSite"
