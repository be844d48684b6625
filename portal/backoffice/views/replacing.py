"""Words replaced in the fonds of one's institutions: where they stand, which places change, handed in as a grid that may be taken back."""

from __future__ import annotations

from itertools import groupby, islice
from typing import Any, Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from catalogue.core.replacing import Wanted
from catalogue.services.fonds_grids import applying, replacing
from catalogue.services.fonds_grids.planning import ERROR
from portal.backoffice.views.fonds_grids import MOST_OWN, GridsView

MOST: Final = 500  # places of one page, each with its box
LONGEST: Final = 200  # characters of what is looked for, and of what comes in its place


class Replace(GridsView):
    """The form, and every place with what it would say, to be ticked."""

    template_name = "backoffice/replace.html"
    page_title = gettext_lazy("Replace words")

    @cached_property
    def asked(self) -> dict[str, Any]:
        """What was asked for, as it came."""
        given = self.request.POST if self.request.method == "POST" else self.request.GET
        return {
            "words": given.get("mots", "").replace("\0", "")[:LONGEST],
            "by": given.get("par", "").replace("\0", "")[:LONGEST],
            "whole": given.get("entiers") == "oui",
            "exact": given.get("exact") == "oui",
            "fields": [column.field for column in replacing.COLUMNS if column.field in given.getlist("champ")],
        }

    @property
    def wanted(self) -> Wanted:
        """The same for the search."""
        return Wanted(self.asked["words"], self.asked["by"], whole=self.asked["whole"], exact=self.asked["exact"])

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Write the ticked places, where no line of the grid that they make is in error."""
        chosen = request.POST.getlist("lieu")[:MOST]
        if not chosen:
            messages.error(request, _("Tick the places that are to change."))
            return redirect(self.again())
        choice = replacing.Choice(chosen, publish=request.POST.get("publier") == "oui")
        name = _("“%(words)s” → “%(by)s”") % {"words": self.asked["words"], "by": self.asked["by"]}
        own = self.own[:MOST_OWN]
        batch = replacing.hand_in(self.wanted, choice, fields=self.asked["fields"], keepers=own, author=self.person, name=name)
        if batch is None:
            messages.error(request, _("A text has changed since you looked: here is what it says now. Nothing was written."))
            return redirect(self.again())
        clean = all(one.status != ERROR for one in applying.told_of(batch))
        if clean and applying.write(batch, keepers=own, user=request.user) == "written":
            messages.success(request, _("Written: it may be taken back from this page."))
        return redirect("fonds_grids:grid", batch=batch.pk)

    def again(self) -> str:
        """The address of this page for what was asked."""
        return f"{reverse('fonds_grids:replace')}?{self.request.POST.get('demande', '')[:2000]}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Four statements, and one for five hundred fonds."""
        looked, fields = bool(self.asked["words"].strip()), self.asked["fields"]
        listed: list[replacing.Place] = []
        if looked and fields:
            listed = list(islice(replacing.found(self.wanted, fields=fields, keepers=self.own[:MOST_OWN]), MOST + 1))
        shown = listed[:MOST]
        return super().get_context_data(
            **self.asked,
            columns=replacing.COLUMNS,
            chosen=fields or ([] if looked else [column.field for column in replacing.COLUMNS]),
            looked=looked,
            no_field=looked and not fields,
            groups=[(fonds, list(places)) for fonds, places in groupby(shown, key=lambda one: one.fonds)],
            count=len(shown),
            more=len(listed) > MOST,
            several=len({one.keeper.pk for one in shown}) > 1,
            question=self.request.GET.urlencode(),
            longest=LONGEST,
            **kwargs,
        )
