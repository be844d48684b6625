"""The portal as a Django application: accounts and what belongs to no single face."""

from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import m2m_changed, post_save
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    """Holds the User model; makes the Celery application the one that tasks are sent with."""

    name = "portal"
    verbose_name = _("Portal")

    def ready(self) -> None:
        """Celery's current application must exist before the first task is sent from a web process; changes of roles are
        noted, figures follow an institution that is renumbered.
        """
        import_module("portal.celery")
        journal = import_module("portal.journal")
        roles_of_users = self.get_model("User").groups.through  # type: ignore[attr-defined]
        m2m_changed.connect(journal.note_roles, sender=roles_of_users, dispatch_uid="portal.journal")
        lead = import_module("portal.readership.writing").lead
        post_save.connect(lead, sender="catalogue.Institution", dispatch_uid="portal.readership")
