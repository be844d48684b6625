"""The press: titles that have a calendar, their issues day by day, and the words of those that a library transcribed."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catalogue.models.institution import Institution

LONGEST_LABEL = 200
LONGEST_ADDRESS = 1000


class PressTitle(models.Model):
    """A newspaper or a review, by the ark of its notice. Written by ``catalogue.services.press`` only.

    ``title``, ``place`` and ``commune`` are those of the notice when the title was added; ``sorting``: the key of its place in the list.
    ``gallica``: its name in Gallica ("cb328261098"), "" where it is not there. ``institution`` answers for it.
    """

    notice = models.CharField(_("ark of the notice"), max_length=40, unique=True)
    title = models.CharField(pgettext_lazy("of a description", "title"), max_length=500)
    sorting = models.CharField(max_length=300, db_collation="C")
    place = models.CharField(_("place"), max_length=200, blank=True)
    commune = models.CharField(max_length=5, blank=True)
    gallica = models.CharField(_("name in Gallica"), max_length=20, blank=True)
    institution = models.ForeignKey(Institution, verbose_name=_("institution"), on_delete=models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField(db_default=Now())
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("press title")
        verbose_name_plural = _("press titles")
        indexes = [
            models.Index(fields=["sorting", "id"], name="press_title_list"),
            models.Index(fields=["commune", "sorting", "id"], name="press_title_commune"),
        ]

    def __str__(self) -> str:
        return self.title


class PressIssue(models.Model):
    """One issue as somebody gives it: a library of its own copies (``keeper``), or Gallica (none). Written by
    ``catalogue.services.press`` only, a list at a time.

    ``day`` is None where nobody knows it: ``label`` then says what is known. ``anniversary``: month and day in one number, 715 for 15 July.
    ``address``: where it is read, ``manifest`` its IIIF manifest, ``ark`` its name. ``place``: its rank among those of its day.
    """

    title = models.ForeignKey(PressTitle, on_delete=models.CASCADE, related_name="issues", db_index=False)
    year = models.PositiveSmallIntegerField(_("year"))
    day = models.DateField(_("day"), null=True, blank=True)
    anniversary = models.PositiveSmallIntegerField(null=True)
    place = models.PositiveSmallIntegerField(default=0)
    label = models.CharField(_("label"), max_length=LONGEST_LABEL, blank=True)
    keeper = models.ForeignKey(Institution, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    ark = models.CharField(max_length=80, blank=True)
    address = models.CharField(max_length=LONGEST_ADDRESS, blank=True)
    manifest = models.CharField(max_length=LONGEST_ADDRESS, blank=True)
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("issue")
        verbose_name_plural = _("issues")
        constraints = [
            models.UniqueConstraint(fields=["title", "year", "day", "place", "keeper"], nulls_distinct=False, name="press_issue_once")
        ]
        indexes = [
            models.Index(fields=["title", "day"], name="press_issue_days"),
            models.Index(
                fields=["anniversary", "day", "id"], condition=models.Q(anniversary__isnull=False), name="press_issue_anniversary"
            ),
        ]

    def __str__(self) -> str:
        return self.label or str(self.day or self.year)


class PressPage(models.Model):
    """The words of a page of an issue, as a library delivered them (ALTO or plain text). Written by ``catalogue.services.press_text`` only.

    ``words``: its words as ``catalogue.search.page_words`` gives them, for PostgreSQL's own search.
    """

    issue = models.ForeignKey(PressIssue, on_delete=models.CASCADE, related_name="pages", db_index=False)
    title = models.ForeignKey(PressTitle, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField(_("page"))
    text = models.TextField()
    words = SearchVectorField()

    class Meta:
        verbose_name = _("page of an issue")
        verbose_name_plural = _("pages of issues")
        constraints = [models.UniqueConstraint(fields=["issue", "number"], name="press_page_once")]
        indexes = [GinIndex(fields=["words"], name="press_page_words")]

    def __str__(self) -> str:
        return f"{self.issue_id}, {self.number}"
