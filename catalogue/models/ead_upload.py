"""Finding aids that librarians hand in by the back office: what was found in each file, what it would change, and what became of it."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from catalogue.models.finding_aid import EadFile
from catalogue.models.institution import Institution


class EadUpload(models.Model):
    """A file handed in for an institution. Written by ``catalogue.services.ead_uploads`` only.

    ``findings`` are those of the check (level, rule, line, message), ``told`` what each finding aid of the file would change, and what it
    changed once it was applied (``services.ead_uploads.Seen``). ``namespace``: whose identifiers they bear (``FindingAid.namespace``).
    """

    class State(models.TextChoices):
        """What became of it."""

        WAITING = "waiting", _("to be looked at")
        APPLIED = "applied", _("published")
        REFUSED = "refused", _("refused")
        DISCARDED = "discarded", _("discarded")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    institution = models.ForeignKey(Institution, verbose_name=_("institution"), on_delete=models.CASCADE, related_name="ead_uploads")
    file = models.ForeignKey(EadFile, verbose_name=_("file"), null=True, on_delete=models.SET_NULL, related_name="uploads")
    name = models.CharField(_("name"), max_length=300)
    namespace = models.CharField(_("given by"), max_length=60)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    author = models.CharField(_("handed in by"), max_length=254)
    received_at = models.DateTimeField(_("received"), db_default=Now())
    applied_by = models.CharField(_("published by"), max_length=254, blank=True)
    applied_at = models.DateTimeField(_("published"), null=True, blank=True)
    findings = models.JSONField(_("what the check says"), default=list)
    told = models.JSONField(_("what it changes"), default=list)

    class Meta:
        verbose_name = _("finding aid handed in")
        verbose_name_plural = _("finding aids handed in")
        indexes = [models.Index(fields=["institution", "-received_at"], name="ead_upload_of_institution")]

    def __str__(self) -> str:
        return self.name
