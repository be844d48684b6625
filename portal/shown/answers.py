"""Answers that readers and machines are given alike: references as a file, a notice that was withdrawn, when to come back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from catalogue.citations.exporters import Exporter
from catalogue.citations.reference import Reference
from catalogue.selectors.notices import ShownNotice
from portal.shown.notice import present_all

Answer = TypeVar("Answer", bound=HttpResponse)
RETRY_AFTER = "30"  # seconds, where something does not answer for the moment
GONE = 410


def download(exporter: Exporter, references: Sequence[Reference], *, stem: str = "") -> HttpResponse:
    """References in a format; as a file to be saved where ``stem`` gives it a name."""
    response = HttpResponse(exporter.write(references), content_type=f"{exporter.media_type}; charset=utf-8")
    response["X-Robots-Tag"] = "noindex"
    if stem:
        response["Content-Disposition"] = f'attachment; filename="{stem}.{exporter.ending}"'
    return response


def open_json(told: dict[str, Any], *, media_type: str) -> JsonResponse:
    """What programs of any site may read, and no search engine need list."""
    return opened(JsonResponse(told, json_dumps_params={"ensure_ascii": False}, content_type=media_type))


def opened(answer: Answer) -> Answer:
    """The same answer, for programs of any site and no search engine."""
    answer["Access-Control-Allow-Origin"] = "*"
    answer["X-Robots-Tag"] = "noindex"
    return answer


def withdrawn(request: HttpRequest, notice: ShownNotice) -> HttpResponse:
    """What a notice was that its source withdrew, and where to ask: 410 (RFC 9110 §15.5.11)."""
    (page,) = present_all([notice])
    return render(request, "public/notice_withdrawn.html", {"notice": page}, status=GONE)
