"""What a library deposits of its own pictures: sets of views hung on a notice or a fonds, the files they came in, what became of each."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catalogue.core.rights import RIGHTS
from catalogue.models.ark import Ark
from catalogue.models.institution import Institution


class Deposit(models.Model):
    """Some views of one thing, given by an institution. Written by ``catalogue.services.deposits`` only, and never deleted.

    ``target`` is the ark of the notice or the fonds that it shows; ``credit``: who made the pictures or lets them be shown. A removed one
    keeps its title and its dates, so that its addresses say what it was.
    """

    class State(models.TextChoices):
        """Who sees it."""

        DRAFT = "draft", pgettext_lazy("deposit of pictures", "being prepared")
        SHOWN = "shown", pgettext_lazy("deposit of pictures", "shown to readers")
        REMOVED = "removed", pgettext_lazy("deposit of pictures", "removed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    institution = models.ForeignKey(Institution, verbose_name=_("institution"), on_delete=models.PROTECT, related_name="deposits")
    target = models.ForeignKey(Ark, verbose_name=_("what it shows"), on_delete=models.PROTECT, related_name="deposits")
    title = models.CharField(pgettext_lazy("of a description", "title"), max_length=300)
    rights = models.CharField(_("rights"), max_length=10, choices=[(key, right.label) for key, right in RIGHTS.items()])
    credit = models.CharField(_("credit"), max_length=300, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    author = models.CharField(_("deposited by"), max_length=254)
    opened_at = models.DateTimeField(_("deposited"), db_default=Now())
    shown_at = models.DateTimeField(_("published"), null=True, blank=True)
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True)

    class Meta:
        verbose_name = _("deposit of pictures")
        verbose_name_plural = _("deposits of pictures")
        indexes = [
            models.Index(fields=["institution", "-opened_at"], name="deposit_of_institution"),
            models.Index(fields=["target"], name="deposit_shown", condition=models.Q(state="shown")),
        ]

    def __str__(self) -> str:
        return self.title


class DepositFile(models.Model):
    """A file of a deposit as it came, in pieces kept in Django's storage until its views are made; ``received``: the bytes that are there.

    ``mark``: how the browser that sends it knows it again after a cut, "" of one that came whole.
    """

    class State(models.TextChoices):
        """How far it is."""

        ARRIVING = "arriving", _("arriving")
        WHOLE = "whole", _("there")
        LET_GO = "let go", _("let go")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    deposit = models.ForeignKey(Deposit, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(_("name"), max_length=300)
    mark = models.CharField(max_length=64, blank=True)
    size = models.BigIntegerField(_("bytes"))
    received = models.BigIntegerField(_("received"), default=0)
    pieces = models.PositiveIntegerField(default=0)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.ARRIVING)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("deposited file")
        verbose_name_plural = _("deposited files")
        constraints = [
            models.UniqueConstraint(
                fields=["deposit", "mark"], name="deposit_file_arriving_once", condition=models.Q(state="arriving") & ~models.Q(mark="")
            )
        ]
        indexes = [models.Index(fields=["changed_at"], name="deposit_file_there", condition=~models.Q(state="let go"))]

    def __str__(self) -> str:
        return self.name


class DepositView(models.Model):
    """A view: one picture of a deposit, at its ``place`` among the others. ``part``: the title of the part that begins with it; ``page``:
    the page of a PDF that it is, from 1, 0 of a file that is a picture.

    ``reason`` is a message where no picture was made of it. ``stored``: files of it may be in Django's storage; ``tried_at``, ``tries``:
    who makes it says so first, so that a worker that falls does not fall for ever.
    """

    class State(models.TextChoices):
        """What became of it."""

        WAITING = "waiting", pgettext_lazy("view", "waiting")
        MADE = "made", pgettext_lazy("view", "made")
        REFUSED = "refused", pgettext_lazy("view", "refused")
        REMOVED = "removed", pgettext_lazy("view", "removed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    deposit = models.ForeignKey(Deposit, on_delete=models.CASCADE, related_name="views")
    file = models.ForeignKey(DepositFile, null=True, on_delete=models.SET_NULL, related_name="views")
    name = models.CharField(_("file"), max_length=300)
    page = models.PositiveSmallIntegerField(_("page"), default=0, db_default=0)
    place = models.PositiveIntegerField(_("place"))
    label = models.CharField(_("label"), max_length=200, blank=True)
    part = models.CharField(_("part that begins here"), max_length=200, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    reason = models.JSONField(null=True, blank=True)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    bytes = models.BigIntegerField(default=0)
    stored = models.BooleanField(default=False)
    tried_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    added_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("view")
        verbose_name_plural = _("views")
        indexes = [
            models.Index(fields=["deposit", "place"], name="deposit_view_in_order"),
            models.Index(fields=["added_at"], name="deposit_view_waiting", condition=models.Q(state="waiting")),
            models.Index(fields=["id"], name="deposit_view_to_clear", condition=models.Q(state="removed", stored=True)),
        ]

    def __str__(self) -> str:
        return self.label or self.name
