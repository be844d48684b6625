"""What the elements of EAD are called by who fills them in."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

LABELS = {
    "eadid": _("Identifier of the file"),
    "titleproper": _("Title of the file"),
    "author": _("Author of this notice"),
    "publisher": _("Published by"),
    "unitid": pgettext_lazy("field of EAD", "Call number"),
    "unittitle": pgettext_lazy("field of EAD", "Title"),
    "unitdate": pgettext_lazy("field of EAD", "Dates"),
    "physdesc": _("Extent"),
    "langmaterial": pgettext_lazy("field of EAD", "Languages"),
    "origination": _("Made or gathered by"),
    "repository": _("Kept by"),
    "dao": pgettext_lazy("field of EAD", "Digital copies"),
    "bioghist": _("Biography or history"),
    "custodhist": _("History of the fonds"),
    "acqinfo": _("How it came"),
    "scopecontent": _("Contents"),
    "accruals": _("Accruals"),
    "arrangement": _("Arrangement"),
    "accessrestrict": _("Access"),
    "userestrict": _("Reproduction"),
    "otherfindaid": _("Finding aids"),
    "relatedmaterial": _("Related fonds"),
    "separatedmaterial": _("Separated fonds"),
    "bibliography": _("Bibliography"),
    "processinfo": _("State of the census"),
    "persname": pgettext_lazy("field of EAD", "Person"),
    "famname": pgettext_lazy("field of EAD", "Family"),
    "corpname": pgettext_lazy("field of EAD", "Body"),
    "geogname": pgettext_lazy("field of EAD", "Place"),
    "subject": pgettext_lazy("field of EAD", "Subject"),
    "genreform": _("Type of document"),
}
