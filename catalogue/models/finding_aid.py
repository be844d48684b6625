"""Finding aids in EAD: the files as received, what they say of themselves, and their components, which are a tree by their places."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EadFile(models.Model):
    """A file of finding aids, kept byte for byte as it came, in pieces. Written by ``catalogue.services.ead_files`` only."""

    id = models.BigAutoField(primary_key=True)
    digest = models.BinaryField(_("SHA-256"), max_length=32, unique=True)
    name = models.CharField(_("name"), max_length=300)
    size = models.PositiveBigIntegerField(_("bytes"))
    received_at = models.DateTimeField(_("received"), auto_now_add=True)

    class Meta:
        verbose_name = _("EAD file")
        verbose_name_plural = _("EAD files")

    def __str__(self) -> str:
        return self.name


class EadPiece(models.Model):
    """Some of the bytes of a file, numbered from 0: a file of any length is written and read without being held."""

    pk = models.CompositePrimaryKey("file_id", "number")
    file = models.ForeignKey(EadFile, on_delete=models.CASCADE, related_name="pieces", db_index=False)
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.file}/{self.number}"


class FindingAid(models.Model):
    """A finding aid, under the identifier that its makers give it (eadid). Written by ``catalogue.services.finding_aids`` only.

    ``namespace`` says whose identifiers these are: a delivery's short name ("ccfr-cgm"), or that of the institution. ``institution`` is
    the code (RCR or ISIL) of who keeps what is described, "" where the file does not say. ``given_as``: the name that the partner's server
    gives it, "" where it came as a file. ``hidden``: it is kept from readers, with the source that gives it; ``lags``: arks and places in
    the index do not follow that yet from the component of key ``lags_from`` on; all by
    ``catalogue.services.finding_aid_standing``. ``header`` holds the JSON of
    ``formats.ead.Header``, ``warnings`` the messages of the reading. ``components`` and ``digital_objects`` count what was read.
    """

    id = models.BigAutoField(primary_key=True)
    namespace = models.CharField(_("given by"), max_length=60)
    eadid = models.TextField(_("identifier"))
    given_as = models.TextField(blank=True, default="", db_default="", editable=False)
    hidden = models.BooleanField(default=False, db_default=False, editable=False)
    lags = models.BooleanField(default=False, db_default=False, editable=False)
    lags_from = models.TextField(blank=True, default="", db_default="", editable=False)
    file = models.ForeignKey(EadFile, verbose_name=_("file"), on_delete=models.PROTECT, related_name="finding_aids")
    institution = models.TextField(_("institution"), blank=True)
    title = models.TextField(pgettext_lazy("of a description", "title"), blank=True)
    dialect = models.CharField(_("form"), max_length=10)
    header = models.JSONField(_("header"))
    warnings = models.JSONField(_("warnings"), default=list)
    components = models.PositiveIntegerField(_("components"))
    digital_objects = models.PositiveIntegerField(_("digital objects"))
    created_at = models.DateTimeField(_("first received"), auto_now_add=True)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    class Meta:
        verbose_name = _("finding aid")
        verbose_name_plural = _("finding aids")
        constraints = [models.UniqueConstraint(fields=["namespace", "eadid"], name="finding_aid_of_one_identifier")]
        indexes = [
            models.Index(fields=["institution"], name="finding_aid_institution"),
            models.Index(fields=["updated_at", "id"], name="finding_aid_updated"),
            models.Index(fields=["namespace", "given_as"], name="finding_aid_given_as", condition=~models.Q(given_as="")),
        ]

    def __str__(self) -> str:
        return self.title or self.eadid


class Component(models.Model):
    """One description of a finding aid: the whole (``key`` "", ``first`` 0) or a component below it.

    ``first`` and ``last`` are the places, in the order of the document, of itself and of its last descendant: what is below it lies
    between, ``last`` - ``first`` counts it, and a new version of the file costs these two numbers nothing else. ``parent`` is the
    ``first`` of what it lies in, -1 for the whole. The number of a row never changes: ``key`` finds it again in the next version.
    ``internal``: for staff, never shown. ``gone``: the last version has it no more; it keeps what it was.
    """

    id = models.BigAutoField(primary_key=True)
    finding_aid = models.ForeignKey(FindingAid, on_delete=models.CASCADE, related_name="rows", db_index=False)
    key = models.TextField(_("key"), blank=True)
    first = models.PositiveIntegerField(_("place"))
    last = models.PositiveIntegerField(_("last place"))
    parent = models.IntegerField(_("place of its parent"))
    depth = models.PositiveSmallIntegerField(_("depth"))
    level = models.CharField(_("level"), max_length=40, blank=True)
    title = models.TextField(pgettext_lazy("of a description", "title"), blank=True)
    call_number = models.TextField(_("call number"), blank=True)
    dates = models.TextField(_("dates"), blank=True)
    digital_objects = models.PositiveIntegerField(_("digital objects"), default=0)
    internal = models.BooleanField(_("internal"), default=False)
    gone = models.BooleanField(_("withdrawn"), default=False)
    digest = models.BinaryField(max_length=16)
    unit = models.JSONField(_("description"))

    class Meta:
        verbose_name = _("component")
        verbose_name_plural = _("components")
        constraints = [models.UniqueConstraint(fields=["finding_aid", "key"], name="component_of_one_key")]
        indexes = [
            models.Index(fields=["finding_aid", "parent", "first"], name="component_children", condition=models.Q(gone=False)),
            models.Index(fields=["finding_aid", "first"], name="component_place", condition=models.Q(gone=False)),
        ]

    def __str__(self) -> str:
        return self.title or self.call_number or self.key
