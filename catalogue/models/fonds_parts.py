"""What a page of a fonds says several times: call numbers, extents, producers, entries, finding aids, digital copies, fonds near it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from catalogue.core.vocabularies import AGENT_KINDS, SUBJECT_KINDS
from catalogue.formats.authorities import authority
from catalogue.models.choosing import choices, labelled

PAGE = "catalogue.Fonds"
TITLE = pgettext_lazy("of a description", "title")
KINDS_OF_PRODUCER = [(code, AGENT_KINDS[code]) for code in ("person", "family", "corporate")]
KINDS_OF_SUBJECT = [(code, SUBJECT_KINDS[code]) for code in ("topic", "person", "family", "corporate", "place", "period")]
AUTHORITY = _("Number or address at IdRef or data.bnf.fr, as 027241637 or https://data.bnf.fr/ark:/12148/cb11914424f.")


def validate_authority(text: str) -> None:
    """Raises ValidationError for what is the number of no authority file."""
    if authority(text)[0] in ("", "local"):
        raise ValidationError(_("“%(number)s” is no number of IdRef or data.bnf.fr."), params={"number": text})


class FondsCallNumber(Orderable):
    """A call number, or a range of them."""

    page = ParentalKey(PAGE, on_delete=models.CASCADE, related_name="call_numbers")
    value = models.CharField(_("call number"), max_length=200, help_text=_("One, or a range: Ms 1-243."))
    kind = models.CharField(_("kind"), max_length=20, choices=choices("call_number_kind"), default="cote")
    panels = (FieldRowPanel([FieldPanel("value"), FieldPanel("kind")]),)

    class Meta(Orderable.Meta):
        verbose_name = _("call number")


class FondsExtent(Orderable):
    """How much there is of one thing."""

    page = ParentalKey(PAGE, on_delete=models.CASCADE, related_name="extents")
    number = models.DecimalField(
        _("number"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("Left empty while nobody has counted."),
    )
    unit = models.CharField(_("unit"), max_length=20, choices=choices("extent_unit"), default="volume")
    certainty = models.CharField(_("certainty"), max_length=10, choices=choices("certainty"), default="estimated")
    support = models.CharField(_("material"), max_length=200, blank=True, help_text=_("As parchment, glass plates, newsprint."))
    panels = (FieldRowPanel([FieldPanel("number"), FieldPanel("unit"), FieldPanel("certainty"), FieldPanel("support")]),)

    class Meta(Orderable.Meta):
        verbose_name = _("extent")


class FondsProducer(Orderable):
    """Who made or gathered it."""

    page = ParentalKey(PAGE, on_delete=models.CASCADE, related_name="producers")
    name = models.CharField(_("name"), max_length=300, help_text=_("As in the authority file: Artaud, François (1767-1838)."))
    kind = models.CharField(_("kind"), max_length=10, choices=labelled(KINDS_OF_PRODUCER), default="person")
    collector = models.BooleanField(_("collector"), default=False, help_text=_("Gathered the documents, and did not make them."))
    number = models.CharField(_("authority"), max_length=200, blank=True, validators=[validate_authority], help_text=AUTHORITY)
    panels = (FieldRowPanel([FieldPanel("name"), FieldPanel("kind"), FieldPanel("collector")]), FieldPanel("number"))

    class Meta(Orderable.Meta):
        verbose_name = _("producer or collector")


class FondsSubject(Orderable):
    """What it is about."""

    page = ParentalKey(PAGE, on_delete=models.CASCADE, related_name="subjects")
    value = models.CharField(_("heading"), max_length=300, help_text=_("As in RAMEAU: Soie -- Industrie -- Lyon (Rhône)."))
    kind = models.CharField(_("kind"), max_length=10, choices=labelled(KINDS_OF_SUBJECT), default="topic")
    number = models.CharField(_("authority"), max_length=200, blank=True, validators=[validate_authority], help_text=AUTHORITY)
    panels = (FieldRowPanel([FieldPanel("value"), FieldPanel("kind"), FieldPanel("number")]),)

    class Meta(Orderable.Meta):
        verbose_name = _("subject, place or period")


class FondsAcquisition(Orderable):
    """How it, or a part of it, came in."""

    page = ParentalKey(PAGE, on_delete=models.CASCADE, related_name="acquisitions")
    mode = models.CharField(_("how it came in"), max_length=20, choices=choices("entry_mode"), default="unknown")
    date = models.CharField(_("date"), max_length=100, blank=True, help_text=_("As one says it: 1791, about 1900, 1921-1935."))
    note = models.TextField(_("from whom, how"), blank=True, help_text=_("As: confiscated from the Carthusians of Portes in 1791."))
    panels = (FieldRowPanel([FieldPanel("mode"), FieldPanel("date")]), FieldPanel("note"))

    class Meta(Orderable.Meta):
        verbose_name = _("entry")


class FondsFindingAid(Orderable):
    """A way to find what is inside: a file, an address, a card index, or the statement that there is none."""

    page = ParentalKey(PAGE, on_delete=models.CASCADE, related_name="finding_aids")
    kind = models.CharField(_("form"), max_length=10, choices=choices("finding_aid_kind"), default="paper")
    title = models.CharField(
        TITLE,
        max_length=300,
        blank=True,
        help_text=_("As: card index of the local collection, 1912-1984."),
    )
    url = models.URLField(_("address"), max_length=500, blank=True)
    document = models.ForeignKey(
        "wagtaildocs.Document", verbose_name=_("file"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    panels = (FieldRowPanel([FieldPanel("kind"), FieldPanel("title")]), FieldRowPanel([FieldPanel("url"), FieldPanel("document")]))

    class Meta(Orderable.Meta):
        verbose_name = _("finding aid")

    def clean(self) -> None:
        """A file has a file, what is online an address."""
        super().clean()
        if self.kind == "file" and self.document is None:
            raise ValidationError({"document": _("Choose the file.")})
        if self.kind == "link" and not self.url:
            raise ValidationError({"url": _("Give the address.")})


class FondsDigitalCopy(Orderable):
    """A digital copy of all or a part of it."""

    page = ParentalKey(PAGE, on_delete=models.CASCADE, related_name="digital_copies")
    label = models.CharField(_("what it shows"), max_length=200, blank=True, help_text=_("As: the 120 posters of 1914-1918 in Gallica."))
    url = models.URLField(_("address"), max_length=500, help_text=_("Of Gallica: with its ark."))
    panels = (FieldRowPanel([FieldPanel("label"), FieldPanel("url")]),)

    class Meta(Orderable.Meta):
        verbose_name = _("digital copy")


class FondsRelated(Orderable):
    """A fonds that stands beside it, here or elsewhere."""

    page = ParentalKey(PAGE, on_delete=models.CASCADE, related_name="related")
    title = models.CharField(TITLE, max_length=300)
    institution = models.CharField(_("where it is"), max_length=300, blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)
    separated = models.BooleanField(_("was one with this one"), default=False)
    panels = (FieldRowPanel([FieldPanel("title"), FieldPanel("institution")]), FieldRowPanel([FieldPanel("url"), FieldPanel("separated")]))

    class Meta(Orderable.Meta):
        verbose_name = _("related fonds")
