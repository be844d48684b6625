"""Synonyms: the words that stand for one another in a search, kept by the editors."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.core.text import fold


class Synonym(models.Model):
    """One line of the table: who types ``words`` is given what has one of ``equivalents`` (separated by commas) as well.

    ``both_ways``: and who types one of the equivalents is given the others. Readers' searches follow a change within seconds;
    nothing is indexed again.
    """

    MOST_WORDS = 4

    words = models.CharField(_("word or words typed"), max_length=80, unique=True)
    equivalents = models.CharField(
        _("look for these as well"),
        max_length=400,
        help_text=_("Words or groups of at most four words, separated by commas."),
    )
    both_ways = models.BooleanField(
        _("both ways"),
        default=True,
        help_text=_("Who types one of them finds all the others. Otherwise only from the first to the others."),
    )
    updated_at = models.DateTimeField(_("changed on"), auto_now=True)

    class Meta:
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")
        ordering = ["words"]

    def __str__(self) -> str:
        return f"{self.words} {'↔' if self.both_ways else '→'} {self.equivalents}"

    @property
    def equivalent_list(self) -> tuple[str, ...]:
        """The equivalents one by one."""
        return tuple(part for piece in self.equivalents.split(",") if (part := piece.strip()))

    def clean(self) -> None:
        """Refuse what could find nothing: no word at all, or groups too long to be looked for."""
        for field, wordings in (("words", (self.words,)), ("equivalents", self.equivalent_list or ("",))):
            for wording in wordings:
                if not 0 < len(fold(wording).split()) <= self.MOST_WORDS:
                    raise ValidationError({field: _("Between one and four words are needed: “%(text)s”.") % {"text": wording}})
