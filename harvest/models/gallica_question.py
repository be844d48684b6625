"""What curators ask of Gallica from their desk, and what it answered: kept, so that the same is not asked twice in a month."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

LONGEST = 200


class GallicaQuestion(models.Model):
    """A question and its last answer. Written by ``harvest.services.gallica_questions`` only.

    ``ark``: the name of the document in which the words are looked for, "" where documents are. ``wanted_at``: since when it waits to be
    asked, None once it was. ``answer``: a ``gallica_answers.Found``, None before the first; ``reason``: why the last try gave none.
    """

    class Kind(models.TextChoices):
        """Which service is asked."""

        DOCUMENTS = "documents", pgettext_lazy("question to Gallica", "documents")
        PASSAGES = "passages", pgettext_lazy("question to Gallica", "pages of a document")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    ark = models.CharField(max_length=40, blank=True)
    words = models.CharField(max_length=LONGEST)
    title = models.CharField(max_length=LONGEST, blank=True)
    asked_by = models.CharField(max_length=254)
    wanted_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    answer = models.JSONField(null=True)
    reason = models.CharField(max_length=60, blank=True)

    class Meta:
        verbose_name = _("question to Gallica")
        verbose_name_plural = _("questions to Gallica")
        constraints = [models.UniqueConstraint(fields=["kind", "ark", "words"], name="gallica_question_once")]
        indexes = [models.Index(fields=["wanted_at"], condition=models.Q(wanted_at__isnull=False), name="gallica_question_waits")]

    def __str__(self) -> str:
        return f"{self.ark} {self.words}".strip()
