"""What became of my notice: a search of the records of the sources that one looks after."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from catalogue.models import Source
from harvest import policies
from harvest.selectors import fate
from portal.backoffice.views.base import ConsoleView
from portal.backoffice.views.filters import MOST_SOURCES
from portal.public import addresses

LONGEST = 1000


class RecordFate(ConsoleView):
    """By identifier, or the end of it, in one source or in all of them."""

    template_name = "backoffice/fate.html"
    tab = "fate"

    def get_page_title(self) -> str:
        """Of the tab and of the browser."""
        return _("What became of a notice")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form, and what was found."""
        slug, text = self.request.GET.get("source", ""), self.request.GET.get("q", "").strip()[:LONGEST]
        own = policies.endpoints_for(self.request.user, right=policies.SEE_QUARANTINE).values("source")
        sources = list(Source.objects.filter(pk__in=own).order_by("name")[:MOST_SOURCES])
        chosen = [source for source in sources if source.slug == slug] if slug else sources
        slow, found = False, []
        try:
            found = fate.find(chosen, text)
        except TimeoutError:
            slow = True
        lines = [(one, addresses.of_ark(one.ark) if one.ark else "") for one in found]
        return super().get_context_data(sources=sources, slug=slug, q=text, found=lines, slow=slow, **kwargs)
