"""The register: what national directories, and the records themselves, say of libraries, archives and museums; loaded in bulk, no page."""

from __future__ import annotations

from django.db import connection, models
from django.utils.translation import gettext_lazy as _

from catalogue.core.isil import ARCHIVE, LIBRARY, LONGEST, MUSEUM, OTHER, code_of, local_isil, unnamed


class RegisterEntry(models.Model):
    """A library, archives or a museum, under its ISIL. Written by ``catalogue.services.register`` only; nobody types in it.

    What people say of an institution is on its page (``Institution``, of the same ISIL), which no import writes. ``name`` is empty
    while nobody has given one. ``met``: a record has said that it keeps something. ``origin`` says where the row comes from.
    """

    class Kind(models.TextChoices):
        """What kind of house it is."""

        LIBRARY = LIBRARY, _("library")
        ARCHIVE = ARCHIVE, _("archives")
        MUSEUM = MUSEUM, _("museum")
        OTHER = OTHER, _("other institution")

    class Origin(models.TextChoices):
        """Who said it."""

        HARVEST = "harvest", _("named by a record")
        PAGE = "page", _("made with its page")
        DIRECTORY = "directory", _("national directory")

    id = models.BigAutoField(primary_key=True)
    isil = models.CharField("ISIL", max_length=LONGEST, unique=True)
    rcr = models.CharField(_("RCR number"), max_length=9, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.OTHER)
    name = models.CharField(_("name"), max_length=300, blank=True)
    town = models.CharField(_("town"), max_length=200, blank=True)
    insee = models.CharField(_("INSEE code of the commune"), max_length=5, blank=True)
    department = models.CharField(_("department"), max_length=3, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    origin = models.CharField(_("origin"), max_length=10, choices=Origin.choices, default=Origin.HARVEST)
    met = models.BooleanField(_("named by a record"), default=False)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    class Meta:
        verbose_name = _("register entry")
        verbose_name_plural = _("register of institutions")
        indexes = [
            models.Index(fields=["insee"], name="register_commune"),
            models.Index(fields=["department", "name"], name="register_shown", condition=models.Q(met=True)),
        ]

    def __str__(self) -> str:
        return self.name or unnamed(self.isil)

    @property
    def code(self) -> str:
        """What records and addresses name it by: the RCR of a library, the ISIL of anything else."""
        return code_of(self.isil)

    @staticmethod
    def next_local_isil() -> str:
        """A number of the portal's own, given once, for an institution that no directory knows."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT nextval(pg_get_serial_sequence('catalogue_registerentry', 'id'))")
            return local_isil(cursor.fetchone()[0])
