"""Accounts and what was done with them; what readers wrote, and the letters that wait to leave."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.place import AtPlace


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


class Invitation(AtPlace, models.Model):
    """An account, or a role for one there is, offered by e-mail; its link opens once, and for a week."""

    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=30)
    institution = models.ForeignKey("catalogue.Institution", models.CASCADE, null=True, blank=True, related_name="+")
    network = models.ForeignKey("catalogue.Network", models.CASCADE, null=True, blank=True, related_name="+")
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


class Deed(AtPlace, models.Model):
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
        PICTURES_DEPOSITED = "pictures_deposited", _("deposited pictures")
        PICTURES_SHOWN = "pictures_shown", _("showed pictures to readers")
        PICTURES_CHANGED = "pictures_changed", _("changed deposited pictures")
        PICTURES_REMOVED = "pictures_removed", _("removed deposited pictures")

    at = models.DateTimeField(_("when"), auto_now_add=True, db_index=True)
    person = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", verbose_name=_("person"))
    name = models.CharField(_("person"), max_length=300)  # empty: the schedule, the command line
    kind = models.CharField(_("deed"), max_length=30, choices=Kind.choices)
    institution = models.ForeignKey("catalogue.Institution", models.SET_NULL, null=True, related_name="+", verbose_name=_("institution"))
    network = models.ForeignKey("catalogue.Network", models.SET_NULL, null=True, related_name="+", verbose_name=_("network of libraries"))
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
        """Their name, or an empty string."""
        return self.place.title if self.place else ""


class ReaderMessage(models.Model):
    """What a reader wrote about a document to who keeps it; let go with all that was answered after ``READER_MESSAGE_DAYS``."""

    class Kind(models.TextChoices):
        """What she wrote for."""

        REPORT = "report", _("mistake in a record")
        QUESTION = "question", _("question")

    class State(models.TextChoices):
        """Whether anybody has dealt with it."""

        NEW = "new", pgettext_lazy("message", "new")
        ANSWERED = "answered", _("answered")
        CLOSED = "closed", pgettext_lazy("message", "closed")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.NEW)
    institution = models.ForeignKey(  # none: the regional team's
        "catalogue.Institution", models.SET_NULL, null=True, related_name="+", verbose_name=_("institution")
    )
    ark = models.CharField(max_length=60)
    title = models.CharField(_("title"), max_length=300)
    copy = models.CharField(_("copy"), max_length=300, blank=True)
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail address"))
    text = models.TextField(_("message"))
    language = models.CharField(_("language"), max_length=5)
    sent_at = models.DateTimeField(_("sent"), default=timezone.now, db_index=True)
    nonce = models.CharField(max_length=32, unique=True)  # a form sent twice is one message

    class Meta:
        verbose_name = _("message of a reader")
        verbose_name_plural = _("messages of readers")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["institution", "-id"]), models.Index(fields=["state", "-id"])]

    def __str__(self) -> str:
        return self.title


class MessageDeed(models.Model):
    """What became of a reader's message: a line of its history."""

    class Kind(models.TextChoices):
        """What may be done with one."""

        ANSWERED = "answered", _("answered by mail")
        CLOSED = "closed", pgettext_lazy("message", "closed")
        REOPENED = "reopened", _("opened again")

    message = models.ForeignKey(ReaderMessage, models.CASCADE, related_name="deeds")
    at = models.DateTimeField(_("when"), default=timezone.now)
    kind = models.CharField(_("deed"), max_length=10, choices=Kind.choices)
    person = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", verbose_name=_("person"))
    name = models.CharField(_("person"), max_length=300)
    text = models.TextField(_("answer"), blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.name}: {self.get_kind_display()}"


class Letter(models.Model):
    """A mail that waits to leave; gone once the mail server has taken it, kept with ``given_up_at`` where it never did."""

    to = models.EmailField(_("e-mail address"))
    reply_to = models.EmailField(blank=True)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField(blank=True)
    message = models.ForeignKey(ReaderMessage, models.CASCADE, null=True, related_name="letters")
    by_hand = models.BooleanField(default=False)  # a person's answer, which an answering machine may answer
    made_at = models.DateTimeField(default=timezone.now)
    next_at = models.DateTimeField(default=timezone.now, db_index=True)
    tries = models.PositiveSmallIntegerField(default=0)
    given_up_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.subject


class Sending(models.Model):
    """That somebody had the portal send something, for a day: ``mark`` is a digest that names nobody."""

    mark = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        indexes = [models.Index(fields=["mark", "at"])]

    def __str__(self) -> str:
        return self.mark


class ReadCount(models.Model):
    """How often a thing was read or asked for on a day, or in the month that begins with it; written by ``portal.readership`` alone.

    ``thing``: a word of ``portal.readership.asked.Thing``; ``kind``: of what (``catalogue.core.keys.Kind``), 0 of nothing; ``target``: the
    name of an ark, a host, "" where it is none or where the few of a month are put together. ``institution``: the ISIL of one that keeps
    it, "" for the whole portal, whose rows count each reading once.
    """

    day = models.DateField()
    monthly = models.BooleanField(default=False)
    institution = models.CharField(max_length=16, blank=True)
    thing = models.CharField(max_length=12)
    kind = models.PositiveSmallIntegerField(default=0)
    target = models.CharField(max_length=100, blank=True)
    n = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["institution", "day", "monthly", "thing", "kind", "target"], name="read_count_of_one_thing")
        ]
        indexes = [models.Index(fields=["day"], name="read_count_by_day", condition=models.Q(monthly=False))]

    def __str__(self) -> str:
        return f"{self.day} {self.thing} {self.target}: {self.n}"


class FiguresAsked(models.Model):
    """That somebody wants the figures of an institution by mail each month; ``month``: the last one that was sent, or that is not to be."""

    person = models.ForeignKey(User, models.CASCADE, related_name="+")
    institution = models.ForeignKey("catalogue.Institution", models.CASCADE, related_name="+")
    month = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "institution"], name="figures_asked_once")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.institution_id}"


class ConformanceRun(models.Model):
    """What a judge of what is given to machines found in a night: how many things it looked at, how many were wrong, the first of them
    (as ``portal.publish.conformance.judging.Fault``); or why it could not look.
    """

    judge = models.CharField(max_length=40)
    judged_at = models.DateTimeField(_("judged"), db_default=Now())
    examined = models.PositiveIntegerField(_("looked at"))
    failed = models.PositiveIntegerField(_("wrong"))
    skipped = models.TextField(blank=True)
    seconds = models.FloatField(_("seconds"))
    faults = models.JSONField(default=list)

    class Meta:
        verbose_name = _("judgement of a night")
        verbose_name_plural = _("judgements of nights")
        indexes = [models.Index(fields=["judged_at"])]

    def __str__(self) -> str:
        return f"{self.judge} {self.judged_at:%Y-%m-%d}"
