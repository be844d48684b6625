"""The pieces of exhibitions and of paths, one class for each."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from portal.pages.blocks.fields import LONGEST, ArkBlock, CommuneBlock, PictureBlock, Piece, RegionBlock, text


class Text(Piece):
    """Some paragraphs."""

    text = text()

    class Meta:
        icon = "pilcrow"
        label = _("Text")


class Notice(Piece):
    """A record of the catalogue, and why it is here."""

    ark = ArkBlock()
    text = text(label=_("why it is here"))

    class Meta:
        icon = "doc-full"
        label = _("Record")


class Group(Piece):
    """Several records, as on a table of a show."""

    arks = blocks.ListBlock(ArkBlock(), label=_("records"), max_num=24)
    text = text(label=_("why they are together"))

    class Meta:
        icon = "list-ul"
        label = _("Group of records")


class Detail(Piece):
    """A picture, whole or in part."""

    picture = PictureBlock()
    text = text()

    class Meta:
        icon = "image"
        label = _("Picture or detail")


class Comparison(Piece):
    """Two pictures side by side."""

    first = PictureBlock(label=_("first picture"))
    second = PictureBlock(label=_("second picture"))
    text = text(label=_("what to compare"))

    class Meta:
        icon = "copy"
        label = _("Comparison")


class Stage(blocks.StructBlock):
    """A place of a picture, and what is told there."""

    title = blocks.CharBlock(required=False, max_length=200, label=_("title"))
    region = RegionBlock()
    alt = blocks.CharBlock(required=False, max_length=500, label=_("description"))
    text = text()

    class Meta:
        icon = "crosshairs"
        label = _("stage")


class Story(Piece):
    """One picture told part by part."""

    picture = PictureBlock()
    stages = blocks.ListBlock(Stage(), label=_("stages"), max_num=20)

    class Meta:
        icon = "list-ol"
        label = _("Picture told step by step")


class Event(blocks.StructBlock):
    """A date and what happened."""

    date = blocks.CharBlock(required=False, max_length=60, label=_("date"), help_text=_("As one says it: 1473, vers 1530, 1546-1562."))
    title = blocks.CharBlock(required=False, max_length=200, label=_("title"))
    text = text()
    ark = ArkBlock()

    class Meta:
        icon = "date"
        label = _("date")


class Timeline(Piece):
    """Dates in their order."""

    events = blocks.ListBlock(Event(), label=_("dates"), max_num=40)

    class Meta:
        icon = "date"
        label = _("Timeline")


class Spot(blocks.StructBlock):
    """A commune of a map."""

    commune = CommuneBlock()
    text = text()

    class Meta:
        icon = "site"
        label = _("place")


class Map(Piece):
    """Communes on the map of the region, and what is told of each."""

    places = blocks.ListBlock(Spot(), label=_("places"), max_num=40)

    class Meta:
        icon = "site"
        label = _("Map")


class Quotation(blocks.StructBlock):
    """Words of somebody else."""

    text = blocks.TextBlock(required=False, max_length=LONGEST, label=_("quotation"))
    author = blocks.CharBlock(required=False, max_length=200, label=_("author"))
    ark = ArkBlock(label=_("ark of the record it is drawn from"))

    class Meta:
        icon = "openquote"
        label = _("Quotation")


class Transcription(Piece):
    """A page and its text, side by side."""

    picture = PictureBlock()
    lines = blocks.TextBlock(required=False, max_length=20_000, label=_("transcription"), help_text=_("One line of the page on each line."))
    language = blocks.CharBlock(required=False, max_length=12, label=_("language"), help_text=_("As: la, frm, it. Left empty, French."))
    text = text(label=_("note"))

    class Meta:
        icon = "edit"
        label = _("Transcription beside the page")


class Bibliography(Piece):
    """References that the portal writes from its records, and others typed in."""

    arks = blocks.ListBlock(ArkBlock(), label=_("records"), max_num=60)
    others = blocks.TextBlock(required=False, max_length=LONGEST, label=_("other references"), help_text=_("One on each line."))

    class Meta:
        icon = "list-ul"
        label = _("Bibliography")


class Visit(Piece):
    """An invitation to come; address and hours are those of the institution."""

    text = text()

    class Meta:
        icon = "home"
        label = _("Invitation to come")


class Recording(Piece):
    """Sound or video handed in as a document, and its words."""

    document = DocumentChooserBlock(required=False, label=_("file"), help_text=_("mp3, ogg, mp4 or webm."))
    credit = blocks.CharBlock(required=False, max_length=200, label=_("credit"))
    transcript = blocks.TextBlock(
        required=False, max_length=20_000, label=_("transcript"), help_text=_("All that is said, and what is heard.")
    )

    class Meta:
        icon = "media"
        label = _("Sound or video")


class Place(Piece):
    """Somewhere to go."""

    commune = CommuneBlock()
    latitude = blocks.FloatBlock(required=False, min_value=-90, max_value=90, label=_("latitude"), help_text=_("Left empty, the commune."))
    longitude = blocks.FloatBlock(required=False, min_value=-180, max_value=180, label=_("longitude"))
    text = text()

    class Meta:
        icon = "site"
        label = _("Place")


class Person(Piece):
    """Somebody, under the name that the catalogue gives."""

    name = blocks.CharBlock(
        required=False, max_length=200, label=_("name"), help_text=_("As the catalogue has it: Labé, Louise (1524?-1566).")
    )
    text = text()

    class Meta:
        icon = "user"
        label = _("Person")


class Question(Piece):
    """A question whose answer is hidden until it is asked for."""

    question = text(label=_("question"))
    picture = PictureBlock()
    answer = text(label=_("answer"))

    class Meta:
        icon = "help"
        label = _("Question")


IN_BOTH = (
    ("text", Text()),
    ("notice", Notice()),
    ("detail", Detail()),
    ("comparison", Comparison()),
    ("story", Story()),
    ("place", Place()),
    ("person", Person()),
    ("quotation", Quotation()),
    ("transcription", Transcription()),
    ("recording", Recording()),
    ("question", Question()),
)
OF_EXHIBITIONS = (
    *IN_BOTH,
    ("group", Group()),
    ("timeline", Timeline()),
    ("map", Map()),
    ("bibliography", Bibliography()),
    ("visit", Visit()),
)
