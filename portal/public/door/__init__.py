"""What stands before the pages: bounds on an address, the budget of filtered searches, pages kept for the next visitor."""

from __future__ import annotations

from django.conf import settings

from catalogue.services import changes
from portal import costs
from portal.public.door import statements
from portal.public.door.bodies import Bodies
from portal.public.door.shelf import Shelf
from portal.public.door.slots import Slots
from portal.public.door.wsgi import Application, Door
from portal.visitors import house_in


def opened(application: Application) -> Door:
    """The door before ``application``, as the settings want it; this process's statements are bounded from here on."""
    statements.bound(settings.STATEMENT_SECONDS)
    costs.of_the_portal()
    return Door(
        application,
        shelf=Shelf(seconds=settings.KEPT_PAGES_SECONDS, stamp=changes.stamp),
        slots=Slots(settings.VAR_DIR / "run" / "door", count=settings.FILTERED_SEARCHES),
        bodies=Bodies(max(1, settings.WEB_THREADS - 2)),
        house=house_in,
        languages=tuple(code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE),
    )
