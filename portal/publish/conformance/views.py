"""``/donnees/conformite``: what each judge found last, and on the nights before; the same for programs."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_safe

from portal.models import ConformanceRun
from portal.public.addresses import site_address
from portal.publish.conformance import running
from portal.publish.conformance.judging import Fault
from portal.publish.conformance.running import Standing

NIGHTS = 30
_WIDTH = 10  # of a night in the drawing, its gap among it
RIGHT, WRONG, UNSEEN = "right", "wrong", "unseen"


class Told(NamedTuple):
    """A thing that was wrong: where, and a sentence."""

    address: str
    sentence: str


class Night(NamedTuple):
    """A night in the drawing: its place from the left, how it ended."""

    x: int
    state: str


class Row(NamedTuple):
    """A judge on the page; ``state``: RIGHT, WRONG, or UNSEEN where it never looked or could not; ``nights``: the oldest first."""

    name: str
    title: str
    standard: str
    written_at: str
    state: str
    result: str
    judged_at: datetime | None
    faults: tuple[Told, ...]
    more: int
    nights: tuple[Night, ...]
    nights_told: str


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The page; one statement."""
    rows = [_row(each) for each in running.standing()]
    last = max((row.judged_at for row in rows if row.judged_at), default=None)
    context = {"rows": rows, "last": last, "wrong": sum(row.state == WRONG for row in rows), "width": NIGHTS * _WIDTH}
    return render(request, "public/pages/conformance.html", context)


@require_safe
def told(request: HttpRequest) -> JsonResponse:
    """The last run of each judge, for programs that watch; one statement."""
    answer = JsonResponse({"judges": [_told(each, site_address(request)) for each in running.standing()]})
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


def _told(standing: Standing, site: str) -> dict[str, Any]:
    judge, last = standing.judge, standing.runs[0] if standing.runs else None
    said: dict[str, Any] = {"judge": judge.name, "title": str(judge.title), "standard": judge.standard, "specification": judge.written_at}
    if last is None:
        return said
    said |= {"judged": last.judged_at, "examined": last.examined, "failed": last.failed, "seconds": last.seconds}
    if last.skipped:
        said["skipped"] = gettext(last.skipped)
    faults = map(_fault, running.faults_of(last))
    return said | {"faults": [{"address": each.address and f"{site}{each.address}", "sentence": each.sentence} for each in faults]}


def _row(standing: Standing) -> Row:
    judge, last = standing.judge, standing.runs[0] if standing.runs else None
    nights = [_state(run) for run in reversed(standing.runs[:NIGHTS])]
    faults = tuple(map(_fault, running.faults_of(last))) if last else ()
    wrong = nights.count(WRONG)
    in_words = ngettext("%(count)d night", "%(count)d nights", len(nights)) % {"count": len(nights)}
    return Row(
        name=judge.name,
        title=str(judge.title),
        standard=judge.standard,
        written_at=judge.written_at,
        state=_state(last),
        result=_result(last),
        judged_at=last.judged_at if last else None,
        faults=faults,
        more=last.failed - len(faults) if last else 0,
        nights=tuple(Night((NIGHTS - len(nights) + place) * _WIDTH, state) for place, state in enumerate(nights)),
        nights_told=gettext("%(nights)s, something wrong on %(wrong)d of them") % {"nights": in_words, "wrong": wrong},
    )


def _state(run: ConformanceRun | None) -> str:
    if run is None or run.skipped or not run.examined:
        return UNSEEN
    return WRONG if run.failed else RIGHT


def _result(run: ConformanceRun | None) -> str:
    if run is None:
        return gettext("Has not looked yet")
    if run.skipped:
        return gettext(run.skipped)
    if not run.examined:
        return gettext("There was nothing to look at.")
    looked = ngettext("%(count)d thing looked at", "%(count)d things looked at", run.examined) % {"count": run.examined}
    if not run.failed:
        return gettext("All is right: %(looked)s") % {"looked": looked}
    return ngettext("%(count)d is wrong: %(looked)s", "%(count)d are wrong: %(looked)s", run.failed) % {
        "count": run.failed,
        "looked": looked,
    }


def _fault(fault: Fault) -> Told:
    return Told(fault.address, gettext(fault.said) % fault.values)
