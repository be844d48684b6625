"""Runs: one execution of a harvest, its slices of the period, its messages."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalogue.core.messages import Message


class Counters(models.Model):
    """What a run or a window has done. ``read`` = new + changed + unchanged + deleted + refused, exactly, at any moment."""

    read = models.PositiveIntegerField(_("read"), default=0)
    new = models.PositiveIntegerField(_("new"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    deleted = models.PositiveIntegerField(_("deleted"), default=0)
    refused = models.PositiveIntegerField(_("refused"), default=0)

    # What a curated source served and no rule keeps: looked at, and neither read nor stored.
    let_go = models.PositiveBigIntegerField(_("let go"), default=0, db_default=0)

    NAMES = ("read", "new", "changed", "unchanged", "deleted", "refused")

    class Meta:
        abstract = True

    @property
    def counters(self) -> dict[str, int]:
        """The six counters by name."""
        return {name: getattr(self, name) for name in self.NAMES}


class HarvestRun(Counters):
    """One execution. Its whole state is here: any worker can take it over where the last transaction left it.

    The lease (``lease`` token, until ``lease_until``, held by process ``lease_holder``) makes one worker at a time its
    master; ``not_before`` puts it to sleep when the partner asks to wait. Nothing is done from ``paused_at`` on, and nothing was for
    ``paused_seconds`` before; ``told_at``: its end was told by mail. ``vanished`` counts what the final sweep withdrew, which no page
    announced. ``requests``, ``waited_seconds`` and ``refused_tokens`` count, since the run was started or resumed,
    what was asked of the partner, how long its answers took, and how often it refused to go on with a list.
    """

    class State(models.TextChoices):
        """States a partner understands."""

        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")
        ABORTED = "aborted", _("aborted")
        NEEDS_DECISION = "needs_decision", _("needs a decision")

    class Kind(models.TextChoices):
        """What is asked of the partner."""

        FULL = "full", _("full")
        INCREMENTAL = "incremental", _("what is new")
        REPLAY = "replay", _("replay of what was received")

    ACTIVE = (State.WAITING, State.RUNNING, State.NEEDS_DECISION)

    endpoint = models.ForeignKey("harvest.Endpoint", verbose_name=_("harvesting point"), on_delete=models.CASCADE, related_name="runs")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.WAITING)
    since = models.DateTimeField(_("from"), null=True, blank=True)
    planned = models.BooleanField(default=False)
    vanished = models.PositiveIntegerField(_("withdrawn by comparison"), default=0)
    created_at = models.DateTimeField(_("asked"), auto_now_add=True)
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    first_response_date = models.DateTimeField(null=True, blank=True)
    reason_code = models.CharField(max_length=80, blank=True)
    reason_args = models.JSONField(default=dict, blank=True)
    requests = models.PositiveIntegerField(_("requests sent to the partner"), default=0)
    waited_seconds = models.FloatField(_("seconds waited for its answers"), default=0)
    refused_tokens = models.PositiveIntegerField(default=0)
    guard_waived = models.BooleanField(default=False)
    paused_at = models.DateTimeField(null=True, blank=True, editable=False)
    paused_seconds = models.FloatField(default=0, db_default=0, editable=False)
    told_at = models.DateTimeField(null=True, blank=True, editable=False)
    lease = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    lease_holder = models.CharField(max_length=200, blank=True)
    not_before = models.DateTimeField(null=True, blank=True)
    asked_by = models.ForeignKey("portal.User", verbose_name=_("asked by"), null=True, blank=True, on_delete=models.SET_NULL)

    class Meta:
        verbose_name = _("harvest")
        verbose_name_plural = _("harvests")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["endpoint"],
                condition=models.Q(state__in=["waiting", "running", "needs_decision"]),
                name="run_one_active_per_endpoint",
            )
        ]
        indexes = [models.Index(fields=["state", "not_before"], name="run_state_not_before")]

    def __str__(self) -> str:
        return f"{self.endpoint} {self.pk}"

    @property
    def is_all_refused(self) -> bool:
        """Whether it read records and could take none of them."""
        return self.read > 0 and self.refused == self.read

    @property
    def outcome(self) -> str:
        """Its state, for a sign: a run that could take nothing is no success."""
        return "refused" if self.state == self.State.DONE and self.is_all_refused else self.state

    @property
    def reason(self) -> str:
        """Why the run is in its state, as a translated sentence; empty when there is nothing to say."""
        if not self.reason_code:
            return ""
        return translated(Message(self.reason_code, self.reason_args))


class Window(Counters):
    """One slice of the run's period: the unit of retry."""

    class State(models.TextChoices):
        """``split``: replaced by smaller windows."""

        WAITING = "waiting", _("to do")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")
        ABORTED = "aborted", _("aborted")
        SPLIT = "split", _("cut in smaller slices")

    run = models.ForeignKey(HarvestRun, on_delete=models.CASCADE, related_name="windows")
    start = models.DateTimeField(_("from"), null=True, blank=True)
    end = models.DateTimeField(_("until"), null=True, blank=True)
    options = models.JSONField(default=dict, blank=True)
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.WAITING)
    checkpoint = models.JSONField(null=True, blank=True)
    pages = models.PositiveIntegerField(_("pages"), default=0)
    total = models.PositiveIntegerField(_("announced by the partner"), null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    restarts = models.PositiveSmallIntegerField(default=0)
    reason_code = models.CharField(max_length=80, blank=True)
    reason_args = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["start", "id"]

    def __str__(self) -> str:
        return f"{self.start} – {self.end}: {self.state}"


class HarvestMessage(models.Model):
    """What happened during a run, one line per cause, with how often and up to twenty examples."""

    class Severity(models.TextChoices):
        """How much it matters."""

        INFO = "info", _("information")
        WARNING = "warning", _("warning")
        ERROR = "error", _("error")

    run = models.ForeignKey(HarvestRun, on_delete=models.CASCADE, related_name="messages")
    code = models.CharField(max_length=80)
    severity = models.CharField(max_length=10, choices=Severity.choices)
    args = models.JSONField(default=dict, blank=True)
    count = models.PositiveIntegerField(default=0)
    examples = models.JSONField(default=list, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-severity", "-count", "id"]
        constraints = [models.UniqueConstraint(fields=["run", "code"], name="message_run_code")]

    def __str__(self) -> str:
        return translated(Message(self.code, self.args))


class Remark(models.Model):
    """One record that a message of a run is about: every one of them, as far as :data:`harvest.pipeline.log.REMARKS` of a cause.

    Written by ``harvest.pipeline.log`` only; goes with old age, as versions do.
    """

    id = models.BigAutoField(primary_key=True)
    message = models.ForeignKey(HarvestMessage, on_delete=models.CASCADE, related_name="remarks", db_index=False)
    identifier = models.TextField(_("identifier"), blank=True)
    file = models.TextField(_("file"), blank=True)
    position = models.PositiveIntegerField(_("position"), default=0)
    args = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        indexes = [models.Index(fields=["message", "id"], name="remark_message_id")]

    def __str__(self) -> str:
        return self.identifier or str(self.position)

    @property
    def sentence(self) -> str:
        """What is said of this record."""
        return translated(Message(self.message.code, self.args))


def translated(message: Message) -> str:
    """A message in the language of the moment."""
    return message.sentence(gettext)
