"""What several blocks ask for: an ark, a part of a picture in four numbers, a text without links, a commune."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.telepath import register
from wagtail.blocks.struct_block import StructBlockAdapter

from catalogue.core.ark import NotAnArk, parse
from catalogue.geography.communes import codes_named, commune

LONGEST = 4000  # characters of a text without markup
# Neither links nor pictures: the chooser of pages is closed to librarians, pictures have blocks of their own.
FEATURES = ("bold", "italic", "h3", "ol", "ul")


class ArkBlock(blocks.CharBlock):
    """The ark of a notice, as it is copied from an address; kept as "NAAN/name"."""

    def __init__(self, **kwargs: Any) -> None:
        told = {"label": _("ark of the record"), "help_text": _("Paste the address of the page of the record, or its ark alone.")}
        super().__init__(**({"required": False, "max_length": 300} | told | kwargs))

    def clean(self, value: str) -> str:
        """Raises ValidationError for what is no ark."""
        typed = super().clean(value).strip()
        if not typed:
            return ""
        return named(typed)

    class Meta:
        icon = "link"


def named(typed: str) -> str:
    """The name of the ark in what somebody pasted; raises ValidationError where there is none."""
    found = typed.split("?", maxsplit=1)[0].split("#", maxsplit=1)[0]
    start = found.lower().find("ark:")
    try:
        return parse(found[start:] if start >= 0 else found).name
    except NotAnArk as error:
        raise ValidationError(_("This is not an ark: paste the address of the page of the record.")) from error


def text(**told: Any) -> blocks.RichTextBlock:
    """A text with italics, bold, titles and lists, and nothing else."""
    return blocks.RichTextBlock(**({"required": False, "features": list(FEATURES), "label": _("text")} | told))


def title() -> blocks.CharBlock:
    """The title of a piece, which may have none."""
    return blocks.CharBlock(required=False, max_length=200, label=_("title"))


def share(label: Any) -> blocks.FloatBlock:
    """One of the four numbers of a part of a picture."""
    return blocks.FloatBlock(required=False, min_value=0, max_value=100, label=label)


BY_EYE: Final = {
    "open": _("Choose it by eye"),
    "help": _(
        "Draw a frame on the picture, move it, or drag one of its corners. With the keyboard: the arrows move the frame, Shift and the"
        " arrows change its size, Alt makes the steps ten times smaller."
    ),
    "frame": _("Frame on the picture"),
    "whole": _("Whole picture"),
    "coming": _("The picture is coming…"),
    "silent": _("The picture cannot be shown now: type the four numbers, or try again in a moment."),
    "unnamed": _("Give the ark of the record first: its picture is shown then."),
    "all": _("The whole picture."),
    "part": _("From the left %(left)s %%, from the top %(top)s %%, width %(width)s %%, height %(height)s %%."),
}


class RegionBlock(blocks.StructBlock):
    """A part of a picture: where it begins and how large it is, in hundredths of the picture; the whole where nothing is said."""

    left = share(_("from the left, in %"))
    top = share(_("from the top, in %"))
    width = share(_("width, in %"))
    height = share(_("height, in %"))

    class Meta:
        icon = "crosshairs"
        label = _("part of the picture")
        help_text = _("Left empty, the whole picture. As: 10, 20, 50, 30 begins a tenth from the left, and is half as wide as the picture.")


class RegionBlockAdapter(StructBlockAdapter):
    """The four numbers in the editor, and the picture on which they are chosen by eye (``static/backoffice/region.js``)."""

    js_constructor = "portal.pages.blocks.RegionBlock"

    def js_args(self, block: Any) -> list[Any]:
        """With the sentences of the board, and where it asks for its picture."""
        name, children, meta = super().js_args(block)
        by_eye = {"address": reverse("mediation:picture"), "words": {key: str(said) for key, said in BY_EYE.items()}}
        return [name, children, meta | {"byEye": by_eye}]

    @cached_property
    def media(self) -> forms.Media:
        """After Wagtail's own blocks."""
        return super().media + forms.Media(js=["backoffice/region.js"])


register(RegionBlockAdapter(), RegionBlock)


class PictureBlock(blocks.StructBlock):
    """A page of the digital copy of a notice, or a part of it, and what is said to those who do not see it."""

    ark = ArkBlock()
    page = blocks.IntegerBlock(required=False, default=1, min_value=1, max_value=5000, label=_("page of the digital copy"))
    region = RegionBlock()
    alt = blocks.CharBlock(
        required=False, max_length=500, label=_("description"), help_text=_("What one sees there, for readers who do not see it.")
    )
    decorative = blocks.BooleanBlock(
        required=False, label=_("decorative"), help_text=_("It tells nothing that the text does not: it is left out of what is read aloud.")
    )
    caption = blocks.CharBlock(required=False, max_length=500, label=_("caption"), help_text=_("The credit is written by the portal."))

    class Meta:
        icon = "image"
        label = _("picture")


class CommuneBlock(blocks.CharBlock):
    """A commune by its name or its INSEE code, kept as its code where one bears that name."""

    def __init__(self, **kwargs: Any) -> None:
        told = {"label": _("commune"), "help_text": _("Its INSEE code, or its name where only one bears it.")}
        super().__init__(**({"required": False, "max_length": 80} | told | kwargs))

    def clean(self, value: str) -> str:
        """Raises ValidationError for what names no commune, or several."""
        typed = super().clean(value).strip()
        if not typed:
            return ""
        codes = (typed,) if commune(typed) else codes_named(typed)
        if len(codes) != 1:
            raise ValidationError(_("“%(name)s” names no commune, or several: give the INSEE code.") % {"name": typed[:60]})
        return codes[0]

    class Meta:
        icon = "site"


class Piece(blocks.StructBlock):
    """What every piece has: a title, which may be empty."""

    title = title()

    MUTABLE_META_ATTRIBUTES: ClassVar[list[str]] = [*blocks.StructBlock.MUTABLE_META_ATTRIBUTES]
