"""What waits first on the home page of the back office: a decision, a failure, an institution that readers do not see; whoever one is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.ui.components import Component
from wagtail.models import Page, TaskState

from catalogue import policies as matching
from catalogue.models import Institution
from catalogue.selectors import name_proposals, proposals, publication
from harvest import policies
from harvest.models import Endpoint, GallicaTurn, HarvestRun
from harvest.selectors import waiting
from portal.backoffice.views.institutions import editable_for, to_complete_for
from portal.letters import rights
from portal.models import ConformanceRun, ReaderMessage
from portal.pages import lineage
from portal.shown import words

MOST = 5


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that waits: its name and where it is dealt with, what is the matter."""

    name: str
    url: str
    said: str


@dataclass(frozen=True, slots=True)
class Group:
    """Things of one kind, at most :data:`MOST` of ``count``; ``kind`` is the class of their sign, ``all_url`` leads to all of them."""

    kind: str
    title: str
    lines: tuple[Line, ...]
    count: int
    all_url: str

    @property
    def others(self) -> int:
        """How many are not listed."""
        return self.count - len(self.lines)


class Waiting(Component):
    """Before everything else, for every role, whatever the number of points and institutions."""

    name = "waiting"
    order = 10
    template_name = "backoffice/home_waiting.html"

    def __init__(self, request: HttpRequest) -> None:
        self._user: Any = request.user

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """The groups that hold something, in the order in which they matter."""
        runs, points = policies.runs_for(self._user), policies.endpoints_for(self._user)
        found = (
            _letters(rights.messages_for(self._user).filter(state=ReaderMessage.State.NEW)),
            _reviews(TaskState.objects.reviewable_by(self._user)),
            _runs("needs_decision", _("A harvest asks for a decision"), waiting.bad(runs, ["needs_decision"])),
            _runs("failed", _("A harvest has failed"), waiting.bad(runs, ["failed"])),
            _runs("refused", _("A harvest brought nothing that can be read"), waiting.bad(runs, ["refused"])),
            _stuck(points.exclude(schedule_problem="").filter(active=True).select_related("source").order_by("source__name")),
            _not_published(matching.institutions_of(self._user)),
            _silent(waiting.silent(points)),
            _gallica(self._user),
            _judges(self._user),
            _proposals(mine := list(matching.institutions_of(self._user).values_list("pk", flat=True))),
            _names(mine),
            _changed_parents(matching.institutions_of(self._user)),
            _unpublished(editable_for(self._user).filter(live=False).order_by("title", "pk")),
        )
        return {"groups": [group for group in found if group.count], "to_complete": to_complete_for(self._user).count()}


def _group(kind: str, title: str, rows: QuerySet[Any], lines: Iterable[Line], all_url: str) -> Group:
    listed = tuple(lines)
    return Group(kind, title, listed, len(listed) if len(listed) < MOST else rows.count(), all_url)


def _letters(letters: QuerySet[ReaderMessage]) -> Group:
    lines = (
        Line(letter.title, reverse("reader_message", args=[letter.pk]), f"{letter.get_kind_display()} · {letter.name}")
        for letter in letters.defer("text").order_by("pk")[:MOST]
    )
    all_url = f"{reverse('reader_messages')}?state={ReaderMessage.State.NEW}"
    return _group("needs_decision", _("Readers wait for an answer"), letters, lines, all_url)


def _reviews(states: QuerySet[TaskState]) -> Group:
    def line(state: TaskState) -> Line:
        page = state.revision.content_object
        who = state.revision.user
        said = _("Submitted by %(person)s.") % {"person": who} if who else ""
        return Line(str(page), reverse("wagtailadmin_pages:edit", args=[page.pk]), said)

    listed = states.select_related("revision__user").prefetch_related("revision__content_object").order_by("-started_at")
    lines = (line(state) for state in listed[:MOST] if isinstance(state.revision.content_object, Page))
    return _group("needs_decision", _("A page waits for your review"), states, lines, reverse("wagtailadmin_reports:workflow"))


def _runs(outcome: str, title: str, runs: QuerySet[HarvestRun]) -> Group:
    state = HarvestRun.State.DONE if outcome == "refused" else outcome
    lines = (Line(run.endpoint.source.name, reverse("harvesting:run", args=[run.pk]), run.reason) for run in runs[:MOST])
    return _group(outcome, title, runs, lines, f"{reverse('harvesting:runs')}?state={state}")


def _stuck(points: QuerySet[Endpoint]) -> Group:
    lines = (Line(point.source.name, reverse("harvesting:point_edit", args=[point.pk]), point.schedule_problem) for point in points[:MOST])
    return _group("failed", _("A scheduled harvest could not start"), points, lines, reverse("harvesting:points"))


def _silent(points: QuerySet[Endpoint]) -> Group:
    def said(point: Endpoint) -> str:
        return _("No new or changed record for %(days)d days or more: ask the partner whether the catalogue has moved.") % {
            "days": point.silent_days
        }

    lines = (Line(point.source.name, f"{reverse('harvesting:runs')}?source={point.source.slug}", said(point)) for point in points[:MOST])
    return _group("waiting", _("A partner has sent nothing for a long time"), points, lines, reverse("harvesting:points"))


def _gallica(user: Any) -> Group:
    """Gallica refuses, and a person must look; nothing else is asked while it answers."""
    stopped = GallicaTurn.objects.filter(stopped=True).exists() and matching.may_decide_some(user)
    said = _("It has refused three times: nothing is asked of it until somebody has looked.")
    lines = (Line(_("Calendars of the press"), reverse("press:titles"), said),) if stopped else ()
    return Group("failed", _("Gallica refuses to answer"), lines, len(lines), reverse("press:titles"))


def _judges(user: Any) -> Group:
    """What the portal gives to machines is wrong somewhere: told to those who run it."""
    page = reverse("public:conformance")
    last = ConformanceRun.objects.order_by("judge", "-judged_at").distinct("judge") if user.is_superuser else ()
    lines = tuple(
        Line(run.judge, f"{page}#{run.judge}", ngettext("%(count)d fault", "%(count)d faults", run.failed) % {"count": run.failed})
        for run in last
        if run.failed
    )
    return Group("failed", _("What machines are given is not as its standard says"), lines[:MOST], len(lines), page)


def _proposals(institutions: list[int]) -> Group:
    """Pairs of records to compare, in one line; nothing is looked at for who decides for no institution."""
    count = proposals.count(institutions) if institutions else 0
    name = ngettext("%(count)s proposal waits for you", "%(count)s proposals wait for you", count) % {"count": words.number(count)}
    said = _("Until you decide the records stay apart, and nothing of them is blocked.")
    lines = (Line(name, reverse("matching:queue"), said),) if count else ()
    return Group("waiting", _("Records may describe the same edition"), lines, len(lines), reverse("matching:queue"))


def _names(institutions: list[int]) -> Group:
    """Pairs of names to compare, in one line."""
    count = name_proposals.count(institutions) if institutions else 0
    name = ngettext("%(count)s pair of names waits for you", "%(count)s pairs of names wait for you", count) % {
        "count": words.number(count)
    }
    said = _("Until you decide each name keeps its own page.")
    lines = (Line(name, reverse("matching:names"), said),) if count else ()
    return Group("waiting", _("Names may be one person’s"), lines, len(lines), reverse("matching:names"))


def _changed_parents(institutions: QuerySet[Institution]) -> Group:
    said = _("What it was taken over from has changed: look at what you want to bring into it.")
    pages = lineage.waiting(institutions)
    lines = tuple(Line(page.title, reverse("mediation:seen", args=[page.pk]), said) for page in pages[:MOST])
    return Group("waiting", _("An original has changed"), lines, len(pages), reverse("mediation:mine"))


def _not_published(institutions: QuerySet[Institution]) -> Group:
    refused = publication.refusals_under(institutions)
    lines = tuple(
        Line(entry.page.title, reverse("wagtailadmin_pages:edit", args=[entry.page_id]), " ".join(entry.data.get("problems", ())))
        for entry in refused[:MOST]
    )
    return Group("failed", _("A page was not published at its time"), lines, len(refused), reverse("mediation:mine"))


def _unpublished(pages: QuerySet[Institution]) -> Group:
    said = _("Readers are told that its page is not published for now.")
    lines = (Line(page.title, reverse("wagtailadmin_pages:edit", args=[page.pk]), said) for page in pages[:MOST])
    parent = pages.first()
    listing = reverse("wagtailadmin_explore", args=[parent.get_parent().pk]) if parent and pages.count() > MOST else ""
    return _group("prepared", _("An institution is not published"), pages, lines, listing)
