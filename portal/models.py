"""Accounts: one enters with an e-mail address and a password."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Makes accounts from an e-mail address."""

    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A new account; without a password it cannot enter until one is set. Raises ValueError without an address."""
        if not email:
            raise ValueError(_("An account needs an e-mail address."))
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A new account with every right."""
        return self.create_user(email, password, **{**fields, "is_staff": True, "is_superuser": True})

    def get_by_natural_key(self, username: str | None) -> User:
        """Addresses are compared without regard to case."""
        return self.get(email__iexact=username)


class User(AbstractUser):
    """A person of the back office: librarian, partner admin, editor, or superuser."""

    username = None  # type: ignore[assignment]
    email = models.EmailField(_("e-mail address"), unique=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()  # type: ignore[misc,assignment]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def __str__(self) -> str:
        return self.get_full_name() or self.email

    def clean(self) -> None:
        """Forms store addresses in lower case, as the manager does: no second account by capitals alone."""
        super().clean()
        self.email = self.email.lower()


class Invitation(models.Model):
    """An account, or a role for one there is, offered by e-mail; its link opens once, and for a week."""

    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=30)
    institution = models.ForeignKey("catalogue.Institution", models.CASCADE, null=True, blank=True, related_name="+")
    language = models.CharField(_("language"), max_length=5)
    invited_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField(_("sent"))
    nonce = models.CharField(max_length=32)  # a link sent again closes the one before
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        indexes = [models.Index(fields=["institution", "sent_at"])]

    def __str__(self) -> str:
        return self.email


class Deed(models.Model):
    """What a person of the back office did: a line of the journal. The names stay when the account or the institution goes."""

    class Kind(models.TextChoices):
        """What may be done."""

        HARVEST = "harvest", _("asked for a harvest")
        ABORT = "abort", _("aborted a harvest")
        RESUME = "resume", _("resumed a harvest")
        KEEP = "keep", _("kept records that were to be withdrawn")
        WITHDRAW = "withdraw", _("withdrew records")
        POINT_ADDED = "point_added", _("added a harvesting point")
        POINT_EDITED = "point_edited", _("changed a harvesting point")
        INVITED = "invited", _("invited somebody")
        INVITATION_WITHDRAWN = "invitation_withdrawn", _("withdrew an invitation")
        JOINED = "joined", _("accepted an invitation")
        ROLE_GIVEN = "role_given", _("gave a role")
        ROLE_TAKEN = "role_taken", _("took a role away")
        FACTOR_SET = "factor_set", _("set up a second factor")
        FACTOR_REMOVED = "factor_removed", _("removed a second factor")

    at = models.DateTimeField(_("when"), auto_now_add=True, db_index=True)
    person = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", verbose_name=_("person"))
    name = models.CharField(_("person"), max_length=300)  # empty: the schedule, the command line
    kind = models.CharField(_("deed"), max_length=30, choices=Kind.choices)
    institution = models.ForeignKey("catalogue.Institution", models.SET_NULL, null=True, related_name="+", verbose_name=_("institution"))
    about = models.CharField(_("about"), max_length=500)

    class Meta:
        verbose_name = _("deed")
        verbose_name_plural = _("journal")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["institution", "-id"])]

    def __str__(self) -> str:
        return f"{self.name}: {self.get_kind_display()}"

    @property
    def institution_name(self) -> str:
        """The institution's; empty where it is of none, or of one that is gone."""
        return self.institution.title if self.institution else ""
