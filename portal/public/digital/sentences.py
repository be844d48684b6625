"""What a reader is told where a digital copy cannot be shown: who was asked, and what became of the question."""

from __future__ import annotations

from django.utils.translation import gettext_lazy, ngettext

from harvest.pictures import NotGiven
from portal.public.digital.copies import NotShown
from portal.shown import words
from portal.shown.links import host_in_words

_SAID = {
    "silent": gettext_lazy("%(host)s does not answer."),
    "busy": gettext_lazy("%(host)s asks to come back a little later."),
    "refused": gettext_lazy("%(host)s does not let its pictures be shown elsewhere."),
    "absent": gettext_lazy("%(host)s has nothing at this address any more."),
    "failing": gettext_lazy("%(host)s answered by an error."),
    "unasked": gettext_lazy("The record gives an address that cannot be asked from here."),
    "crowded": gettext_lazy("Many readers look at pictures at this moment: try again in a few seconds."),
    "too_large": gettext_lazy("%(host)s gives a file that is too large to be shown here."),
    "unreadable": gettext_lazy("%(host)s answered, but not by pictures."),
    "sound": gettext_lazy("This is a recording: it is heard or watched at %(host)s."),
    "collection": gettext_lazy("This address leads to a set of documents, to be opened at %(host)s."),
    "empty": gettext_lazy("%(host)s describes this document without giving pictures of its pages."),
}


def reason(error: NotGiven | NotShown) -> str:
    """The word for what happened, as programs read it."""
    return error.shape if isinstance(error, NotShown) else error.reason


def sentence(error: NotGiven | NotShown) -> str:
    """What happened, in a sentence in the language of the page; only a server that did not answer is said not to answer."""
    host = host_in_words(error.host)
    if isinstance(error, NotShown) and error.shape == "collection" and error.count:
        said = ngettext(
            "This address leads to a set of %(count)s document, to be opened at %(host)s.",
            "This address leads to a set of %(count)s documents, to be opened at %(host)s.",
            error.count,
        )
        return said % {"count": words.number(error.count), "host": host}
    return words.sentence(str(_SAID[reason(error)]) % {"host": host})
