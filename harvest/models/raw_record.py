"""What was received: the bytes as they came, those that could not be read, and what each page held."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.core.messages import Message
from harvest.models.run import translated


class RawRecord(models.Model):
    """A record as the partner sent it, its last good version. ``digest`` is BLAKE2b-128 of ``data``.

    Written by ``harvest.pipeline.load`` only, a run's by COPY. A tombstone keeps the last bytes. ``run_id`` is None where no run brought
    it, but a curator.
    """

    class State(models.TextChoices):
        """Served by the partner, or gone."""

        ACTIVE = "active", _("active")
        TOMBSTONE = "tombstone", _("withdrawn")

    id = models.BigAutoField(primary_key=True)
    # No index of its own: the constraint below begins with it, and a second one misleads the planner.
    source = models.ForeignKey("catalogue.Source", on_delete=models.PROTECT, related_name="raw_records", db_index=False)
    identifier = models.TextField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.ACTIVE)
    datestamp = models.CharField(max_length=40, blank=True)
    sets = ArrayField(models.TextField(), default=list)
    digest = models.BinaryField()
    data = models.BinaryField()
    run_id = models.BigIntegerField(null=True)
    received_at = models.DateTimeField()

    class Meta:
        verbose_name = _("raw record")
        verbose_name_plural = _("raw records")
        constraints = [models.UniqueConstraint(fields=["source", "identifier"], name="raw_source_identifier")]

    def __str__(self) -> str:
        return f"{self.source_id}:{self.identifier}"


class QuarantinedRecord(models.Model):
    """Bytes that could not become a record, with the reason, until a readable version comes.

    ``key`` is the identifier, or ``digest:…`` for bytes that have none: one line per record, however often it is served. ``title`` is
    what can be made out of the bytes, ``file`` where they stood in a delivery.
    """

    id = models.BigAutoField(primary_key=True)
    source = models.ForeignKey("catalogue.Source", on_delete=models.PROTECT, related_name="quarantined")
    key = models.TextField()
    identifier = models.TextField(_("identifier"), blank=True)
    datestamp = models.CharField(max_length=40, blank=True)
    position = models.PositiveIntegerField(_("position"), default=0)
    file = models.TextField(_("file"), blank=True, db_default="")
    title = models.TextField(_("title"), blank=True, db_default="")
    code = models.CharField(max_length=80)
    args = models.JSONField(default=dict, blank=True)
    data = models.BinaryField()
    run = models.ForeignKey("harvest.HarvestRun", null=True, on_delete=models.SET_NULL, related_name="quarantined")
    first_seen_at = models.DateTimeField(_("first received"))
    last_seen_at = models.DateTimeField(_("last received"))

    class Meta:
        verbose_name = _("record in quarantine")
        verbose_name_plural = _("records in quarantine")
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="quarantine_source_key")]
        indexes = [models.Index(fields=["source", "id"], name="quarantine_source_id")]

    def __str__(self) -> str:
        return self.identifier or self.key

    @property
    def reason(self) -> str:
        """Why it was refused, as a translated sentence."""
        return translated(Message(self.code, self.args))


class AnnouncedDeletion(models.Model):
    """A record that the partner announced as deleted during a run: withdrawn when the run ends, once the guard has looked."""

    id = models.BigAutoField(primary_key=True)
    run = models.ForeignKey("harvest.HarvestRun", on_delete=models.CASCADE, related_name="announced")
    identifier = models.TextField()
    datestamp = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "identifier"], name="announced_run_identifier")]

    def __str__(self) -> str:
        return f"{self.run_id}: {self.identifier}"


class SeenPage(models.Model):
    """The raw records that one page of a full harvest held, so that what it did not hold can be found at the end."""

    id = models.BigAutoField(primary_key=True)
    run = models.ForeignKey("harvest.HarvestRun", on_delete=models.CASCADE, related_name="seen_pages")
    raw_ids = ArrayField(models.BigIntegerField())

    def __str__(self) -> str:
        return f"{self.run_id}: {len(self.raw_ids)}"
