"""``manage.py publish_scheduled``: in the place of Wagtail's command of that name, which one faulty page stops."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from catalogue.services import publication


class Command(BaseCommand):
    """What the schedule does each minute."""

    help = "Publish and unpublish the pages whose time has come."

    def handle(self, *args: Any, **options: Any) -> None:
        """Once; what could not be published stands in the logs and in the history of its page."""
        publication.publish_scheduled()
