"""What curators keep of the rules of local interest: how much each weighs, and the names that they look for."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catalogue.core.text import fold
from catalogue.geography.departments import departments


class LocalRule(models.Model):
    """A rule of ``catalogue.local_interest``: what it weighs; one that is retired says nothing any more."""

    rule = models.CharField(max_length=12, primary_key=True)
    sure = models.PositiveSmallIntegerField(_("weight where it is sure"))
    doubtful = models.PositiveSmallIntegerField(_("weight where it is doubtful"))
    retired = models.BooleanField(_("retired"), default=False, db_default=False)
    updated_at = models.DateTimeField(_("changed on"), auto_now=True)

    class Meta:
        verbose_name = _("rule of local interest")
        verbose_name_plural = _("rules of local interest")

    def __str__(self) -> str:
        return self.rule


class LocalName(models.Model):
    """One line of what the rules know (``catalogue.local_interest.Known``); harvests and the desk follow a change within seconds."""

    class Kind(models.TextChoices):
        """What the name is."""

        SET = "set", pgettext_lazy("kind of a name", "documentary set (its code)")
        LIBRARY = "library", pgettext_lazy("kind of a name", "library")
        PERSON = "person", pgettext_lazy("kind of a name", "person (her heading)")
        PROVINCE = "province", pgettext_lazy("kind of a name", "province")
        DOUBTFUL = "doubtful", pgettext_lazy("kind of a name", "place whose name is something else too")

    kind = models.CharField(pgettext_lazy("of a name", "kind"), max_length=8, choices=Kind.choices)
    words = models.CharField(pgettext_lazy("of a line", "name"), max_length=160, help_text=_("As Gallica writes it."))
    departments = models.CharField(
        _("departments"), max_length=80, blank=True, help_text=_("Numbers, separated by spaces; none for a doubtful name.")
    )
    label = models.CharField(_("what it is"), max_length=160, blank=True, help_text=_("What a set is called, what else a name means."))
    sure = models.BooleanField(
        pgettext_lazy("of a name", "sure"),
        default=True,
        help_text=_("Enough alone. Of a doubtful name: no other town where books were printed bears it."),
    )
    updated_at = models.DateTimeField(_("changed on"), auto_now=True)

    class Meta:
        verbose_name = _("name of local interest")
        verbose_name_plural = _("names of local interest")
        ordering = ["kind", "words"]
        constraints = [models.UniqueConstraint(fields=["kind", "words"], name="local_name_once")]

    def __str__(self) -> str:
        return self.words

    def clean(self) -> None:
        """Refuse a name without a word, and departments that there are not."""
        if not fold(self.words):
            raise ValidationError({"words": _("A name has at least one letter.")})
        codes = self.departments.replace(",", " ").upper().split()
        if unknown := next((code for code in codes if code not in departments()), None):
            raise ValidationError({"departments": _("“%(code)s” is no department: write numbers, as “01 69”.") % {"code": unknown}})
        if not codes and self.kind in (self.Kind.SET, self.Kind.PROVINCE, self.Kind.PERSON):
            raise ValidationError({"departments": _("Say in which departments it is.")})
        self.departments = " ".join(dict.fromkeys(codes))
