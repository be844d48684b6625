"""What is carried out first when the house burns or floods: by room and shelf, known to those of the institution who keep the plan."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from catalogue.models.fonds import Fonds
from catalogue.models.institution import Institution


class SafeguardedFonds(models.Model):
    """A fonds, or a part of it, that is carried out first. It says where treasures are: nothing of it is indexed, exported, published or
    kept with the versions of a page; it is read and written by ``catalogue.services.safeguarding`` only, which notes each reading.
    """

    class Rank(models.IntegerChoices):
        """In which order."""

        FIRST = 1, _("first")
        SECOND = 2, _("second")
        THIRD = 3, _("third")

    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="+")
    fonds = models.ForeignKey(Fonds, verbose_name=_("fonds"), on_delete=models.CASCADE, related_name="+")
    part = models.CharField(_("which documents"), max_length=300, blank=True, help_text=_("Left empty, all of it. As: Ms 1-12, the atlas."))
    rank = models.PositiveSmallIntegerField(_("carried out"), choices=Rank.choices, default=Rank.FIRST)
    room = models.CharField(_("room"), max_length=100, help_text=_("As on the plan of the house: storage 3, basement."))
    shelf = models.CharField(_("shelf"), max_length=100, blank=True, help_text=_("Bay, shelf, box: as it is labelled."))
    handling = models.TextField(_("how to carry it"), blank=True, help_text=_("Size, weight, packing, how many people, which key."))
    written_by = models.CharField(max_length=254)
    written_at = models.DateTimeField(auto_now=True, db_default=Now())
    wagtail_reference_index_ignore = True  # else the page of a fonds would say that a plan names it

    class Meta:
        verbose_name = _("safeguarded fonds")
        verbose_name_plural = _("safeguarded fonds")
        default_permissions = ()
        permissions = [("keep_safeguarding", _("Read and write the safeguarding sheet of one's institution"))]
        ordering = ["room", "shelf", "rank", "pk"]

    def __str__(self) -> str:
        return f"{self.room} {self.shelf}".strip()


class SafeguardReading(models.Model):
    """Who read or wrote the sheet of an institution, and when; lines are added and never changed."""

    class Deed(models.TextChoices):
        """What was done."""

        READ = "read", _("read")
        WRITTEN = "written", _("written")

    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="+")
    person = models.CharField(max_length=254)
    deed = models.CharField(max_length=10, choices=Deed.choices)
    at = models.DateTimeField(db_default=Now())
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "reading of a safeguarding sheet"
        verbose_name_plural = "readings of safeguarding sheets"
        default_permissions = ()
        indexes = [models.Index(fields=["institution", "-at"], name="safeguard_readings")]

    def __str__(self) -> str:
        return self.person
