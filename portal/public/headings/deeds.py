"""What somebody did for a document, as a participle for the title of a list: a printer did not write what he printed."""

from __future__ import annotations

from django.utils.translation import pgettext


def deeds_in_words() -> dict[str, str]:
    """The participle of each relator code of UNIMARC that has one, in the language of the page; who owned or is told of made nothing."""
    printed, published = pgettext("deed", "printed"), pgettext("deed", "published")
    written, drawn = pgettext("deed", "written"), pgettext("deed", "drawn")
    engraved, edited = pgettext("deed", "engraved"), pgettext("deed", "edited")
    return {
        "010": pgettext("deed", "adapted"), "030": pgettext("deed", "arranged"), "040": pgettext("deed", "created"), "070": written,
        "080": pgettext("deed", "prefaced"), "090": written, "160": pgettext("deed", "sold"), "170": pgettext("deed", "copied"),
        "180": drawn, "212": pgettext("deed", "commented"), "220": pgettext("deed", "compiled"), "230": pgettext("deed", "composed"),
        "305": written, "340": edited, "350": engraved, "360": engraved, "410": drawn, "430": pgettext("deed", "illuminated"),
        "440": pgettext("deed", "illustrated"), "480": written, "510": pgettext("deed", "lithographed"), "520": written, "530": engraved,
        "600": pgettext("deed", "photographed"), "610": printed, "620": printed, "650": published, "651": published,
        "700": pgettext("deed", "copied"), "705": pgettext("deed", "sculpted"), "730": pgettext("deed", "translated"), "760": engraved,
    }  # fmt: skip
