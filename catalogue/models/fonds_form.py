"""The form of a fonds: its panels, in the order in which a librarian knows things."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel

_IDENTITY = [
    FieldRowPanel([FieldPanel("level"), FieldPanel("author")]),
    FieldPanel("other_titles"),
    InlinePanel("call_numbers", heading=_("Call numbers"), label=_("Call number")),
    FieldRowPanel([FieldPanel("dates"), FieldPanel("bulk_dates")]),
    FieldRowPanel([FieldPanel("date_from"), FieldPanel("date_to"), FieldPanel("undated")]),
    InlinePanel("extents", heading=_("How much there is"), label=_("Extent")),
]
_HISTORY = [
    InlinePanel("producers", heading=_("Producers and collectors"), label=_("Producer or collector")),
    FieldPanel("biography"),
    FieldPanel("custody"),
    InlinePanel("acquisitions", heading=_("How it came in"), label=_("Entry")),
    FieldRowPanel([FieldPanel("accruals"), FieldPanel("accruals_note")]),
    FieldPanel("legal_status"),
]
_CONTENTS = [
    FieldPanel("contents"),
    FieldPanel("document_types"),
    FieldPanel("languages"),
    InlinePanel("subjects", heading=_("Subjects, places, periods"), label=_("Subject, place or period")),
    FieldPanel("arrangement"),
]
_ACCESS = [
    FieldPanel("access"),
    FieldPanel("reproduction"),
    InlinePanel("finding_aids", heading=_("Finding aids"), label=_("Finding aid")),
    InlinePanel("digital_copies", heading=_("Digital copies"), label=_("Digital copy")),
    InlinePanel("related", heading=_("Related fonds"), label=_("Related fonds")),
    FieldPanel("bibliography"),
]
_CENSUS = [
    FieldPanel("categories"),
    FieldPanel("treatment"),
    FieldRowPanel([FieldPanel("census_state"), FieldPanel("census_day"), FieldPanel("census_author")]),
    FieldRowPanel([FieldPanel("catalogued"), FieldPanel("digitised"), FieldPanel("delivered_on")]),
]
PANELS = [
    HelpPanel(template="backoffice/completeness.html", heading=_("What it still lacks")),
    MultiFieldPanel(_IDENTITY, heading=_("Identity")),
    MultiFieldPanel(_HISTORY, heading=_("History of the fonds")),
    MultiFieldPanel(_CONTENTS, heading=_("Contents")),
    MultiFieldPanel(_ACCESS, heading=_("Access")),
    MultiFieldPanel(_CENSUS, heading=_("Census")),
]
