"""Backoffice as a Django application."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.contrib.admin import apps as admin_apps
from django.db.models.signals import post_migrate, post_save


def _ensure_roles(plan: Sequence[tuple[Any, bool]] = (), **kwargs: Any) -> None:
    from portal.roles import ensure_roles

    if not any(backwards for _migration, backwards in plan):  # the tables are then those of another release than the models
        ensure_roles()


def _welcome_librarians(instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """An institution that somebody describes, and a network, has its librarians' group at once: a person can be put into it."""
    from portal.roles import LIBRARIAN, group_of

    if not raw and not getattr(instance, "to_complete", False):
        group_of(LIBRARIAN, instance)


class BackofficeConfig(AppConfig):
    """No models of its own; gives the groups their rights after each migration, and an institution its librarians."""

    name = "portal.backoffice"
    label = "backoffice"

    def ready(self) -> None:
        """A permission that a migration adds is in the hands of its role when the migration ends. Pages are reached by a policy of ours.

        Django tells only applications with models: the portal's own, which has the accounts, stands for this one.
        """
        from portal.backoffice.reach import take_over  # its models are there by now

        post_migrate.connect(_ensure_roles, sender=apps.get_app_config("portal"), dispatch_uid="portal.roles")
        take_over()
        for name in ("Institution", "Network"):
            post_save.connect(_welcome_librarians, sender=apps.get_model("catalogue", name), dispatch_uid="portal.roles")


class AdministrationConfig(admin_apps.AdminConfig):
    """Django's own admin, behind a door for superusers."""

    default = False
    default_site = "portal.backoffice.site.SuperuserSite"
